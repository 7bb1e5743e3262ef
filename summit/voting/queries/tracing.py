"""Where a ballot went: asked with the number that only the voter's device drew, answered without a name."""

from typing import Any

from sqlalchemy import select

from summit.db import db
from summit.domain.ballots import ballot_id, is_nonce
from summit.domain.errors import NotFound, Unacceptable
from summit.domain.wording import poll_name
from summit.voting.models import Ballot, CalledVote
from summit.voting.queries.polls import poll
from summit.voting.queries.published import published_ballots


def traced(number: int, nonce: str) -> dict[str, Any]:
    """Whether the ballot of this nonce is among those counted; what it says only where the ballots of the
    poll are published beside their ids.

    Published apart, or too few to be published, it is only said to be there: whoever holds the nonce could
    otherwise prove to others how they voted. Raises NotFound before publication, Unacceptable for no nonce.
    """
    one = poll(number)
    if not one.was_published:
        raise NotFound(f"Poll {poll_name(number)} has no published result.")
    if not is_nonce(nonce):
        raise Unacceptable("This is not the number of a ballot.")
    table = CalledVote if one.is_roll_call else Ballot
    wanted = (table.poll_number == number, table.id == ballot_id(number, nonce))
    content = db.session.scalar(select(table.content).where(*wanted))
    if content is None:
        return {"is_counted": False, "content": None}
    is_shown = published_ballots(one)["published"] in ("linked", "roll_call")
    return {"is_counted": True, "content": content if is_shown else None}
