"""Exceptions: what did not go the usual way."""

from summit.export.blocks import Block, Heading, Listing, Paragraph, said
from summit.export.model import Exceptional, FinalDocument
from summit.export.wording import NOTHING, moment


def exceptions(document: FinalDocument) -> list[Block]:
    heading = Heading(2, "Exceptions", "exceptions")
    if not document.exceptions:
        return [heading, Paragraph(said(NOTHING))]
    return [heading, Listing(tuple(said(_line(one)) for one in document.exceptions))]


def _line(one: Exceptional) -> str:
    sentence = one.sentence.rstrip(".")
    return f"{moment(one.at)}: {sentence}." if one.at else f"{sentence}."
