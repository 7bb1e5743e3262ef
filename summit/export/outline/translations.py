"""Annex V, translations: by language and document, where each provision's words come from."""

from itertools import groupby

from summit.export.blocks import Block, Grid, Heading, Paragraph, said
from summit.export.model import FinalDocument, Translated
from summit.export.wording import NOTHING
from summit.web.filters import language_name

HEAD = ("Provision", "State", "Translated by", "Reviewed by")
STATES = {
    "reviewed": "reviewed",
    "ready": "not reviewed",
    "stale": "stale: the text has changed since",
    "missing": "not translated",
}


def translations(document: FinalDocument) -> list[Block]:
    blocks: list[Block] = [Heading(2, "Annex V. Translations", "annex-5")]
    if not any(one.words for one in document.translations):
        return [*blocks, Paragraph(said(NOTHING))]
    key = lambda one: (one.language, one.document)  # noqa: E731 - the same for both
    for (language, number), lines in groupby(document.translations, key=key):
        every = list(lines)
        if any(one.words for one in every):
            caption = f"Document {number} in {language_name(language)}, from {language_name(every[0].source)}"
            blocks.append(Grid(caption, HEAD, tuple(map(_row, every)), is_words=True))
        else:
            sentence = f"Document {number} is not translated into {language_name(language)}."
            blocks.append(Paragraph(said(sentence)))
    return blocks


def _row(one: Translated) -> tuple[str | None, ...]:
    return one.place, STATES[one.state], one.translator or None, one.reviewer or None
