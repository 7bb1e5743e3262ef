"""Roll call: chosen while the poll is a draft; at closing each ballot stays beside its voter's name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from summit.db import db, transaction
from summit.domain.ballots import Opened
from summit.domain.errors import Refusal
from summit.domain.rules import Rules
from summit.people.queries import seat_numbers
from summit.voting.models import CalledVote, Envelope, Poll, PollState
from summit.voting.services.steps import driven_poll, keep_of, move, tell

SECRECY = {"roll_call": "roll_call", "secret": "secret"}
Called = list[tuple[str, dict[str, Any]]]


@transaction
def choose_secrecy(actor_id: int, number: int, secrecy: str) -> None:
    """Say whether a drafted poll is secret or by roll call; from the announcement on the ballot says so.

    Raises NotAllowed, NotDriving, NotFound, Refusal once it is announced.
    """
    drafted = driven_poll(actor_id, number)
    if drafted.is_by_hand and secrecy == "roll_call":
        raise Refusal("This poll is counted by hand, so that no ballot has a name.")
    rules = Rules.from_json(drafted.rules).with_(secrecy=SECRECY[secrecy])
    poll = move(number, PollState.DRAFT, PollState.DRAFT, rules=rules.as_json())
    keep_of(poll, "secrecy_chosen", secrecy=secrecy, by=actor_id)
    tell("poll_drafted", poll)


def store_called(
    poll: Poll, envelopes: Sequence[Envelope], papers: Sequence[Opened], unreadable: dict[str, Any]
) -> Called:
    """Write what is in the envelopes beside who sent it; answers (id, content with seat)."""
    called = seat_numbers(poll.body_id)
    rows: list[dict[str, Any]] = [
        {
            "poll_number": poll.number,
            "seat_id": envelope.seat_id,
            "person_id": envelope.person_id,
            "id": paper.id,
            "content": unreadable if paper.ballot is None else paper.ballot.as_json(),
        }
        for envelope, paper in zip(envelopes, papers, strict=True)
    ]
    if rows:
        db.session.execute(insert(CalledVote), rows)
    return [(row["id"], {"seat": called[row["seat_id"]], **row["content"]}) for row in rows]
