"""Annex II, amendments: the words of their proposers, and what became of them."""

from summit.export.blocks import Block, Facts, Heading, Listing, Paragraph, Runs, plain, said, strong
from summit.export.model import ChangedPlace, FinalDocument, Proposed
from summit.export.outline.links import Links, am_anchor
from summit.export.wording import am, ams, fate, moment


def amendments(document: FinalDocument) -> list[Block]:
    links = Links(document)
    blocks: list[Block] = [Heading(2, "Annex II. Amendments", "annex-2")]
    if not document.amendments:
        blocks.append(Paragraph(said("There are none.")))
    for one in document.amendments:
        blocks += _amendment(one, links)
    return blocks


def _amendment(one: Proposed, links: Links) -> list[Block]:
    to = (links.document(one.document), plain(f", on revision {one.base}"))
    blocks: list[Block] = [
        Heading(3, f"{am(one.number)}: {one.title}", am_anchor(one.number)),
        Facts(
            (
                ("Proposed by", said(_by(one))),
                *((("Seconded by", said(", ".join(one.seconders))),) if one.seconders else ()),
                ("To", to),
                *((("A compromise made from", said(ams(one.replaces))),) if one.replaces else ()),
                *(("Recommended", said(f"{body}: {advice}. {why}")) for body, advice, why in one.recommended),
                ("Fate", _fate(one, links)),
            )
        ),
        Paragraph(said("What it changes:")),
        Listing(tuple(place(each) for each in one.places)),
    ]
    reasons = [words.strip() for words in one.rationale.split("\n\n") if words.strip()]
    opening = (strong("Reasons. "),)
    return [
        *blocks,
        *(Paragraph(opening * (at == 0) + said(words)) for at, words in enumerate(reasons)),
    ]


def _by(one: Proposed) -> str:
    first = one.taken_over_from or one.proposer
    over = f"; taken over by {one.proposer}" if one.taken_over_from else ""
    return f"{first}, {moment(one.proposed_at)}{over}"


def _fate(one: Proposed, links: Links) -> Runs:
    decided = (plain(" in "), links.vote(one.poll)) if one.poll is not None else ()
    carried = f"; carried over to later revisions {one.forms - 1} times" if one.forms > 2 else ""
    carried = "; carried over to a later revision" if one.forms == 2 else carried
    return (plain(fate(one)), *decided, *said(carried))


def place(one: ChangedPlace) -> Runs:
    """ "§12, changed: " and its words, those that go as deleted and those that come as inserted."""
    return (plain(f"{one.place}, {one.deed}{': ' if one.runs else ''}"), *one.runs)
