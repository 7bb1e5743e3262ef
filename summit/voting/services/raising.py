"""Put a point of procedure to the body at once: close the debate, suspend, change the order."""

from summit.db import transaction
from summit.domain.rules import PRESETS
from summit.voting.models import PollKind
from summit.voting.services.opening import announce_poll
from summit.voting.services.questions import put_question


@transaction
def raise_point(actor_id: int, body_id: int, question: str) -> int:
    """Draft and announce a poll for or against a point of procedure; answers its number.

    No lot can decide it, so that it opens without a number of the chair. Raises NotAllowed, NotDriving,
    NotFound, Unacceptable without a question or with a long one.
    """
    rules = PRESETS["proposal"].with_(blank_allowed=False)
    number = put_question(actor_id, body_id, question, (), rules, PollKind.PROCEDURE)
    announce_poll(actor_id, number)
    return number
