"""Titles, items of the agenda, rulings and announcements, in the language in which a reader wants texts."""

from summit.documents import queries
from summit.documents.queries import Rendered
from summit.documents.views.blueprint import blueprint
from summit.domain.text.translating import Standing
from summit.web.text_language import wanted_language


def reader_language() -> str:
    """The language that the reader chose for texts, if texts are translated into it here; else nothing."""
    wanted = wanted_language()
    return wanted if wanted and wanted in queries.text_languages() else ""


@blueprint.app_template_global()
def in_reader_language(words: str, original: str = "") -> tuple[Rendered, str]:
    """What a reader is shown for these words, and its language; "" where they chose none.

    `original` is what they were written in: the summit's first language unless it is named.
    """
    written = original or next(iter(queries.text_languages()), "en")
    wanted = reader_language()
    if not wanted or wanted == written or not words:
        return Rendered(Standing.ORIGINAL, words), ""
    shown = queries.rendered([words], written, wanted)[words]
    return shown, wanted if shown.is_translated else written
