"""Change the roll of an open poll: the chair rules on the record that a seat votes through somebody else."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, select, update

from summit.db import db, transaction
from summit.domain.errors import NotFound, Refusal
from summit.domain.registers import roll_digest
from summit.domain.wording import poll_name
from summit.events import TopicName, announce
from summit.people.models import Person, Seat
from summit.people.services import ask_for
from summit.people.services.countersigning import ACTS, Act
from summit.record import keep
from summit.voting.models import TAKING_BALLOTS, Envelope, Poll, RollEntry
from summit.voting.services.steps import driven_poll, known_poll, poll_topic

CHANGE = "change_roll"


@transaction
def ask_to_change_roll(actor_id: int, number: int, seat_id: int) -> int:
    """Ask a second officer to let whoever holds this seat now vote in an open poll, in the place of whoever
    held it at the opening. Answers the number of what waits.

    Raises NotAllowed, NotDriving, NotFound, Refusal when there is nothing to change, a ballot was received
    for the seat, or this waits already.
    """
    poll = driven_poll(actor_id, number)
    seat, before, after = _change(poll, seat_id)
    words = (
        f"{poll_name(number)}: seat {seat.number} votes through {after.name} in the place of {before.name}"
    )
    payload = {"poll": number, "seat": seat_id, "person": after.id}
    return ask_for(actor_id, CHANGE, payload, words, poll.body_id)


@transaction
def change_roll(asked_by: int, countersigned_by: int, payload: Mapping[str, Any]) -> None:
    """Change the roll once two officers have signed. No ballot of the seat is ever lost or counted twice:
    after the first one was received the roll stands.

    Raises Refusal when the poll takes no ballots, the seat changed hands again, or a ballot was received.
    """
    number, seat_id = int(payload["poll"]), int(payload["seat"])
    _hold(number)
    seat, before, after = _change(known_poll(number), seat_id)
    if after.id != payload["person"]:
        raise Refusal(f"Seat {seat.number} has changed hands again since this was asked for.")
    db.session.execute(
        update(RollEntry)
        .where(RollEntry.poll_number == number, RollEntry.seat_id == seat_id)
        .values(person_id=after.id)
        .execution_options(synchronize_session=False)
    )
    poll = known_poll(number)
    poll.roll_digest = _digest(number)
    keep(
        "roll_changed", poll=number, seat=seat.number, before=before.id, after=after.id,
        roll=poll.roll_digest, by=asked_by, countersigned_by=countersigned_by,
    )  # fmt: skip
    announce(poll_topic(number), "roll_changed", poll=number)
    for person in (before, after):
        announce(TopicName("person", str(person.id), "person"), "roll_changed", poll=number)


def _hold(number: int) -> None:
    """Until the commit nobody casts: a cast shares the rows that are locked here, and looks at them again."""
    db.session.execute(select(Poll.number).where(Poll.number == number).with_for_update())


def _change(poll: Poll, seat_id: int) -> tuple[Seat, Person, Person]:
    """The seat, who votes for it by the roll, and who would."""
    if poll.is_practice:
        raise Refusal("This is practice: whoever takes a seat over votes when it is for real.")
    if poll.state not in TAKING_BALLOTS:
        raise Refusal(f"Poll {poll.name} is {poll.state}: its roll can be changed while it is open.")
    entry = db.session.get(RollEntry, (poll.number, seat_id), populate_existing=True)
    seat = db.session.get(Seat, seat_id, populate_existing=True)
    if entry is None or seat is None:
        raise NotFound(f"This seat is not on the roll of {poll.name}.")
    before, after = db.session.get_one(Person, entry.person_id), seat.holder
    if after is None or after.id == before.id:
        raise Refusal(f"Seat {seat.number} is held by whoever is on the roll, so there is nothing to change.")
    _require_no_ballot(poll.number, seat)
    _require_one_seat(poll.number, after)
    return seat, before, after


def _require_no_ballot(number: int, seat: Seat) -> None:
    received = exists().where(Envelope.poll_number == number, Envelope.seat_id == seat.id)
    if db.session.scalar(select(received)):
        raise Refusal(f"A ballot was received for seat {seat.number}, so its roll stands as it is.")


def _require_one_seat(number: int, person: Person) -> None:
    has_another = exists().where(RollEntry.poll_number == number, RollEntry.person_id == person.id)
    if db.session.scalar(select(has_another)):
        raise Refusal(f"{person.name} is on this roll already: nobody votes twice.")


def _digest(number: int) -> str:
    """Made as at the opening, so that the record's register fits it."""
    rows = db.session.execute(
        select(Seat.number, RollEntry.person_id)
        .join(RollEntry, RollEntry.seat_id == Seat.id)
        .where(RollEntry.poll_number == number)
    )
    return roll_digest((row.number, row.person_id) for row in rows)


ACTS[CHANGE] = Act(change_roll)
