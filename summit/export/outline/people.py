"""Annex I, participation."""

from summit.domain.wording import share
from summit.export.blocks import Block, Facts, Grid, Heading, Listing, Paragraph, Runs, plain, said
from summit.export.model import BodyBase, FinalDocument, Participation, Turn
from summit.export.wording import NOTHING, moment, vote

_ROLES = {
    "organiser": "Organisers",
    "delegate": "Delegates",
    "substitute": "Substitutes",
    "observer": "Observers",
}


def participation(document: FinalDocument) -> list[Block]:
    who = document.participation
    return [
        Heading(2, "Annex I. Participation", "annex-1"),
        Facts(tuple(_accredited(who))),
        *_present(who),
        *_votes(who),
        *_changes(who),
    ]


def _accredited(who: Participation) -> list[tuple[str, Runs]]:
    accredited = ", ".join(f"{_ROLES.get(role, role)} {number}" for role, number in who.accredited)
    afar = f"; {who.remote} of them take part from afar" if who.remote else ""
    return [
        ("Accredited", said(f"{accredited}{afar}" if accredited else NOTHING)),
        ("Seats", said(f"{who.seats}, of which {who.held} are held")),
        *((("Quorum", said("; ".join(map(_quorum, who.bodies)))),) if who.bodies else ()),
    ]


def _quorum(one: BodyBase) -> str:
    base = "of the seats that are held" if "/" in one.quorum else "seats"
    remote = "" if one.counts_remote else ", remote participants not counted"
    return f"{one.name} {one.quorum} {base} ({one.held} of {one.seats}){remote}"


def _present(who: Participation) -> list[Block]:
    if not who.turns:
        return []
    head = ("Sitting", "Time", "Seats held", "In the room", "Remote", "Quorate")
    return [Grid("Who was present at the sittings", head, tuple(map(_turn, who.turns)))]


def _turn(one: Turn) -> tuple[str | None, ...]:
    quorate = None if one.is_quorate is None else ("yes" if one.is_quorate else "no")
    seats = None if one.seats is None else str(one.seats)
    named = f"{one.body}, {one.sitting}: {one.did}"
    at = f"{one.at:%Y-%m-%d %H:%M:%S}" if one.at else None
    return named, at, seats, str(one.room), str(one.remote), quorate


def _votes(who: Participation) -> list[Block]:
    if not who.polls:
        return []
    rows = tuple(
        (
            vote(one.poll),
            str(one.entitled),
            None if one.present is None else str(one.present),
            str(one.number),
            share(one.number, one.entitled),
        )
        for one in who.polls
    )
    head = ("Vote", "Entitled", "Present", "Took part", "Of those entitled")
    return [Grid("Who took part in the votes", head, rows)]


def _changes(who: Participation) -> list[Block]:
    began = "Changes of the list since the first sitting or vote began: "
    if not who.changes:
        return [Paragraph((plain(f"{began}{NOTHING}."),))]
    lines = tuple(said(f"{moment(one.at)}: {one.sentence}.") for one in who.changes)
    return [Paragraph((plain(began.rstrip(" ")),)), Listing(lines)]
