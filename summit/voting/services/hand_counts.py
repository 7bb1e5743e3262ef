"""A poll counted by hand in the room: two tellers enter their figures, each alone, and must agree."""

import secrets
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from summit.db import after_commit, clock, db, transaction
from summit.domain.errors import Refusal, require
from summit.domain.hand_counts import checked, differing, hand_digest
from summit.domain.registers import participation_digest, ways_digest
from summit.people.queries import person
from summit.voting.models import HandCount, Poll, PollState
from summit.voting.permissions import may_count
from summit.voting.services import keys
from summit.voting.services.closing import keep_early
from summit.voting.services.presence import fewest_present
from summit.voting.services.steps import driven_poll, keep_of, known_poll, move, tell

SALT_BYTES = 16
BOTH = 2


@transaction
def choose_counting(actor_id: int, number: int, *, by_hand: bool) -> None:
    """Say whether a drafted poll is cast on devices or counted by hand in the room.

    Raises NotAllowed, NotDriving, NotFound, Refusal once it is announced.
    """
    if driven_poll(actor_id, number).is_roll_call and by_hand:
        raise Refusal("A roll call is cast by name. Make the poll secret before it is counted by hand.")
    poll = move(number, PollState.DRAFT, PollState.DRAFT, hand_count={} if by_hand else None)
    keep_of(poll, "counting_chosen", by_hand=by_hand, by=actor_id)
    tell("poll_drafted", poll)


@transaction
def enter_hand_count(teller_id: int, number: int, figures: Mapping[str, int]) -> Sequence[str]:
    """Enter what one teller counted. Where the second has the same figures, the poll closes with them.

    Answers at what the two differ, as ids of options; empty where they agree or the other has not entered.
    Until then no teller is told anything of the other's count. Raises NotAllowed, NotFound, Unacceptable,
    Refusal when the poll is not open or not counted by hand.
    """
    db.session.execute(select(Poll.number).where(Poll.number == number).with_for_update())
    poll = known_poll(number)
    require(may_count(person(teller_id), poll.body_id), "Only tellers of the body enter what they counted.")
    if not poll.is_by_hand or poll.state != PollState.OPEN:
        raise Refusal(f"{poll.name} takes no count by hand now.")
    counted = checked(figures, [option.id for option in poll.options], poll.entitled or 0)
    db.session.merge(HandCount(poll_number=number, teller_id=teller_id, figures=counted, entered_at=clock()))
    db.session.flush()
    others = (HandCount.poll_number == number, HandCount.teller_id != teller_id)
    rows = db.session.scalars(select(HandCount).where(*others).order_by(HandCount.entered_at.desc())).all()
    if not rows:
        tell("hand_count_entered", poll)
        return []
    other = next((one for one in rows if not differing(counted, one.figures)), rows[0])
    found = differing(counted, other.figures)
    if not found:
        _close(poll, counted, sorted((teller_id, other.teller_id)))
    else:
        tell("hand_count_entered", poll)
    return found


def _close(poll: Poll, figures: dict[str, int], tellers: list[int]) -> None:
    salt, number = secrets.token_hex(SALT_BYTES), poll.number
    half, received = keys.read_lot(number), sum(figures.values())
    agreed = {"figures": figures, "salt": salt, "tellers": tellers}
    poll = move(
        number, PollState.OPEN, PollState.CLOSED,
        closed_at=clock(), lot_half=half.hex(), hand_count=agreed, turnout=received,
    )  # fmt: skip
    poll.present_for_quorum = fewest_present(poll)
    kept = keep_of(
        poll, "poll_closed", rules=poll.rules_digest, roll=poll.roll_digest, received=received,
        participation=participation_digest([]), ways=ways_digest([]), lot_half=poll.lot_half,
        ballots=hand_digest(figures, salt),
        present_for_quorum=poll.present_for_quorum, by_hand=True, tellers=tellers,
    )  # fmt: skip
    poll.record_code = kept.code
    keep_early(poll)
    tell("poll_closed", poll, received=received, code=kept.code)
    after_commit(lambda: keys.destroy(number))
