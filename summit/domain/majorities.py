"""Majorities and quorums as exact ratios with a stated base, and whether a result reaches them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

BASES = ("cast", "present", "entitled")


@dataclass(frozen=True, slots=True)
class Majority:
    """A share num/den of a base (cast, present or entitled).

    `more_than` asks for more than the share; left out, it is so for one half and for nothing else.
    """

    num: int = 1
    den: int = 2
    base: str = "cast"
    more_than: bool | None = None

    def __post_init__(self) -> None:
        if self.more_than is None:
            object.__setattr__(self, "more_than", 2 * self.num == self.den)

    @classmethod
    def typed(cls, share: str, base: str) -> Majority | None:
        """From a share such as "2/3", None where it is empty. Raises ValueError for what is no share."""
        if not share.strip():
            return None
        num, _, den = share.partition("/")
        return cls(int(num), int(den), base)

    def is_reached(self, votes: int | Fraction, base: int | Fraction) -> bool:
        """Compare cross-multiplied: votes/base with num/den; no votes never reach a majority."""
        left, right = votes * self.den, self.num * base
        return votes > 0 and (left > right if self.more_than else left >= right)


@dataclass(frozen=True, slots=True)
class MajorityOutcome:
    """What the winner had, what it had to reach, and whether it did; sizes in votes."""

    votes: int | Fraction
    base: str
    size: int | Fraction
    num: int
    den: int
    more_than: bool
    is_reached: bool

    def as_json(self) -> dict[str, object]:
        return {
            "votes": str(self.votes),
            "base": self.base,
            "size": str(self.size),
            "num": self.num,
            "den": self.den,
            "more_than": self.more_than,
            "is_reached": self.is_reached,
        }


def majority_outcome(
    majority: Majority, votes: int | Fraction, sizes: Mapping[str, int | Fraction | None]
) -> MajorityOutcome:
    """Judge `votes` against the base's size; an unknown size counts as not reached, never as reached."""
    size = sizes.get(majority.base)
    reached = size is not None and majority.is_reached(votes, size)
    return MajorityOutcome(
        votes, majority.base, size or 0, majority.num, majority.den, bool(majority.more_than), reached
    )


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must be present or have cast: a whole number ("40") or a share of those entitled ("1/2")."""

    value: str = "1/2"
    base: str = "present"

    def __post_init__(self) -> None:
        Fraction(self.value)

    def is_met(self, number: int, entitled: int | None) -> bool | None:
        """Whether `number` reaches the quorum; None where a share is asked of an unknown roll."""
        if "/" not in self.value:
            return number >= int(self.value)
        share = Fraction(self.value)
        if entitled is None:
            return None
        return number * share.denominator >= share.numerator * entitled


@dataclass(frozen=True, slots=True)
class QuorumOutcome:
    """The number that was held against the quorum; `is_met` is None where it could not be judged."""

    value: str
    base: str
    number: int | None
    entitled: int | None
    is_met: bool | None

    def as_json(self) -> dict[str, object]:
        number = None if self.number is None else str(self.number)
        entitled = None if self.entitled is None else str(self.entitled)
        return {
            "value": self.value,
            "base": self.base,
            "number": number,
            "entitled": entitled,
            "is_met": self.is_met,
        }


def quorum_outcome(quorum: Quorum, cast: int, present: int | None, entitled: int | None) -> QuorumOutcome:
    """Hold the ballots cast, or those present, against the quorum."""
    number = {"cast": cast, "present": present, "entitled": entitled}[quorum.base]
    met = None if number is None else quorum.is_met(number, entitled)
    return QuorumOutcome(quorum.value, quorum.base, number, entitled, met)
