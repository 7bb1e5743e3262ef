"""Sorting ballots into valid, blank and spoilt, and reading irregular papers as the rules say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, Protocol

from summit.domain.rules import Hygiene, Rules
from summit.domain.tally.handfuls import handfuls
from summit.domain.tally.profile import UNREADABLE, Order, Profile, Ranks, as_ranks, put_together
from summit.domain.tally.result import Ballots

ROUNDS = ("irv", "stv")
"""Methods under which options leave the count one after the other: elsewhere all of them continue."""
CHOICES, OVERVOTE, SKIPPED, REPEATED = "choices", "overvote", "skipped", "repeated"


class Paper(NamedTuple):
    """One distinct valid ballot: its ranks, how many there are, and why it ends when they are used up."""

    ranks: Ranks
    votes: int
    cause: str = CHOICES


Plain = dict[int, list[Order]]
"""Papers with one option at each rank, under the number of ballots that say each of them."""


class Desk(Protocol):
    """Where sorted papers are laid."""

    def lay_plain(self, plain: Plain) -> None:
        """Take papers with one option at each rank."""

    def lay(self, paper: Paper) -> None:
        """Take any other valid paper."""


@dataclass(slots=True)
class Sheet:
    """A desk that keeps every paper for methods that hand them on; the plain ones apart for speed."""

    options: tuple[str, ...]
    plain: Plain = field(default_factory=dict)
    others: list[Paper] = field(default_factory=list)
    ballots: Ballots = field(default=Ballots(0, 0, 0))

    def lay_plain(self, plain: Plain) -> None:
        for votes, orders in plain.items():
            self.plain.setdefault(votes, []).extend(orders)

    def lay(self, paper: Paper) -> None:
        self.others.append(paper)

    @property
    def papers(self) -> Iterator[Paper]:
        """All valid papers in one form."""
        for votes, orders in self.plain.items():
            for order in orders:
                yield Paper(as_ranks(order), votes)
        yield from self.others


def sheet_of(profile: Profile, rules: Rules) -> Sheet:
    """All valid papers of a profile, kept."""
    sheet = Sheet(profile.options)
    sheet.ballots = sort_ballots(profile, rules, sheet)
    return sheet


def sort_ballots(profile: Profile, rules: Rules, desk: Desk) -> Ballots:
    """Lay valid papers on the desk; `rules.hygiene` reads irregular ones, without it they are spoilt."""
    known, most = frozenset(profile.options), rules.maximum_ranks or len(profile.options)
    rest = [(ranking.ranks, ranking.count) for ranking in profile.rankings]
    valid = blank = spoilt = 0
    for handful in handfuls(profile.singles):
        plain: Plain = {}
        for order, number in handful.items():
            if 0 < len(order) == len(known.intersection(order)) <= most:
                plain.setdefault(number, []).append(order)
            else:
                rest.append((as_ranks(order), number))
        valid += sum(number * len(orders) for number, orders in plain.items())
        desk.lay_plain(plain)
    for ranks, number in put_together(rest).items():
        order = tuple(chain.from_iterable(ranks))
        if not order:
            blank += number
        elif len(order) == len(ranks) == len(known.intersection(order)) <= most and all(ranks):
            valid += number
            desk.lay_plain({number: [order]})
        elif paper := _irregular(ranks, number, known, rules):
            valid += paper.votes
            desk.lay(paper)
        else:
            spoilt += number
    return Ballots(valid, blank, spoilt)


def _irregular(ranks: Ranks, number: int, known: frozenset[str], rules: Rules) -> Paper | None:
    if rules.hygiene is None:
        return _strict(ranks, number, known, rules)
    return _read(ranks, number, known, rules, rules.hygiene)


def _strict(ranks: Ranks, number: int, known: frozenset[str], rules: Rules) -> Paper | None:
    named = [option for rank in ranks for option in rank]
    if not known.issuperset(named) or len(set(named)) != len(named):
        return None
    if rules.maximum_ranks is not None and len(ranks) > rules.maximum_ranks:
        return None
    if (
        max(map(len, ranks)) > 1
        and rules.equal_ranks == "refused"
        and rules.method not in ("approval", "score")
    ):
        return None
    if not all(ranks) and rules.method != "score":
        return None
    return Paper(ranks, number)


def _read(ranks: Ranks, number: int, known: frozenset[str], rules: Rules, hygiene: Hygiene) -> Paper | None:
    """Cut a paper where the rules end it; which overvotes still count can depend on who continues."""
    kept: list[tuple[str, ...]] = []
    seen: set[str] = set()
    last, overvote = 0, hygiene.overvote
    if rules.method not in ROUNDS and overvote == "exhaust_if_multiple_continuing":
        overvote = "exhaust_immediately"
    for place, rank in enumerate(ranks[: rules.maximum_ranks], start=1):
        if not rank:
            continue
        if not known.issuperset(rank) and rank != (UNREADABLE,):
            return None
        if hygiene.maximum_skipped is not None and place - last > hygiene.maximum_skipped + 1:
            return Paper(tuple(kept), number, SKIPPED)
        last = place
        if hygiene.exhaust_on_duplicate and not seen.isdisjoint(rank):
            return Paper(tuple(kept), number, REPEATED)
        if _is_overvote(rank, rules):
            if overvote == "exhaust_immediately":
                return Paper(tuple(kept), number, OVERVOTE)
            if overvote == "skip_to_next" or rank == (UNREADABLE,):
                seen.update(rank)
                continue
        kept.append(tuple(option for option in rank if option not in seen))
        seen.update(rank)
    return Paper(tuple(rank for rank in kept if rank), number)


def _is_overvote(rank: tuple[str, ...], rules: Rules) -> bool:
    return rank == (UNREADABLE,) or (len(rank) > 1 and rules.equal_ranks == "refused")
