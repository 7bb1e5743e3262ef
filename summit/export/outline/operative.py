"""The operative part: every document with its numbered provisions and the marks of what was adopted."""

from summit.domain.text import Kind, Text
from summit.domain.text.items import item_signs
from summit.export.blocks import (
    Block,
    Drawn,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Runs,
    TextOf,
    code,
    plain,
    said,
)
from summit.export.inline import literal, table
from summit.export.model import FinalDocument, Numbered, Part
from summit.export.outline.links import Links, document_anchor
from summit.export.wording import NOTHING, called, text_fate
from summit.web.filters import language_name

PART_LEVEL = 3
DEEPEST = 6


OPEN = ("draft", "before")


def operative_part(document: FinalDocument) -> list[Block]:
    """The texts that were adopted as a whole."""
    links, every = Links(document), document.parts
    blocks: list[Block] = [Heading(2, "Operative part", "operative-part")]
    adopted = [part for part in every if part.state == "adopted"]
    if not adopted:
        nothing = "No text has been adopted as a whole." if every else "There are no documents yet."
        blocks.append(Paragraph(said(nothing)))
    for part in adopted:
        blocks += _part(part, links)
    return blocks


def other_texts(document: FinalDocument) -> list[Block]:
    """Outside the operative part: the texts that are not decided, then those that were not adopted."""
    links, every = Links(document), document.parts
    undecided = [part for part in every if part.state in OPEN]
    others = [part for part in every if part.state not in (*OPEN, "adopted")]
    blocks = _besides("Texts that are not decided", "undecided-texts", undecided, links)
    return blocks + _besides("Texts that were not adopted", "texts-not-adopted", others, links)


def _besides(title: str, anchor: str, parts: list[Part], links: Links) -> list[Block]:
    """Texts that stand outside the operative part; the heading too is left out where there are none."""
    blocks: list[Block] = [Heading(2, title, anchor)] if parts else []
    for part in parts:
        blocks += _part(part, links)
    return blocks


def _part(part: Part, links: Links) -> list[Block]:
    blocks: list[Block] = [
        Heading(PART_LEVEL, f"Document {part.number}: {part.title}", document_anchor(part.number)),
        Facts(
            (
                ("Revision", (plain(f"{part.revision}, sha256 "), code(part.digest))),
                ("Language", said(language_name(part.language))),
                ("Fate", _fate(part, links)),
                *((("Moved from the floor by", said(part.moved_by)),) if part.moved_by else ()),
                ("Adopted amendments", _adopted(part, links)),
            )
        ),
        TextOf(part.number, part.revision, part.digest, part.language, _drawn(part, links)),
    ]
    marked = [_marked(one, links) for one in part.provisions if one.marks]
    if marked or part.opening_marks:
        blocks.append(Paragraph(said(f"Where document {part.number} was changed:")))
        before = [(*links.mark(mark, with_deed=False), plain(": a provision struck at the beginning"))
                  for mark in part.opening_marks]  # fmt: skip
        blocks.append(Listing((*before, *marked)))
    return blocks


def _fate(part: Part, links: Links) -> Runs:
    by = (plain(" by "), links.vote(part.decided)) if part.decided is not None else ()
    return (plain(text_fate(part)), *by)


def _adopted(part: Part, links: Links) -> Runs:
    runs: list[Runs] = []
    for one in part.adoptions:
        by = (plain(" · "), links.vote(one.poll)) if one.poll is not None else ()
        runs.append((links.am(one.amendment), *by, plain(f", revision {one.revision}: {one.title}")))
    return joined(runs, "; ") or said(NOTHING)


def joined(found: list[Runs], between: str) -> Runs:
    """The groups one after the other with words between them."""
    runs: list[Runs] = [group if at == 0 else (plain(between), *group) for at, group in enumerate(found)]
    return tuple(run for group in runs for run in group)


def _marked(one: Numbered, links: Links) -> Runs:
    marks = joined([links.mark(mark) for mark in one.marks], "; ")
    return (plain(f"{called(one.provision, one.label)}: "), *marks)


def _drawn(part: Part, links: Links) -> tuple[Drawn, ...]:
    before = item_signs(part.text)
    levels = heading_levels(part.text)
    return tuple(
        Drawn(
            label=one.label,
            provision=one.provision,
            level=levels.get(one.provision.id, 0),
            sign=before.get(one.provision.id, ""),
            words=() if one.provision.kind is Kind.TABLE else literal(one.provision.text, one.provision.kind),
            rows=table(one.provision.text) if one.provision.kind is Kind.TABLE else (),
            marks=(*(links.mark(mark) for mark in one.marks), *_in_other(one)),
            language=one.language,
        )
        for one in part.provisions
    )


def heading_levels(text: Text) -> dict[str, int]:
    """Levels of the headings below the part's own, without gaps, as readers of tagged files need them."""
    found: dict[str, int] = {}
    open_depths: list[int] = []
    for one in text:
        if one.kind is not Kind.HEADING:
            continue
        while open_depths and open_depths[-1] >= one.depth:
            open_depths.pop()
        open_depths.append(one.depth)
        found[one.id] = min(PART_LEVEL + len(open_depths), DEEPEST)
    return found


def _in_other(one: Numbered) -> list[Runs]:
    return [(plain("not translated"),)] if one.language else []
