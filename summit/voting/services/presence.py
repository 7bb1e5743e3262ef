"""Who is present when a poll opens and when it closes, held against what its rules ask for."""

from dataclasses import dataclass

from sqlalchemy import select

from summit.agenda.queries import quorum_of
from summit.agenda.services import HOLDS_OPEN
from summit.db import db
from summit.domain.errors import Refusal
from summit.domain.rules import Rules
from summit.voting.models import TAKING_BALLOTS, Poll


@dataclass(frozen=True, slots=True)
class Present:
    """Seats present in a body, and those of them that count for its quorum; None while it does not sit."""

    seats: int | None = None
    for_quorum: int | None = None

    def as_kept(self) -> dict[str, int | None]:
        """By the names under which poll and record hold them."""
        return {"present": self.seats, "present_for_quorum": self.for_quorum}


def present_now(body_id: int, held: bool = False) -> Present:
    """Who is present in the body at this moment, in the room and remote; `held`, until the commit."""
    standing = quorum_of(body_id, held)
    return Present() if standing is None else Present(standing.assembly.present, standing.counted)


def require_presence(rules: Rules, present: Present, entitled: int) -> None:
    """Refuse to open a poll that asks for those present where the body does not sit or too few are there."""
    if not _asks_who_is_there(rules):
        return
    if present.for_quorum is None:
        raise Refusal(
            "The rules of this poll ask who is present, but the body does not sit. Open its sitting."
        )
    quorum = rules.quorum
    if quorum is None or quorum.base != "present" or quorum.is_met(present.for_quorum, entitled):
        return
    raise Refusal(
        f"The quorum is not there: {present.for_quorum} of {entitled} seats are present and count for it; "
        f"the rules of this poll ask for {quorum.value}."
    )


def fewest_present(poll: Poll) -> int | None:
    """The fewest who counted for the quorum, at the opening or now that the poll closes.

    A body that has ceased to sit has nobody present. Where it did not sit at the opening either, nothing is
    known of presence and no rule asked for it.
    """
    if poll.present_for_quorum is None:
        return None
    return min(poll.present_for_quorum, present_now(poll.body_id).for_quorum or 0)


def holds_sitting_open(body_id: int) -> str | None:
    """Why a sitting cannot be closed now: a poll of its body takes ballots and asks who is present."""
    taking = db.session.scalars(
        select(Poll).where(Poll.body_id == body_id, Poll.state.in_(TAKING_BALLOTS)).order_by(Poll.number)
    )
    for poll in taking:
        if _asks_who_is_there(Rules.from_json(poll.rules)):
            return f"Poll {poll.name} takes ballots and asks who is present. Close it first."
    return None


def _asks_who_is_there(rules: Rules) -> bool:
    return any(one is not None and one.base == "present" for one in (rules.majority, rules.quorum))


HOLDS_OPEN.append(holds_sitting_open)
