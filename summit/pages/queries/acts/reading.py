"""Record entries read for people: looked for by person, body and kind, with names instead of numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from summit.agenda.models import AgendaItem, Sitting
from summit.db import db
from summit.domain.badges import written_badge
from summit.domain.wording import poll_name
from summit.pages.queries.acts.words import GROUPS, WORDS
from summit.people.models import Body, Person
from summit.record import RecordEntry

PER_PAGE = 50
ACTORS = ("by", "asked_by", "countersigned_by")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts are looked for; what is left out does not matter. `before` is the number of an entry."""

    badge: str = ""
    body_id: int | None = None
    group: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """An entry for a page: `who` are names (none: the command line or the summit itself).

    `words` is to be translated and then filled with `named`; `place` is the name of the body.
    """

    seq: int
    at: datetime
    kind: str
    who: tuple[str, ...]
    words: str
    named: Mapping[str, str]
    place: str


def acts(wanted: Wanted) -> list[Act]:
    """A page of acts, the latest first."""
    found = select(RecordEntry).where(*_conditions(wanted)).order_by(RecordEntry.seq.desc())
    entries = db.session.scalars(found.limit(PER_PAGE)).all()
    names = _Names(entries)
    return [_act(entry, names) for entry in entries]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.before is not None:
        conditions.append(RecordEntry.seq < wanted.before)
    if wanted.group in GROUPS:
        conditions.append(RecordEntry.kind.in_(GROUPS[wanted.group]))
    if wanted.body_id is not None:
        conditions.append(RecordEntry.payload["body"].as_integer() == wanted.body_id)
    if wanted.badge:
        conditions.append(_concerns(written_badge(wanted.badge)))
    return conditions


def _concerns(badge: str) -> ColumnElement[bool]:
    """What this person did, and what was done about them."""
    person = db.session.scalar(select(Person.id).where(Person.badge == badge))
    by = [RecordEntry.payload[role].as_integer() == person for role in (*ACTORS, "person")] if person else []
    return or_(RecordEntry.payload["badge"].as_string() == badge, *by)


class _Names:
    """Names by number of all that a page of entries mentions, each kind read once."""

    def __init__(self, entries: Sequence[RecordEntry]) -> None:
        payloads = [entry.payload for entry in entries]
        people = _numbers(payloads, (*ACTORS, "person"))
        badges = {str(one[key]) for one in payloads for key in ("badge", "held_before") if one.get(key)}
        rows = db.session.execute(
            select(Person.id, Person.badge, Person.name).where(
                or_(Person.id.in_(people), Person.badge.in_(badges))
            )
        ).all()
        self.people = {row.id: f"{row.name} ({row.badge})" for row in rows}
        self.badges = {row.badge: f"{row.name} ({row.badge})" for row in rows}
        self.bodies = _titles(Body.id, Body.name, _numbers(payloads, ("body",)))
        self.sittings = _titles(Sitting.id, Sitting.title, _numbers(payloads, ("sitting",)))
        self.items = _titles(AgendaItem.id, AgendaItem.title, _numbers(payloads, ("item",)))


def _numbers(payloads: Iterable[Mapping[str, Any]], keys: Sequence[str]) -> set[int]:
    return {one[key] for one in payloads for key in keys if isinstance(one.get(key), int)}


def _titles(id_column: Any, title_column: Any, ids: set[int]) -> dict[int, str]:
    return {
        row[0]: row[1]
        for row in db.session.execute(select(id_column, title_column).where(id_column.in_(ids)))
    }


def _act(entry: RecordEntry, names: _Names) -> Act:
    payload = entry.payload
    who = tuple(names.people.get(payload[role], "") for role in ACTORS if isinstance(payload.get(role), int))
    words = WORDS.get(entry.kind, entry.kind.replace("_", " "))
    return Act(
        entry.seq,
        entry.at,
        entry.kind,
        tuple(dict.fromkeys(filter(None, who))),
        words,
        _Named(payload, names),
        names.bodies.get(payload.get("body", 0), ""),
    )


class _Named(Mapping[str, str]):
    """The words of an entry by the name of their place in the sentence; what it does not say is a dash."""

    def __init__(self, payload: Mapping[str, Any], names: _Names) -> None:
        self.payload, self.names = payload, names

    def __getitem__(self, key: str) -> str:
        value = self.payload.get(key)
        known = {
            "badge": self.names.badges,
            "held_before": self.names.badges,
            "person": self.names.people,
            "body": self.names.bodies,
            "sitting": self.names.sittings,
            "item": self.names.items,
        }.get(key)
        if key == "changes":
            return self._changes()
        if value is None:
            return "–"
        if known is not None:
            return known.get(value, str(value))
        return _written(key, value)

    def _changes(self) -> str:
        told = {key: value for key, value in self.payload.items() if key not in ("body", *ACTORS)}
        return ", ".join(f"{key}: {value}" for key, value in told.items())

    def __iter__(self) -> Any:
        return iter(self.payload)

    def __len__(self) -> int:
        return len(self.payload)


def _written(key: str, value: Any) -> str:
    if key == "poll":
        return f"{poll_name(value)}"
    if key == "amendment":
        return f"AM {value}"
    if key == "amendments":
        return ", ".join(f"AM {one}" for one in value)
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
