"""Plan sittings of a body, say when they are, where they are followed, and call off what was planned."""

import re
from datetime import datetime

from sqlalchemy import delete, select

from summit.agenda.models import AgendaItem, Channel, ChannelKind, Presence, Sitting, SittingState
from summit.agenda.services.steps import held_sitting, planned_by, tell, words
from summit.db import db, transaction
from summit.domain.addresses import fault_of_address
from summit.domain.errors import NotFound, Refusal, Unacceptable
from summit.record import keep

LONGEST_TITLE = 200
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
MOST_CHANNELS = 20


@transaction
def plan_sitting(
    actor_id: int, body_id: int, title: str, starts_at: datetime, ends_at: datetime | None = None
) -> int:
    """Enter a sitting of the body; answers its id. Raises NotAllowed, NotFound, Unacceptable."""
    planned_by(actor_id, body_id)
    made = Sitting(body_id=body_id, title=_title(title), starts_at=starts_at, ends_at=ends_at)
    _check_times(starts_at, ends_at)
    db.session.add(made)
    db.session.flush()
    keep("sitting_planned", sitting=made.id, body=body_id, by=actor_id, **_as_kept(made))
    tell(body_id, "sitting_planned", sitting=made.id)
    return made.id


@transaction
def change_sitting(
    actor_id: int, sitting_id: int, title: str, starts_at: datetime, ends_at: datetime | None = None
) -> None:
    """Rename a sitting or set other times. Raises NotAllowed, NotFound, Unacceptable, Refusal once closed."""
    held = held_sitting(actor_id, sitting_id)
    before = _as_kept(held)
    _check_times(starts_at, ends_at)
    held.title, held.starts_at, held.ends_at = _title(title), starts_at, ends_at
    if before == _as_kept(held):
        return
    keep("sitting_changed", sitting=sitting_id, before=before, by=actor_id, **_as_kept(held))
    tell(held.body_id, "sitting_changed", sitting=sitting_id)


@transaction
def call_off_sitting(actor_id: int, sitting_id: int) -> None:
    """Take a sitting off the agenda that has not begun and that nobody has come to.

    Raises NotAllowed, NotFound, Refusal.
    """
    held = held_sitting(actor_id, sitting_id)
    if held.state != SittingState.PLANNED:
        raise Refusal(f"“{held.title}” has begun. It can be closed, not called off.")
    if db.session.scalar(select(Presence.id).where(Presence.sitting_id == sitting_id).limit(1)):
        raise Refusal(f"People were seen in to “{held.title}” already, so it stays on the agenda.")
    body_id, kept = held.body_id, _as_kept(held)
    for table in (AgendaItem, Channel):
        db.session.execute(delete(table).where(table.sitting_id == sitting_id))
    db.session.delete(held)
    keep("sitting_called_off", sitting=sitting_id, body=body_id, by=actor_id, **kept)
    tell(body_id, "sitting_called_off", sitting=sitting_id)


@transaction
def add_channel(actor_id: int, sitting_id: int, kind: ChannelKind, language: str, address: str) -> int:
    """Say where a sitting is followed: its stream, or a language of its interpretation.

    One address for each kind and language: another one takes its place. Raises NotAllowed, NotFound,
    Unacceptable for an address that cannot be linked or a language that is none, Refusal.
    """
    held = held_sitting(actor_id, sitting_id)
    where, spoken = address.strip(), language.strip()
    if fault := fault_of_address(where):
        raise Unacceptable(fault)
    if not LANGUAGE.fullmatch(spoken):
        raise Unacceptable("A language is written as its code, for example es, en, fr or qu.")
    same = [one for one in held.channels if one.kind == kind and one.language == spoken]
    channel = same[0] if same else Channel(sitting_id=sitting_id, kind=kind, language=spoken)
    if not same and len(held.channels) >= MOST_CHANNELS:
        raise Refusal(f"A sitting has at most {MOST_CHANNELS} channels.")
    channel.address = where
    db.session.add(channel)
    db.session.flush()
    keep("channel_set", sitting=sitting_id, channel=kind.value, language=spoken, address=where, by=actor_id)
    tell(held.body_id, "channels_changed", sitting=sitting_id)
    return channel.id


@transaction
def remove_channel(actor_id: int, channel_id: int) -> int:
    """Take a channel away; answers its sitting. Raises NotAllowed, NotFound, Refusal."""
    channel = db.session.get(Channel, channel_id, populate_existing=True)
    if channel is None:
        raise NotFound("There is no such channel.")
    held = held_sitting(actor_id, channel.sitting_id)
    keep("channel_removed", sitting=held.id, channel=channel.kind, language=channel.language, by=actor_id)
    db.session.delete(channel)
    tell(held.body_id, "channels_changed", sitting=held.id)
    return held.id


def _title(typed: str) -> str:
    return words(typed, LONGEST_TITLE, "Name the sitting, for example “First sitting”.")


def _check_times(starts_at: datetime, ends_at: datetime | None) -> None:
    if ends_at is not None and ends_at <= starts_at:
        raise Unacceptable("A sitting ends after it begins.")


def _as_kept(one: Sitting) -> dict[str, str | None]:
    ends = None if one.ends_at is None else one.ends_at.isoformat()
    return {"title": one.title, "starts_at": one.starts_at.isoformat(), "ends_at": ends}
