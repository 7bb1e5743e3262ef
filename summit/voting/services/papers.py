"""Paper ballots while a poll is open: two tellers enter each for a seat, and it is sealed like any other."""

import json
import secrets
from collections.abc import Sequence

from sqlalchemy import select

from summit.db import db, transaction
from summit.domain.ballots import NONCE_BYTES
from summit.domain.errors import Refusal, require
from summit.domain.marking import Rank
from summit.events import TopicName, announce
from summit.people.models import Seat
from summit.people.queries import person
from summit.voting.models import TAKING_BALLOTS, Envelope, PaperEntry, Poll, RollEntry
from summit.voting.permissions import may_count
from summit.voting.services import keys
from summit.voting.services.envelopes import sealed, store_on_paper
from summit.voting.services.marks import Marks
from summit.voting.services.steps import keep_of, known_poll

ENTERED, DIFFERS, STORED = "entered", "differs", "stored"


@transaction
def enter_paper(teller_id: int, number: int, seat: str, ranking: Sequence[Rank], blank: bool = False) -> str:
    """Enter a paper ballot of a seat. The second teller who enters the same stores it, under the way "paper".

    Answers "entered" (it waits for another teller), "stored", or "differs": then nothing of either is kept
    and both enter anew. Raises NotAllowed, NotFound, BallotRejected, Refusal for a seat that is not on the
    roll or has a ballot already, and when the poll takes none.
    """
    db.session.execute(select(Poll.number).where(Poll.number == number).with_for_update())
    poll = known_poll(number)
    require(may_count(person(teller_id), poll.body_id), "Only tellers of the body enter ballots on paper.")
    if poll.state not in TAKING_BALLOTS or poll.is_by_hand or poll.public_key is None:
        raise Refusal(f"{poll.name} takes no ballots on paper now.")
    on_roll = _on_roll(poll, seat)
    marks = Marks(secrets.token_hex(NONCE_BYTES), secrets.token_hex(NONCE_BYTES), 0, ranking, blank)
    box = sealed(number, poll.public_key, on_roll.seat_id, marks)
    first = db.session.get(PaperEntry, (number, on_roll.seat_id), populate_existing=True)
    if first is None or first.teller_id == teller_id:
        entry = PaperEntry(poll_number=number, seat_id=on_roll.seat_id, teller_id=teller_id, box=box)
        db.session.merge(entry)
        return ENTERED
    is_same = _content(number, first.box) == _content(number, box)
    db.session.delete(first)
    if not is_same:
        return DIFFERS
    _store(poll, seat, on_roll, marks, box)
    keep_of(poll, "paper_entered", seat=seat, tellers=sorted((first.teller_id, teller_id)))
    announce(TopicName("person", str(on_roll.person_id), "person"), "ballot_on_paper", poll=number)
    return STORED


def _on_roll(poll: Poll, seat: str) -> RollEntry:
    """The seat of this number on the roll, which has no ballot yet."""
    found = db.session.scalar(
        select(RollEntry)
        .join(Seat, Seat.id == RollEntry.seat_id)
        .where(RollEntry.poll_number == poll.number, Seat.number == seat)
    )
    if found is None:
        raise Refusal(f"Seat {seat} is not on the roll of {poll.name}.")
    if db.session.get(Envelope, (poll.number, found.seat_id), populate_existing=True) is not None:
        raise Refusal(f"A ballot was received for seat {seat} already. There is one ballot for a seat.")
    return found


def _content(number: int, box: bytes) -> object:
    (inside,) = keys.unseal(number, [box])
    return None if inside is None else json.loads(inside)["content"]


def _store(poll: Poll, seat: str, on_roll: RollEntry, marks: Marks, box: bytes) -> None:
    """The primary key is the guard: of a device and two tellers at the same moment one is first."""
    if store_on_paper(poll.number, on_roll.seat_id, marks, box) is None:
        raise Refusal(f"Seat {seat} has cast meanwhile, or the poll has closed. The paper was not entered.")
