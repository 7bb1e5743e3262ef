"""Minority statements and explanations of vote, each with the provisions that its vote concerned."""

from summit.domain.wording import listed
from summit.export.blocks import Block, Heading, Listing, Paragraph, Runs, plain, said, strong
from summit.export.model import FinalDocument, Vote
from summit.export.outline.links import Links
from summit.export.wording import NOTHING

KINDS = {"explanation": "explanation of vote", "minority": "minority statement", "reservation": "reservation"}


def statements(document: FinalDocument) -> list[Block]:
    """In the order of documents, then of votes."""
    links = Links(document)
    heading = Heading(2, "Reservations, minority statements and explanations of vote", "statements")
    votes = sorted(
        (one for one in document.votes if one.statements), key=lambda one: (one.document or 0, one.number)
    )
    if not votes:
        return [heading, Paragraph(said(NOTHING))]
    return [heading, *(block for one in votes for block in _vote(one, links))]


def _vote(one: Vote, links: Links) -> list[Block]:
    places = f", {listed(list(one.places))}" if one.places else ""
    about: Runs = (plain("On "), plain(one.title), plain(", decided by "))
    if one.document is not None:
        about = (plain("On "), links.document(one.document), plain(f"{places}, decided by "))
    lines = tuple((strong(f"{each.by}, {KINDS[each.kind]}: "), plain(each.words)) for each in one.statements)
    return [Paragraph((*about, links.vote(one.number), plain(":"))), Listing(lines)]
