"""Who is present in a body, and whether that is its quorum: the one place where this is computed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Assembly:
    """Seats of a body that somebody holds, and how many of their holders are there, from where.

    `others` are the people present who hold no seat in the body: members without a vote, officers, observers.
    """

    seats: int = 0
    room: int = 0
    remote: int = 0
    others: int = 0

    @property
    def present(self) -> int:
        """Seats present, wherever from: the base of a majority of those present."""
        return self.room + self.remote


@dataclass(frozen=True, slots=True)
class QuorumStanding:
    """An assembly held against the quorum of its body."""

    assembly: Assembly
    needed: int
    counts_remote: bool

    @property
    def counted(self) -> int:
        """Seats present that count for the quorum."""
        return self.assembly.room + (self.assembly.remote if self.counts_remote else 0)

    @property
    def is_met(self) -> bool:
        """A body in which nobody holds a seat has no quorum, whatever it needs."""
        return self.assembly.seats > 0 and self.counted >= self.needed

    def in_words(self) -> str:
        """As officers read it: "quorate: 9 of 12 seats present, 7 in the room and 2 remote; needs 6"."""
        one = self.assembly
        if not one.seats:
            return "not quorate: nobody holds a seat"
        standing = "quorate" if self.is_met else "not quorate"
        apart = "" if self.counts_remote or not one.remote else " (remote does not count)"
        places = f"{one.room} in the room and {one.remote} remote{apart}"
        return f"{standing}: {one.present} of {one.seats} seats present, {places}; needs {self.needed}"


def seats_needed(quorum: str, seats: int) -> int:
    """How many seats a quorum asks for: a whole number ("40"), or a share ("1/2") of `seats`, rounded up."""
    value = Fraction(quorum)
    wanted = value * seats if "/" in quorum else value
    return -(-wanted.numerator // wanted.denominator)


def quorum_standing(assembly: Assembly, quorum: str, counts_remote: bool) -> QuorumStanding:
    """Hold those present against a quorum of seats; remote holders count where `counts_remote`."""
    return QuorumStanding(assembly, seats_needed(quorum, assembly.seats), counts_remote)
