"""How many ballots put each option above each other, for all methods that compare two by two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from summit.domain.rules import Rules
from summit.domain.tally.papers import Paper, Plain, sort_ballots
from summit.domain.tally.profile import Profile
from summit.domain.tally.result import Ballots

Matrix = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparing method counts: V(a, b) of each two options; the papers are not needed any more."""

    options: tuple[str, ...]
    matrix: Matrix
    ballots: Ballots


def compare(profile: Profile, rules: Rules) -> Compared:
    """V(a, b): ballots that rank a above b; unranked options are last and equal among themselves."""
    pairs = Pairs(profile.options, profile.size)
    ballots = sort_ballots(profile, rules, pairs)
    return Compared(profile.options, pairs.matrix(), ballots)


class Pairs:
    """A desk that adds papers up and keeps none.

    The options above one another are added up as one long integer with a field for each option, wide
    enough for all ballots, so that one addition counts an option against all above it. One field more
    counts the ballots that rank it at all.
    """

    def __init__(self, options: tuple[str, ...], ballots: int) -> None:
        self.width = max(1, ballots.bit_length())
        self.unit = {option: 1 << (place * self.width) for place, option in enumerate(options)}
        self.every = 1 << (len(options) * self.width)
        self.above = dict.fromkeys(options, 0)
        """For each option, packed: how many ballots rank each at least as high, and how many rank it."""

    def lay_plain(self, plain: Plain) -> None:
        unit, every = self.unit, self.every
        for votes, orders in plain.items():
            above = dict.fromkeys(unit, 0)
            for order in orders:
                before = every
                for option in order:
                    above[option] += before
                    before += unit[option]
            for option, packed in above.items():
                self.above[option] += packed * votes

    def lay(self, paper: Paper) -> None:
        before = self.every
        for rank in paper.ranks:
            before += sum(self.unit[option] for option in rank)
            for option in rank:
                self.above[option] += (before - self.unit[option]) * paper.votes

    def matrix(self) -> Matrix:
        """V(a, b) of each two options."""
        mask = (1 << self.width) - 1
        return {
            one: {
                other: (packed // self.every) - (packed >> (place * self.width) & mask)
                for place, other in enumerate(self.unit)
                if other != one
            }
            for one, packed in self.above.items()
        }


def beats(matrix: Mapping[str, Mapping[str, int]]) -> dict[str, set[str]]:
    """For each option the options it beats: more ballots put it above than below."""
    return {
        one: {other for other, votes in row.items() if votes > matrix[other][one]}
        for one, row in matrix.items()
    }


def smith_set(matrix: Matrix) -> tuple[str, ...]:
    """The smallest group of which everybody beats everybody outside, in order of their ids."""
    won = beats(matrix)
    first = max(
        sorted(matrix), key=lambda option: len(won[option]) - sum(option in those for those in won.values())
    )
    group, todo = {first}, [first]
    while todo:
        one = todo.pop()
        fresh = [other for other in matrix if other not in group and other not in won[one]]
        group.update(fresh)
        todo += fresh
    return tuple(sorted(group))
