"""Minutes and corrigenda laid out as blocks, and written as DOCX to be edited."""

from datetime import datetime
from zoneinfo import ZoneInfo

from summit.agenda.models import ItemState, Ruling
from summit.debates.models import Speech
from summit.domain.errors import NotFound
from summit.domain.speakers import Purpose
from summit.export.blocks import Block, Facts, Heading, Listing, Paragraph, Runs, code, plain, said, strong
from summit.export.composing.people import TURNS
from summit.export.minutes.reading import Business, Minutes
from summit.export.model import FinalDocument
from summit.export.office.converting import converted
from summit.export.office.syntax import tree_of
from summit.export.outline.cover import corrigendum
from summit.export.outline.links import Links
from summit.export.wording import NOTHING, moment, vote
from summit.people.queries import public_name
from summit.record import RecordEntry
from summit.voting.models import Poll
from summit.voting.queries.sentences import begun
from summit.voting.queries.verdicts import outcome

STATES = {ItemState.PLANNED: "not taken up", ItemState.CURRENT: "under way", ItemState.DEFERRED: "deferred"}


def minutes_file(of: Minutes) -> bytes:
    """The minutes as DOCX; equal states give equal bytes. Raises NotConverted."""
    return converted(tree_of(laid_out(of)), "docx", of.as_of)


def corrigendum_file(document: FinalDocument, number: int) -> bytes:
    """One corrigendum as DOCX. Raises NotFound, NotConverted."""
    found = next((one for one in document.corrigenda if one.number == number), None)
    if found is None:
        raise NotFound(f"There is no corrigendum {number}.")
    named = f" ({document.cover.number})" if document.cover.number else ""
    blocks = [
        Heading(1, f"{document.title}: corrigendum {number}"),
        Paragraph(said(f"To the final document{named}. Its texts have this correction in.")),
        *corrigendum(found, Links(document)),
    ]
    return converted(tree_of(blocks), "docx", found.at)


def laid_out(of: Minutes) -> list[Block]:
    """The sitting, who was present, the items with what happened under each."""
    held, body = of.sitting, of.sitting.body
    blocks: list[Block] = [
        Heading(1, f"{body.name}, {held.title}: minutes"),
        Facts(
            (
                ("Summit", said(of.summit)),
                ("Begun", said(_moment(held.opened_at, of.zone))),
                ("Ended", said(_moment(held.closed_at, of.zone) if of.is_over else "not yet: a draft")),
                *((("Place", said(body.room)),) if body.room else ()),
                *((begun(duty), said(name)) for duty, name in of.officers),
                ("Record", (plain("head "), code(of.code))),
            )
        ),
        Heading(2, "Presence", "presence"),
        Listing(tuple(said(_turn(one, of.zone)) for one in of.turns)),
    ]
    for one in of.business:
        blocks += _business(one, of.zone)
    if of.announcements:
        lines = (said(f"{_clock(one.made_at, of.zone)} {one.words}") for one in of.announcements)
        blocks += [Heading(2, "Announcements", "announcements"), Listing(tuple(lines))]
    return blocks


def _turn(entry: RecordEntry, zone: ZoneInfo) -> str:
    kept = entry.payload
    of = f" of {kept['seats']} seats held" if "seats" in kept else ""
    quorum = {True: "; quorate", False: "; not quorate", None: ""}[kept.get("is_quorate")]
    present = f"{kept['room']} in the room and {kept['remote']} remote{of}{quorum}"
    return f"{_clock(entry.at, zone)} {TURNS[entry.kind]}: {present}"


def _business(one: Business, zone: ZoneInfo) -> list[Block]:
    item = one.item
    title = f"{one.number}. {item.title}" if item else "Besides the items"
    blocks: list[Block] = [Heading(2, title, f"item-{one.number or 0}")]
    if item:
        blocks.append(Paragraph(said(_course(item.taken_up_at, item.ended_at, STATES.get(item.state), zone))))
    for head, lines in (
        ("Speakers", [said(_speech(each, zone)) for each in one.speeches]),
        ("Rulings", [_ruling(each, zone) for each in one.rulings]),
        ("Decisions", [_decision(each, zone) for each in one.polls]),
    ):
        if lines:
            blocks += [Paragraph((strong(head),)), Listing(tuple(lines))]
    return blocks


def _course(begins: datetime | None, ends: datetime | None, state: str | None, zone: ZoneInfo) -> str:
    if begins is None:
        return begun(f"{state or NOTHING}.")
    until = f" until {_clock(ends, zone)}" if ends else f"; {state}" if state else ""
    return f"Taken up at {_clock(begins, zone)}{until}."


def _speech(one: Speech, zone: ZoneInfo) -> str:
    until = f"–{_clock(one.ended_at, zone)}" if one.ended_at else ""
    marks = [
        *([str(one.purpose)] if one.purpose != Purpose.TURN else []),
        *([str(one.side)] if one.side else []),
        *(["remote"] if one.is_remote else []),
    ]
    more = f" ({', '.join(marks)})" if marks else ""
    return f"{_clock(one.began_at, zone)}{until} {public_name(one.person)}{more}"


def _ruling(one: Ruling, zone: ZoneInfo) -> Runs:
    by = f"{_clock(one.made_at, zone)} {public_name(one.made_by)}: "
    return (plain(by), plain(one.words))


def _decision(one: Poll, zone: ZoneInfo) -> Runs:
    head = (strong(f"{vote(one.number)}: {one.title}. "),)
    if one.void_reason is not None:
        return (*head, plain(f"Void: {one.void_reason}"))
    if not one.was_published:
        return (*head, plain("Not decided when these minutes were written."))
    figures = f"{one.turnout} of {one.entitled} took part"
    return (*head, plain(f"{begun(outcome(one))}. {figures}; published {_clock(one.published_at, zone)}."))


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return moment(at.astimezone(zone) if at else None)


def _clock(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M:%S}" if at else ""
