"""Breaking ties in the order the rule set states: earlier rounds, lots, the chair's recorded decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from summit.domain.tally.result import Tie, Votes

Decisions = Mapping[frozenset[str], tuple[str, ...]]
"""For a set of options that the rules before left level, the chair's order of them, best first."""


@dataclass(slots=True)
class Breaker:
    """Breaks ties during one count and remembers each of them; never draws anything at random.

    The first option in `lots` wins and the last goes; so it is with the chair's `decisions`.
    """

    rules: Sequence[str]
    lots: Sequence[str] = ()
    decisions: Decisions = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)

    def loser(
        self,
        tied: Iterable[str],
        number: int,
        history: Sequence[Mapping[str, Votes]],
        purpose: str = "elimination",
    ) -> str | None:
        """The option among `tied` that goes, or None where no rule decides."""
        return self._break(sorted(tied), number, history, purpose, best=False)

    def winner(
        self,
        tied: Iterable[str],
        number: int,
        history: Sequence[Mapping[str, Votes]],
        purpose: str = "winner",
    ) -> str | None:
        """The option among `tied` that comes first, or None where no rule decides."""
        return self._break(sorted(tied), number, history, purpose, best=True)

    def _break(
        self,
        tied: list[str],
        number: int,
        history: Sequence[Mapping[str, Votes]],
        purpose: str,
        *,
        best: bool,
    ) -> str | None:
        if len(tied) == 1:
            return tied[0]
        left, rule, chosen, among = tied, "unresolved", None, tied
        for rule in self.rules:
            among = left
            if rule == "earlier_rounds":
                left = _by_earlier_rounds(left, history, best)
                chosen = left[0] if len(left) == 1 else None
            elif rule == "lots":
                chosen = _by_order(left, self.lots, best)
            elif rule == "chair":
                chosen = _by_order(left, self.decisions.get(frozenset(left), ()), best)
            if chosen is not None or rule == "lost":
                break
        else:
            rule, among = "unresolved", left
        self.ties.append(Tie(number, purpose, tuple(tied), rule, chosen, tuple(among)))
        return chosen

    def forget_last(self) -> None:
        """Take back a tie that decides nothing any more."""
        self.ties.pop()


def _by_order(tied: Sequence[str], order: Sequence[str], best: bool) -> str | None:
    """The first (or last) of `tied` in the order; None where the order does not name them all."""
    if not set(tied) <= set(order):
        return None
    return (min if best else max)(tied, key=order.index)


def _by_earlier_rounds(tied: list[str], history: Sequence[Mapping[str, Votes]], best: bool) -> list[str]:
    """Narrow `tied` by the most recent earlier round in which they differed, then the one before."""
    for tally in reversed(history):
        votes = {option: tally.get(option, 0) for option in tied}
        extreme = (max if best else min)(votes.values())
        tied = [option for option in tied if votes[option] == extreme]
    return tied
