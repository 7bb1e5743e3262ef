"""Annex IV, the texts with their changes: every changed word with the amendment and poll that brought it."""

from dataclasses import replace
from itertools import groupby

from summit.domain.text import Kind, VisibleRun
from summit.domain.text.provisions import LITERAL
from summit.export.blocks import Block, Changed, Drawn, Heading, Paragraph, Runs, plain, said
from summit.export.inline import literal, of_kind, table
from summit.export.model import FinalDocument
from summit.export.model.courses import Cause, CoursePlace, TextCourse
from summit.export.outline.links import Links
from summit.export.outline.operative import heading_levels

DEEDS = {"changed": "other words", "inserted": "new", "struck": "struck", "kept": ""}


def courses(document: FinalDocument) -> list[Block]:
    blocks: list[Block] = [Heading(2, "Annex IV. Texts with their changes", "annex-4")]
    if not document.courses:
        blocks.append(Paragraph(said("No text has been changed.")))
    links = Links(document)
    for one in document.courses:
        blocks += _course(one, links)
    return blocks


def _course(one: TextCourse, links: Links) -> list[Block]:
    levels = heading_levels(tuple(place.provision for place in one.places))
    causes = {cause.revision: cause for cause in one.causes}
    blocks: list[Block] = [
        Heading(
            3, f"Document {one.document}, revision 1 to {one.revision}: {one.title}", f"course-{one.document}"
        )
    ]
    for place in one.places:
        if place.unchanged:
            blocks.append(_left_out(place.unchanged))
        drawn = _drawn(place, levels.get(place.provision.id, 0), causes, links)
        last = blocks[-1]
        if isinstance(last, Changed):
            blocks[-1] = replace(last, drawn=(*last.drawn, drawn))
        else:
            blocks.append(Changed(one.document, one.language, (drawn,)))
    return [*blocks, _left_out(one.unchanged)] if one.unchanged else blocks


def _left_out(count: int) -> Paragraph:
    return Paragraph(said(f"[{count} provision{'s' * (count > 1)} unchanged]"))


def _drawn(place: CoursePlace, level: int, causes: dict[int, Cause], links: Links) -> Drawn:
    provision, is_shown_whole = place.provision, place.deed in ("kept", "inserted", "struck")
    if place.runs and provision.kind in LITERAL:  # drawn as words, or the changes could not be marked in it
        provision = replace(provision, kind=Kind.PARAGRAPH)
    words: Runs = ()
    for revision, same in groupby(place.runs, key=lambda run: run.revision):
        runs = (VisibleRun(run.kind, run.marks, run.text) for run in same)
        words += of_kind("equal", runs)
        if revision in causes and not is_shown_whole:
            words += (plain(" ["), *_by(causes[revision], links), plain("]"))
    kind = provision.kind
    return Drawn(
        label=place.label,
        provision=provision,
        level=level,
        sign="",
        words=words or (() if kind is Kind.TABLE else literal(provision.text, kind)),
        rows=table(provision.text) if kind is Kind.TABLE else (),
        marks=tuple(_mark(place, causes[one], links) for one in place.revisions if one in causes),
    )


def _mark(place: CoursePlace, cause: Cause, links: Links) -> Runs:
    words = DEEDS[place.deed]
    if cause.revision in place.moved:
        words = "moved"
    return (*_by(cause, links), *said(f", {words}" if words else ""))


def _by(cause: Cause, links: Links) -> Runs:
    """ "AM 12 · V-07", "V-07 void", or the revision with its cause."""
    if cause.rescinds is not None and cause.poll is not None:
        return (links.vote(cause.poll), plain(" void"))
    if cause.amendment is None:
        return (plain(f"{cause.cause}, revision {cause.revision}"),)
    poll = (plain(" · "), links.vote(cause.poll)) if cause.poll is not None else ()
    return (links.am(cause.amendment), *poll)
