"""What a device sends of a ballot."""

from collections.abc import Sequence
from dataclasses import dataclass

from summit.domain.marking import Rank


@dataclass(frozen=True, slots=True)
class Marks:
    """What a device sends: its two random numbers (hex), the revision it knows, and the marked paper.

    `receipt` comes with a ballot that was received once and is offered again.
    """

    attempt: str
    nonce: str
    seen: int
    ranking: Sequence[Rank]
    blank: bool = False
    receipt: str = ""
