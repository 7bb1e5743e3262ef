"""What the minutes of a sitting are made of: its items with speakers, rulings and decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from summit.agenda.models import AgendaItem, Announcement, Ruling, Sitting, SittingState
from summit.agenda.queries import sitting
from summit.db import db
from summit.debates.models import SpeakersList, Speech
from summit.domain.errors import NotFound
from summit.export.composing.acts import Acts
from summit.export.composing.people import TURNS
from summit.people.models import Duty
from summit.people.queries import in_office, public_name, the_summit
from summit.record import RecordEntry, head_code
from summit.voting.models import Poll
from summit.voting.queries import real_polls

LED_BY = (Duty.CHAIR, Duty.SECRETARY, Duty.RAPPORTEUR)


@dataclass(frozen=True, slots=True)
class Business:
    """What happened under an item, or (`item` is None) besides all of them."""

    number: int | None
    item: AgendaItem | None
    speeches: tuple[Speech, ...]
    rulings: tuple[Ruling, ...]
    polls: tuple[Poll, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """A sitting that was opened; `is_over` is whether nothing can be added any more."""

    summit: str
    sitting: Sitting
    zone: ZoneInfo
    officers: tuple[tuple[str, str], ...]
    turns: tuple[RecordEntry, ...]
    business: tuple[Business, ...]
    announcements: tuple[Announcement, ...]
    code: str
    as_of: datetime | None

    @property
    def is_over(self) -> bool:
        return self.sitting.state == SittingState.CLOSED


def minutes_of(number: int) -> Minutes:
    """Raises NotFound for a sitting that is unknown or has not been opened."""
    held = sitting(number)
    if held.opened_at is None:
        raise NotFound("This sitting has not been opened: there are no minutes of it yet.")
    summit = the_summit()
    zone = ZoneInfo(summit.zone if summit else "UTC")
    acts = Acts(zone)
    return Minutes(
        summit=summit.name if summit else "",
        sitting=held,
        zone=zone,
        officers=tuple(
            (str(one.duty), public_name(one.person))
            for one in in_office(held.body_id)
            if Duty(one.duty) in LED_BY
        ),
        turns=tuple(one for one in acts.of_kinds(*TURNS) if one.payload["sitting"] == number),
        business=tuple(_business(held)),
        announcements=tuple(_announcements(held)),
        code=head_code(),
        as_of=acts.last_at,
    )


def _business(held: Sitting) -> list[Business]:
    """Item by item; at the end what belongs to none of them, where there is anything."""
    speeches, rulings, polls = _speeches(held.id), _rulings(held), _polls(held)
    at = {one.number: _item_at(held, one.opened_at) for one in polls}
    ids = {one.id for one in held.items}

    def under(number: int | None, item: AgendaItem | None) -> Business:
        id = item.id if item else None
        return Business(
            number,
            item,
            tuple(one for one in speeches if one.speakers_list.item_id == id),
            tuple(one for one in rulings if (one.item_id if one.item_id in ids else None) == id),
            tuple(one for one in polls if at[one.number] == id),
        )

    besides = under(None, None)
    found = [under(number, item) for number, item in enumerate(held.items, 1)]
    return [*found, besides] if besides.speeches or besides.rulings or besides.polls else found


def _item_at(held: Sitting, at: datetime | None) -> int | None:
    """The item that was before the sitting at that moment."""
    taken = [
        one
        for one in held.items
        if one.taken_up_at and at and one.taken_up_at <= at and (one.ended_at is None or at <= one.ended_at)
    ]
    return max(taken, key=lambda one: (one.taken_up_at, one.id)).id if taken else None


def _speeches(number: int) -> Sequence[Speech]:
    """Those that began, in the order of time."""
    wanted = (
        select(Speech)
        .join(SpeakersList, SpeakersList.id == Speech.list_id)
        .where(SpeakersList.sitting_id == number, Speech.began_at.is_not(None))
        .options(joinedload(Speech.person), joinedload(Speech.speakers_list))
        .order_by(Speech.began_at, Speech.id)
    )
    return db.session.scalars(wanted).all()


def _during(held: Sitting, at: datetime | None) -> bool:
    assert held.opened_at is not None
    return at is not None and held.opened_at <= at and (held.closed_at is None or at <= held.closed_at)


def _rulings(held: Sitting) -> list[Ruling]:
    """Those on its items, whenever they were given, and those that the body's chair gave meanwhile."""
    ids = {one.id for one in held.items}
    wanted = select(Ruling).where(Ruling.body_id == held.body_id).options(joinedload(Ruling.made_by))
    found = db.session.scalars(wanted.order_by(Ruling.id))
    return [one for one in found if one.item_id in ids or (not one.item_id and _during(held, one.made_at))]


def _polls(held: Sitting) -> list[Poll]:
    wanted = real_polls().where(Poll.body_id == held.body_id, Poll.opened_at.is_not(None))
    found = db.session.scalars(wanted.options(selectinload(Poll.options)))
    return [one for one in found if _during(held, one.opened_at)]


def _announcements(held: Sitting) -> list[Announcement]:
    whom = Announcement.body_id.is_(None) | (Announcement.body_id == held.body_id)
    found = db.session.scalars(select(Announcement).where(whom).order_by(Announcement.id))
    return [one for one in found if _during(held, one.made_at)]
