"""What waits for a second officer before it is done to a poll."""

from summit.people.models import Countersign
from summit.people.queries import waiting_for_signature


def waiting_on(number: int) -> list[Countersign]:
    """Acts on this poll that one officer has asked for and none has answered yet."""
    return [one for one in waiting_for_signature() if one.payload.get("poll") == number]
