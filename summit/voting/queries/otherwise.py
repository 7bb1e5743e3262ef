"""The same ballots under other methods, ready for the page: information, never part of a result."""

from dataclasses import dataclass

from summit.domain.rules import Rules
from summit.voting.models import Poll
from summit.voting.queries.rounds import Words
from summit.voting.queries.sentences import begun

SEVERAL = 3
"""Between two options every method comes to the same."""
REACHED = {"majority": "is_reached", "quorum": "is_met"}


@dataclass(frozen=True, slots=True)
class OtherMethod:
    """Who would be in front, in words; what `votes` of `whole` are says `domain.tally.Otherwise`."""

    method: str
    winners: str
    tied: str
    by_lot: bool
    is_same: bool
    votes: str | None
    whole: str | None


@dataclass(frozen=True, slots=True)
class OtherMethods:
    """`few` is the number of ballots below which nothing is told; None where there are enough of them.

    `differ` says how many have another winner than the poll's `own`; None where its majority or quorum was
    missed, for the other methods ask for none.
    """

    own: str
    lines: tuple[OtherMethod, ...]
    few: int | None
    differ: int | None


def other_methods(one: Poll, words: Words) -> OtherMethods | None:
    """What the other methods say of a published poll's ballots; None where none could differ."""
    result, rules = one.result or {}, Rules.from_json(one.rules)
    cast = sum(int(number) for number in result["ballots"].values())
    if one.is_by_hand or rules.method == "for_against_abstain" or len(one.options) < SEVERAL or not cast:
        return None
    own = words.named(result["winners"])
    if not one.other_methods:
        return OtherMethods(own, (), rules.small_group_limit, None)
    lines = tuple(
        OtherMethod(
            method,
            begun(words.named(found["winners"])),
            words.named(found["tied"]),
            found["by_lot"],
            found["winners"] == result["winners"],
            found["votes"],
            found["whole"],
        )
        for method, found in one.other_methods.items()
    )
    is_met = all(result[name] is None or result[name][met] for name, met in REACHED.items())
    return OtherMethods(own, lines, None, sum(not line.is_same for line in lines) if is_met else None)
