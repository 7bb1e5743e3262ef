"""The same elections counted by votelib: where nothing is tied, the winners are the same.

The same against pref_voting, which brings too much with it for a test suite: `make bench NAME=differential`.
"""

import os
import random
from collections.abc import Iterator
from fractions import Fraction

import pytest
from votelib.convert import RankedToCondorcetVotes, RankedToFirstPreference
from votelib.evaluate.condorcet import CondorcetWinner, RankedPairs, Schulze
from votelib.evaluate.core import Plurality, VotingSystemError
from votelib.evaluate.sequential import TransferableVoteSelector

from summit.domain.rules import SingleTransferableVote
from summit.domain.tally import Count, Profile, Ranking, Rules, count
from summit.domain.tally.profile import as_ranks

NUMBER = int(os.environ.get("HYPOTHESIS_EXAMPLES", "200"))
COMPARED = {"schulze": Schulze, "ranked_pairs": RankedPairs, "condorcet_winner": CondorcetWinner}
Ballots = dict[tuple[str, ...], int]
Election = tuple[tuple[str, ...], Ballots]


def elections(number: int) -> Iterator[Election]:
    """Three to seven options, each somebody's first, and twelve orders of some of them; always the same."""
    dice = random.Random(2007)  # noqa: S311 — invented ballots need no secure lots
    for place in range(number):
        options = tuple("abcdefg"[: 3 + place % 5])
        firsts = [(option, *dice.sample([o for o in options if o != option], 1)) for option in options]
        orders = [tuple(dice.sample(options, dice.randint(1, len(options)))) for _ in range(12)]
        yield options, {order: dice.randint(1, 999) for order in (*firsts, *orders)}


def profile_of(options: tuple[str, ...], ballots: Ballots) -> Profile:
    """The election as our engine takes it."""
    return Profile(options, tuple(Ranking(as_ranks(order), number) for order, number in ballots.items()))


def untied(number: int, rules: Rules) -> Iterator[tuple[Ballots, Count]]:
    """Elections with our count, of those that no tie concerns."""
    for options, ballots in elections(number):
        result = count(profile_of(options, ballots), rules)
        if not result.ties:
            yield ballots, result


def test_votelib_compares_the_same_pairs():
    for options, ballots in elections(NUMBER):
        pairs = RankedToCondorcetVotes().convert(ballots)
        ours = count(profile_of(options, ballots), Rules(method="condorcet_winner")).pairwise or {}
        assert {(a, b): votes for a in ours for b, votes in ours[a].items() if votes} == pairs


@pytest.mark.parametrize("method", COMPARED)
def test_votelib_finds_the_same_winner_by_comparing_two_by_two(method):
    compared = 0
    for ballots, result in untied(NUMBER, Rules(method=method)):
        pairs = result.pairwise or {}
        won = [votes for one, row in pairs.items() for two, votes in row.items() if votes > pairs[two][one]]
        if len(set(won)) == len(won):
            found = COMPARED[method]().evaluate(RankedToCondorcetVotes().convert(ballots))
            assert tuple(found) == result.winners, ballots
            compared += 1
    assert compared > NUMBER / 2


def test_votelib_finds_the_same_winner_by_first_preferences():
    for ballots, result in untied(NUMBER, Rules(method="plurality")):
        assert tuple(Plurality().evaluate(RankedToFirstPreference().convert(ballots), 1)) == result.winners


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_votelib_elects_the_same_by_transferable_vote(seats):
    """votelib counts in fractions and moves all surpluses of a round at once: that is the same as long as
    nobody is elected while another surplus waits. By itself it takes the exhausted ballots for an option
    that may outlast others; its plurality as `retainer` does not."""
    transferable = SingleTransferableVote("scottish", exact=True)
    rules = Rules(method="irv") if seats == 1 else Rules(method="stv", seats=seats, stv=transferable)
    compared = 0
    for ballots, result in untied(NUMBER, rules):
        if any(len(one.elected) > 1 for one in result.rounds[:-1]):
            continue
        exact = {order: Fraction(number) for order, number in ballots.items()}
        try:
            found = TransferableVoteSelector(retainer=Plurality()).evaluate(exact, n_seats=seats)
        except (NotImplementedError, VotingSystemError):
            continue  # it goes on where our count is over, and meets a tie there
        assert sorted(found) == sorted(result.winners), ballots
        compared += 1
    assert compared > NUMBER / 2
