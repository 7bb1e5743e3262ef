"""Acts that need two officers: one asks, another countersigns, and in that transaction the act is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from summit.db import clock, db, transaction, wrote
from summit.domain.errors import NotFound, Refusal, Unacceptable, require
from summit.events import TopicName, announce
from summit.people import queries
from summit.people.models import Countersign, CountersignState, Person
from summit.people.permissions import is_officer_of, is_organiser
from summit.record import keep

LONGEST_WORDS = 400
STAFF = TopicName("staff", "", "staff")


def is_officer_there(person: Person | None, body_id: int | None) -> bool:
    """Officer of the body, or (without one) organiser: who signs unless an act says otherwise."""
    return is_organiser(person) if body_id is None else is_officer_of(person, body_id)


@dataclass(frozen=True, slots=True)
class Act:
    """What is done once two have signed.

    `do(asked_by, countersigned_by, payload)` runs in the transaction of the second signature, and its own
    record entry may name both; `may(person, body)` says who may ask for it and who may countersign.
    """

    do: Callable[[int, int, Mapping[str, Any]], object]
    may: Callable[[Person | None, int | None], bool] = is_officer_there


ACTS: dict[str, Act] = {}
"""What needs two officers; features enter their services here."""


def may_sign(person: Person | None, row: Countersign) -> bool:
    """Whether a person may countersign or refuse this: an officer of that place other than the asker."""
    return person is not None and person.id != row.asked_by_id and is_concerned(person, row)


def is_concerned(person: Person | None, row: Countersign) -> bool:
    """Whether a person is an officer of the place where this act would be done."""
    act = ACTS.get(row.act)
    return act is not None and act.may(person, row.body_id)


@transaction
def ask_for(
    actor_id: int, act: str, payload: Mapping[str, Any], words: str, body_id: int | None = None
) -> int:
    """Ask another officer of the body (or of the summit) to countersign an act; answers its number.

    `words` say what will be done, as the second officer reads it. Raises NotAllowed, Unacceptable for empty
    or long words, Refusal when the same waits already.
    """
    require(
        ACTS[act].may(queries.person(actor_id), body_id), "Only an officer of that body may ask for this."
    )
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise Unacceptable(f"Say in at most {LONGEST_WORDS} signs what the second officer is to sign.")
    row = Countersign(act=act, payload=dict(payload), words=words, body_id=body_id, asked_by_id=actor_id)
    db.session.add(row)
    db.session.flush()
    _tell("countersign_asked", row, by=actor_id)
    # Looked for once the record is held, so that of two who ask for the same at once one is told. Who comes
    # to the record first need not have the lower number.
    others = [one for one in queries.waiting_for_signature() if one.id != row.id]
    if any(one.act == act and one.payload == payload for one in others):
        raise Refusal("This waits for its second officer already.")
    return row.id


@transaction
def countersign(actor_id: int, number: int) -> None:
    """Sign as the second officer: the act is done now, or nothing is.

    Raises NotFound, NotAllowed for the asker and for who is no officer there, Refusal when it waits no more,
    when whoever asked is out of office, and whatever the act itself refuses.
    """
    row = _answer(actor_id, number, CountersignState.DONE)
    if not is_concerned(queries.person(row.asked_by_id), row):
        raise Refusal(f"{row.asked_by.name}, who asked for this, is no officer there any more.")
    _tell("countersigned", row, asked_by=row.asked_by_id, by=actor_id)
    ACTS[row.act].do(row.asked_by_id, actor_id, row.payload)


@transaction
def refuse(actor_id: int, number: int) -> None:
    """Refuse to sign: the act is not done. Raises NotFound, NotAllowed, Refusal when it waits no more."""
    row = _answer(actor_id, number, CountersignState.REFUSED)
    _tell("countersign_refused", row, asked_by=row.asked_by_id, by=actor_id)


@transaction
def take_back(actor_id: int, number: int) -> None:
    """Take back what one has asked for. Raises NotFound, NotAllowed, Refusal when it waits no more."""
    require(_known(number).asked_by_id == actor_id, "Only who asked for it may take this back.")
    _tell("countersign_taken_back", _move(actor_id, number, CountersignState.TAKEN_BACK), by=actor_id)


def _answer(actor_id: int, number: int, becomes: CountersignState) -> Countersign:
    row = _known(number)
    require(row.asked_by_id != actor_id, "Two officers are needed: another one has to sign.")
    require(may_sign(queries.person(actor_id), row), "Only an officer of that body may sign this.")
    return _move(actor_id, number, becomes)


def _move(actor_id: int, number: int, becomes: CountersignState) -> Countersign:
    """The conditional write is the guard: of two who answer at once, one does."""
    moved = wrote(
        update(Countersign)
        .where(Countersign.id == number, Countersign.state == CountersignState.ASKED)
        .values(state=becomes, answered_by_id=actor_id, answered_at=clock())
    )
    row = _known(number)
    if not moved:
        raise Refusal(f"This waits no more: it is {row.state}.")
    return row


def _known(number: int) -> Countersign:
    row = db.session.get(Countersign, number, populate_existing=True)
    if row is None:
        raise NotFound("Nothing with this number waits for a signature.")
    return row


def _tell(kind: str, row: Countersign, **who: int) -> None:
    keep(kind, number=row.id, act=row.act, words=row.words, body=row.body_id, **who)
    announce(STAFF, kind, number=row.id)
