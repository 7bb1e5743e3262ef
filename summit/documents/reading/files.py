"""A file of any supported kind read as provisions."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from summit.documents.reading.enclosing import enclosed
from summit.documents.reading.left_behind import left_behind, parts_of
from summit.documents.reading.note_labels import note_labels, notes_left_out
from summit.documents.reading.pandoc import syntax_tree
from summit.documents.reading.refusals import (
    EmptyFile,
    FileTooLarge,
    NotText,
    TooDeep,
    UnknownFormat,
    Unreadable,
)
from summit.documents.reading.wide_rows import with_wide_rows
from summit.domain.text.deriving import IdMaker
from summit.domain.text.folded_lists import unfolded
from summit.domain.text.pandoc import from_pandoc
from summit.domain.text.pandoc_inlines import DEEPEST
from summit.domain.text.raw_html import RawHtml
from summit.domain.text.reading import Reading, ReadingWarning
from summit.domain.text.remembering import Remembered

LARGEST = 10_000_000
UNPACKED = 100_000_000

SUFFIXES = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".docx": "docx", ".odt": "odt",
}  # fmt: skip

_SILENT = re.compile(
    r"<(script|style|iframe|object|embed|form|input|select|textarea|button|svg|video|audio)\b", re.I
)


def read(
    source: Path | str | bytes, format: str = "", language: str = "", new_id: IdMaker | None = None
) -> Reading:
    """Read a file (its path, or its bytes with `format`) into provisions.

    `format` is markdown, html, docx or odt and defaults to what the file's name says; `language` (BCP 47)
    goes before the one the file names. Raises ReadingRefused (EmptyFile, FileTooLarge, NotText,
    RawHtmlRefused, TooDeep, ReadingTimedOut, UnknownFormat, Unreadable), each with a sentence that says
    which limit or place it is.
    """
    form = format or _form(source)
    if form not in SUFFIXES.values():
        raise UnknownFormat("Only Markdown, HTML, DOCX and ODT files can be read.")
    content = _content(source)
    if not content.strip():
        raise EmptyFile
    if form in ("docx", "odt"):
        return _packed(content, form, language, new_id)
    return _written(decoded(content), form, language, new_id)


def _form(source: Path | str | bytes) -> str:
    if isinstance(source, bytes):
        raise UnknownFormat("The format of the file is not given.")
    return SUFFIXES.get(Path(source).suffix.lower(), "")


def _content(source: Path | str | bytes) -> bytes:
    if not isinstance(source, bytes):
        try:
            with Path(source).open("rb") as file:
                source = file.read(LARGEST + 1)
        except OSError as error:
            raise Unreadable(f"The file cannot be opened: {error.strerror}.") from None
    if len(source) > LARGEST:
        raise FileTooLarge(LARGEST)
    return source


def decoded(content: bytes) -> str:
    """The characters of a text file, without byte order mark, lines ended by line feeds. Raises NotText."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(content.count(b"\n", 0, error.start) + 1) from None
    if "\0" in text:
        raise NotText(text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _written(text: str, form: str, language: str, new_id: IdMaker | None) -> Reading:
    tree = syntax_tree(text.encode(), form)
    if form == "html":
        reading = _warned(_provisions(tree, language, new_id), _left_out(text))
        return _warned(reading, left_behind(text, reading))
    raw = RawHtml(lambda html: list(syntax_tree(html.encode(), "html")["blocks"]))
    try:
        tree, wide = with_wide_rows(text, tree, lambda said, form: syntax_tree(said.encode(), form))
        tree = raw.converted(tree)
        labels = note_labels(text, tree)
        tree, said = unfolded(tree)
    except RecursionError:
        raise TooDeep(DEEPEST) from None
    said = [*raw.warnings, *wide, *said, *notes_left_out(text, tree)]
    return _warned(_provisions(tree, language, new_id, labels), said)


def _packed(content: bytes, form: str, language: str, new_id: IdMaker | None) -> Reading:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
            if unpacked > UNPACKED:
                raise FileTooLarge(UNPACKED, "The file, once unpacked, is")
            kept = enclosed(archive, form)
            markup = parts_of(archive, form)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnknownFormat(f"The file is no {form.upper()} file.") from None
    reading = _provisions(syntax_tree(content, form), language, None)
    reading = _named(_restored(reading, kept), new_id)
    return _warned(reading, left_behind(markup, reading))


def _restored(reading: Reading, kept: Any) -> Reading:
    """The reading of a file that was written here, with what its format cannot hold."""
    try:
        remembered = Remembered.from_json(kept)
    except (KeyError, TypeError, ValueError):
        return reading
    text = remembered.restored(reading.text)
    return replace(reading, title=remembered.title or reading.title, text=text) if text else reading


def _named(reading: Reading, new_id: IdMaker | None) -> Reading:
    if new_id is None:
        return reading
    return replace(reading, text=tuple(replace(one, id=new_id()) for one in reading.text))


def _provisions(
    tree: dict[str, Any], language: str, new_id: IdMaker | None, labels: Sequence[str] = ()
) -> Reading:
    reading = from_pandoc(tree, language=language, new_id=new_id, note_labels=labels)
    if not reading.text:
        raise EmptyFile
    return reading


def _left_out(html: str) -> list[ReadingWarning]:
    found: dict[str, int] = {}
    for tag in _SILENT.finditer(html):
        found.setdefault(tag[1].lower(), html.count("\n", 0, tag.start()) + 1)
    return [ReadingWarning(f"line {line}", f"<{tag}> is left out") for tag, line in found.items()]


def _warned(reading: Reading, warnings: Sequence[ReadingWarning]) -> Reading:
    return replace(reading, warnings=(*warnings, *reading.warnings))
