"""Instant runoff: the option with the fewest votes goes, until one has more than half."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from summit.domain.rules import Rules
from summit.domain.tally.papers import CHOICES, Plain, Sheet
from summit.domain.tally.piles import WHOLE, Part, hand_on, hand_on_part, plain_number
from summit.domain.tally.result import EXHAUSTED, Outcome, Round, Votes
from summit.domain.tally.ties import Breaker


class Piles:
    """Every paper on the pile of the option it counts for now, or inactive with its cause."""

    def __init__(self, sheet: Sheet, *, shares: bool) -> None:
        self.shares = shares
        self.plain: dict[str, Plain] = {option: {} for option in sheet.options}
        self.parts: dict[str, list[Part]] = {option: [] for option in sheet.options}
        self.tally: dict[str, Votes] = dict.fromkeys(sheet.options, 0)
        self.exhausted: dict[str, Votes] = {}
        self._move(sheet.plain, {})
        self._move_parts(((paper, 0, WHOLE) for paper in sheet.others), {})

    def eliminate(self, gone: list[str]) -> dict[str, dict[str, Votes]]:
        """Move the papers of options that go on to the next option each ranks; votes from → to."""
        leaving = [(option, self.plain.pop(option), self.parts.pop(option)) for option in gone]
        transfers: dict[str, dict[str, Votes]] = {}
        for option in gone:
            del self.tally[option]
        for option, papers, parts in leaving:
            moved = transfers[option] = {}
            self._move(papers, moved)
            self._move_parts(parts, moved)
        return transfers

    def _move(self, papers: Plain, moved: dict[str, Votes]) -> None:
        for number, orders in papers.items():
            given, ended = hand_on(orders, self.plain)
            for option, received in given.items():
                if received:
                    self.plain[option].setdefault(number, []).extend(received)
                    self._add(option, number * len(received), moved)
            if ended:
                self._end(CHOICES, number * ended, moved)

    def _move_parts(self, parts: Iterable[Part], moved: dict[str, Votes]) -> None:
        for part in parts:
            receivers, share, cause = hand_on_part(part, self.plain, shares=self.shares)
            for option in receivers:
                self.parts[option].append(share)
                self._add(option, share[2] * share[0].votes, moved)
            if not receivers:
                self._end(cause, part[2] * part[0].votes, moved)

    def _add(self, option: str, votes: Votes, moved: dict[str, Votes]) -> None:
        self.tally[option] = plain_number(self.tally[option] + votes)
        moved[option] = plain_number(moved.get(option, 0) + votes)

    def _end(self, cause: str, votes: Votes, moved: dict[str, Votes]) -> None:
        self.exhausted[cause] = plain_number(self.exhausted.get(cause, 0) + votes)
        moved[EXHAUSTED] = plain_number(moved.get(EXHAUSTED, 0) + votes)


def count_irv(sheet: Sheet, rules: Rules, breaker: Breaker) -> Outcome:
    """Eliminate the last until one option has more than half of the continuing votes.

    With `fixed_threshold` more than half of the first round's votes is needed until two are left;
    with `continue_until_two` the rounds go on to two options after the winner is known, or to a tie that
    stays open and decides nothing. Equal ranks, where allowed, share the vote; exhausted votes count for
    nobody.
    """
    piles = Piles(sheet, shares=rules.equal_ranks == "allowed")
    rounds: list[Round] = []
    winner: str | None = None
    threshold: Votes = 0
    is_over = not sheet.ballots.valid
    while not is_over:
        continuing = sum(piles.tally.values())
        if not rounds or not rules.irv.fixed_threshold:
            threshold = continuing // 2 + 1 if isinstance(continuing, int) else continuing / 2
        one = Round(
            len(rounds) + 1,
            dict(piles.tally),
            exhausted=dict(piles.exhausted),
            continuing=continuing,
            threshold=threshold,
        )
        if winner is None and (winner := _winner(one, breaker, rounds)):
            one = replace(one, elected=(winner,))
            is_over = not rules.irv.continue_until_two or len(piles.tally) <= 2
        elif not continuing or len(piles.tally) <= 2:
            is_over = True
        elif not (gone := _gone(piles.tally, rules, breaker, rounds)):
            is_over = True
            if winner:
                breaker.forget_last()
        else:
            one = replace(one, eliminated=tuple(gone), transfers=piles.eliminate(gone))
        rounds.append(one)
    support = rounds[-1].tally.get(winner) if winner else None
    return Outcome((winner,) if winner else (), tuple(rounds), support=support)


def _winner(one: Round, breaker: Breaker, rounds: list[Round]) -> str | None:
    """Who has more than half and the threshold; of the last two, who has more votes."""
    if not one.continuing:
        return None
    best = max(one.tally.values())
    tied = [option for option, votes in one.tally.items() if votes == best]
    if len(one.tally) <= 2:
        return breaker.winner(tied, one.number, [each.tally for each in rounds])
    is_enough = best >= (one.threshold or 0) and 2 * best > one.continuing
    return tied[0] if is_enough else None


def _gone(tally: dict[str, Votes], rules: Rules, breaker: Breaker, rounds: list[Round]) -> list[str]:
    """The options eliminated in this round; empty where a tie stays open."""
    write_ins = [option for option in rules.irv.write_ins_first if tally.get(option)]
    if write_ins and not rounds:
        return write_ins
    if rules.irv.batch_elimination and len(batch := _hopeless(tally)) > 1:
        return batch
    least = min(tally.values())
    tied = [option for option in tally if tally[option] == least]
    if len(tied) > 1 and "together" in rules.ties and _is_hopeless(tied, tally):
        return tied
    one = breaker.loser(tied, len(rounds) + 1, [each.tally for each in rounds])
    return [] if one is None else [one]


def _hopeless(tally: dict[str, Votes]) -> list[str]:
    """The largest group of last options that together have fewer votes than the next option."""
    order = sorted(tally, key=tally.__getitem__)
    found, total = 0, Fraction(0)
    for place, option in enumerate(order):
        if place and total < tally[option]:
            found = place
        total += tally[option]
    return order[:found]


def _is_hopeless(tied: list[str], tally: dict[str, Votes]) -> bool:
    others = [votes for option, votes in tally.items() if option not in tied]
    return bool(others) and sum(tally[option] for option in tied) < min(others)
