"""Reads about speakers' lists: who has the floor, who waits, who has spoken and for how long."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.debates.models import SpeakersList, Speech, SpeechState
from summit.domain.errors import NotFound
from summit.domain.speakers import Clock, Purpose, Request, Rules
from summit.people.models import Office, Person, Seat


@dataclass(frozen=True, slots=True)
class SpeechShown:
    """A request or a speech as pages show it; `clock` is None until it was called."""

    id: int
    person_id: int
    name: str
    badge: str
    purpose: Purpose
    side: str | None
    is_remote: bool
    state: SpeechState
    began_at: datetime | None
    ended_at: datetime | None
    paused_at: datetime | None
    seconds: int | None
    clock: Clock | None

    @property
    def took(self) -> int:
        """Whole seconds spoken by a clock that stands, by pause or end."""
        return int(self.clock.spoken(self.clock.began_at).total_seconds()) if self.clock else 0

    @property
    def was_over(self) -> bool:
        """Whether a clock that stands has used up its time."""
        return self.clock is not None and self.clock.is_over(self.clock.began_at)


@dataclass(frozen=True, slots=True)
class ListShown:
    """The speakers' list of a body; `about` is the anchor of its item.

    `interrupted` wait until who has the floor is through, the latest first.
    """

    id: int
    about: tuple[str, str]
    is_open: bool
    seconds: int | None
    rules: Rules
    speaking: SpeechShown | None
    interrupted: tuple[SpeechShown, ...]
    queue: tuple[SpeechShown, ...]
    spoken: tuple[SpeechShown, ...]

    @property
    def has_sides(self) -> bool:
        """Whether one speaks for or against: on an amendment."""
        return self.about[0] == "amendment"

    @property
    def following(self) -> SpeechShown | None:
        """Who is to be called next."""
        return next(iter(self.queue), None)


def list_in_use(body_id: int) -> ListShown | None:
    """The speakers' list of what the body has before it, None while it has none."""
    found = db.session.scalar(
        select(SpeakersList)
        .where(SpeakersList.body_id == body_id, SpeakersList.ended_at.is_(None))
        .options(joinedload(SpeakersList.item))
        .execution_options(populate_existing=True)
    )
    return None if found is None else _shown(found)


def _shown(row: SpeakersList) -> ListShown:
    speeches = [_speech(one) for one in db.session.scalars(_speeches().where(Speech.list_id == row.id))]
    began = sorted((one for one in speeches if one.began_at), key=lambda one: (one.began_at, one.id))
    return ListShown(
        id=row.id,
        about=((row.item.anchor_kind or "", row.item.anchor_key or "") if row.item else ("", "")),
        is_open=row.closed_at is None,
        seconds=row.seconds,
        rules=Rules(row.newcomers_first, row.alternates, row.interleaves),
        speaking=next((one for one in began if one.state == SpeechState.SPEAKING), None),
        interrupted=tuple(one for one in reversed(began) if one.state == SpeechState.INTERRUPTED),
        queue=tuple(one for one in speeches if one.state == SpeechState.WAITING),
        spoken=tuple(one for one in began if one.state == SpeechState.ENDED),
    )


def _speeches() -> Select[Speech]:
    """Speeches in the order of the queue; who was withdrawn from the summit waits no more."""
    is_here = Person.withdrawn_at.is_(None) | (Speech.state != SpeechState.WAITING)
    return (
        select(Speech)
        .join(Person, Person.id == Speech.person_id)
        .where(Speech.state != SpeechState.WITHDRAWN, is_here)
        .options(joinedload(Speech.person))
        .order_by(Speech.position, Speech.id)
        .execution_options(populate_existing=True)
    )


def _speech(row: Speech) -> SpeechShown:
    return SpeechShown(
        id=row.id,
        person_id=row.person_id,
        name=row.person.name,
        badge=row.person.badge,
        purpose=Purpose(row.purpose),
        side=row.side,
        is_remote=row.is_remote,
        state=SpeechState(row.state),
        began_at=row.began_at,
        ended_at=row.ended_at,
        paused_at=row.paused_at,
        seconds=row.seconds,
        clock=_clock(row),
    )


def _clock(row: Speech) -> Clock | None:
    if row.began_at is None:
        return None
    limit = None if row.seconds is None else timedelta(seconds=row.seconds)
    return Clock(row.began_at, row.paused_at or row.ended_at, timedelta(milliseconds=row.paused_ms), limit)


def speech(speech_id: int) -> Speech:
    """This request or speech, fresh from the database. Raises NotFound."""
    found = db.session.get(Speech, speech_id, populate_existing=True)
    if found is None:
        raise NotFound("Nobody asked for the floor under this number.")
    return found


def waiting(list_id: int) -> list[Speech]:
    """Those who wait, in order."""
    return list(
        db.session.scalars(_speeches().where(Speech.list_id == list_id, Speech.state == SpeechState.WAITING))
    )


def as_request(row: Speech, turns: Collection[int]) -> Request:
    """One who waits as the rules see them; `turns` are the persons who have had one on this list."""
    return Request(Purpose(row.purpose), row.side, row.is_remote, row.person_id in turns)


def turns_had(list_id: int) -> set[int]:
    """The persons who have had a turn on this list, or have it now."""
    had = (SpeechState.SPEAKING, SpeechState.INTERRUPTED, SpeechState.ENDED)
    wanted = select(Speech.person_id).where(
        Speech.list_id == list_id, Speech.purpose == Purpose.TURN, Speech.state.in_(had)
    )
    return set(db.session.scalars(wanted))


def own_requests(person_id: int, shown: ListShown) -> list[tuple[int, SpeechShown]]:
    """What this person waits for on a list, each with its place, from 1."""
    return [(place, one) for place, one in enumerate(shown.queue, 1) if one.person_id == person_id]


def rules_before(body_id: int) -> SpeakersList | None:
    """The list that the body had last, whose time and rules the next one begins with."""
    wanted = select(SpeakersList).where(SpeakersList.body_id == body_id)
    return db.session.scalar(wanted.order_by(SpeakersList.id.desc()).limit(1))


def may_be_added(body_id: int) -> list[tuple[str, str]]:
    """(badge, name) of the members of a body, seats and offices, in order of badge."""
    holds = select(Seat.holder_id).where(Seat.body_id == body_id, Seat.holder_id.is_not(None))
    serves = select(Office.person_id).where(Office.body_id == body_id)
    rows = db.session.execute(
        select(Person.badge, Person.name)
        .where(Person.id.in_(holds) | Person.id.in_(serves), Person.withdrawn_at.is_(None))
        .order_by(Person.badge)
    )
    return [(row.badge, row.name) for row in rows]
