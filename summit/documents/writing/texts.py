"""One text as a DOCX or ODT file, with what the format cannot hold remembered inside of it."""

from dataclasses import replace
from datetime import datetime

from summit.documents.reading import read
from summit.documents.reading.enclosing import enclosed_with
from summit.documents.writing.pandoc import office_file
from summit.domain.text import Kind, Text, plain_text
from summit.domain.text.pandoc_writing import to_pandoc
from summit.domain.text.remembering import Remembered

DEEPEST = 10
"""OpenDocument has ten levels of lists, and what reads them takes twice as long for each further one."""


def _shallow(text: Text) -> Text:
    """The text with what stands deeper in lists on the deepest level there is; the file remembers where."""
    return tuple(
        one if one.kind is Kind.HEADING else replace(one, depth=min(one.depth, DEEPEST)) for one in text
    )


def office_text(
    text: Text, form: str, *, title: str = "", language: str = "", at: datetime | None = None
) -> bytes:
    """The text as a file in `form` ("docx" or "odt") that `read` gives back as the same provisions.

    A file that was changed in a word processor meanwhile is read as changed. `at` is the time the file
    carries. Raises NotWritten, and ReadingRefused where the text is beyond the reader's limits.
    """
    written = _shallow(text) if form == "odt" else text
    shown = "" if text and plain_text(text[0].text) == title else title
    # OpenDocument has no tables inside of lists.
    tree = to_pandoc(written, title=shown, language=language, tables_in_lists=form != "odt")
    file = office_file(tree, form, at)
    remembered = Remembered(title, read(file, form, language).text, text)
    return file if remembered.hunks is None else enclosed_with(file, form, remembered.as_json())
