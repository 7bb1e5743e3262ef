"""Single ballots, one option at each rank: put together in handfuls, never copied, counted as any others."""

import random
import tracemalloc
from collections import Counter

import pytest

from summit.domain.tally import Profile, Ranking, Round, Rules, count, under_other_methods
from summit.domain.tally.handfuls import FIRST, STEP, handfuls
from summit.domain.tally.profile import as_ranks

OPTIONS = tuple("ABCDEFGH")


def orders(number: int) -> list[tuple[str, ...]]:
    """So many ballots of one option up to all; most are different, and more than fit into a first handful."""
    dice = random.Random(number)  # noqa: S311 — invented ballots need no secure lots
    return [tuple(dice.sample(OPTIONS, dice.randint(1, 8))) for _ in range(number)]


@pytest.mark.parametrize("number", [0, 1, STEP, FIRST + STEP, 20_000])
def test_every_ballot_is_in_one_handful_whatever_their_number(number):
    ballots, found, sizes = orders(number), Counter(), []
    for handful in handfuls(ballots):
        found.update(handful)
        sizes.append(len(handful))
    assert found == Counter(ballots)
    assert all(size <= FIRST * 2**place for place, size in enumerate(sizes))


@pytest.mark.parametrize("method", ["irv", "schulze"])
def test_ballots_of_many_handfuls_are_counted_as_if_put_together(method):
    ballots = [*orders(9000), (), ("A", "A"), ("Z",)]
    together = Profile(OPTIONS, tuple(Ranking(as_ranks(o), n) for o, n in Counter(ballots).items()))
    rules = Rules(method=method)
    result = count(Profile.of_orders(OPTIONS, ballots), rules, OPTIONS)
    assert result == count(together, rules, OPTIONS)
    assert (result.ballots.blank, result.ballots.spoilt) == (1, 2)


@pytest.mark.parametrize("method", ["irv", "schulze"])
def test_counting_asks_for_less_memory_than_a_table_of_the_different_ballots(method):
    ballots, rules = orders(10_000), Rules(method=method)
    count(Profile.of_orders(OPTIONS, ballots[:10]), rules, OPTIONS)
    tracemalloc.start()
    try:
        table = Counter(ballots)
        of_table = tracemalloc.get_traced_memory()[1]
        del table
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        count(Profile.of_orders(OPTIONS, ballots), rules, OPTIONS)
        assert tracemalloc.get_traced_memory()[1] - before < 0.8 * of_table
    finally:
        tracemalloc.stop()


def test_single_ballots_are_not_lost_under_the_methods_that_rank_them():
    profile = Profile.of_orders(OPTIONS, [("A", "B")] * 3 + [("B",)])
    others = under_other_methods(profile, Rules(method="approval"))
    assert {name: result.ballots.valid for name, result in others.items()} == dict.fromkeys(others, 4)
    assert others["irv"].winners == ("A",)


def test_a_result_is_written_in_the_same_order_whatever_order_ballots_came_in():
    one = Round(
        1, {}, transfers={"A": {"exhausted": 1, "C": 2, "B": 3}}, exhausted={"skipped": 1, "choices": 1}
    )
    assert list(one.as_json()["transfers"]["A"]) == ["B", "C", "exhausted"]
    assert list(one.as_json()["exhausted"]) == ["choices", "skipped"]
