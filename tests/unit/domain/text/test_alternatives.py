import pytest

from summit.domain.text import (
    Group,
    Kind,
    Provision,
    Text,
    Way,
    advice_in_words,
    alternatives,
    derive,
    drawn,
    reach,
)

CHAIN = [(1, 2), (2, 3)]
"""A collides with B and B with C; A and C may both apply."""


def the_group(edges: list[tuple[int, int]], members: int, reaches: dict[int, int] | None = None) -> Group:
    (group,) = alternatives(edges, range(1, members + 1), reaches)
    return group


def test_alternatives_are_amendments_each_of_which_collides_with_every_other() -> None:
    complete, open_group, single = alternatives([(1, 2), (2, 3), (1, 3), (4, 5), (5, 6)], range(1, 8))
    assert (complete.members, complete.is_complete, complete.advice) == ((1, 2, 3), True, Way.RANKED)
    assert (open_group.members, open_group.is_complete) == ((4, 5, 6), False)
    assert (single.members, single.advice) == ((7,), Way.SINGLE)


def test_of_a_chain_it_is_said_before_the_poll_that_its_ends_can_both_be_adopted() -> None:
    group = the_group(CHAIN, 3)
    assert group.apart == ((1, 3),)
    assert group.combinations == ((1,), (2,), (3,), (1, 3))
    assert group.advice is Way.COMBINATIONS
    assert advice_in_words(group) == (
        "Not all of them collide, so more than one can be adopted (AM 1 and AM 3 can stand together). "
        "4 combinations fit together, few enough for one ballot, which decides about all of them at once."
    )


def test_eight_combinations_are_one_ballot_and_nine_are_successive_polls() -> None:
    eight = the_group([(1, other) for other in (2, 3, 4)], 4)
    assert (len(eight.combinations or ()), eight.advice) == (8, Way.COMBINATIONS)
    more = the_group([(1, other) for other in (2, 3, 4, 5)], 5)
    assert (more.combinations, more.advice) == (None, Way.SUCCESSIVE)


def test_the_combinations_of_a_large_group_are_not_all_looked_for() -> None:
    ring = [(number, number + 1) for number in range(1, 200)]
    group = the_group(ring, 200)
    assert (group.combinations, group.advice) == (None, Way.SUCCESSIVE)


def test_successive_polls_begin_with_the_furthest_reaching_then_with_what_collides_most() -> None:
    star = [(1, other) for other in (2, 3, 4, 5)]
    assert the_group(star, 5, {4: 9, 2: 3}).successive == (4, 2, 1, 3, 5)
    assert "the furthest-reaching first (AM 4, which changes 9 words)" in advice_in_words(
        the_group(star, 5, {4: 9, 2: 3}), {4: 9, 2: 3}
    )


def test_a_complete_set_is_one_ranked_poll_because_at_most_one_can_be_adopted() -> None:
    group = the_group([(1, 2), (1, 3), (2, 3)], 3)
    assert advice_in_words(group).startswith("Each of AM 1, AM 2 and AM 3 collides with every other")
    assert advice_in_words(the_group([], 1)) == "AM 1 collides with no other and can be put by itself."


def test_of_many_pairs_a_few_are_named_and_the_others_counted() -> None:
    group = the_group([(1, other) for other in range(2, 7)], 6)
    assert "AM 2 and AM 3; AM 2 and AM 4; AM 2 and AM 5; and 7 more pairs" in advice_in_words(group)


@pytest.mark.parametrize(
    ("chosen", "verdict", "pairs", "outside"),
    [
        ([1, 2], "ranked", (), (3,)),
        ([3, 2], "ranked", (), (1,)),
        ([1, 3], "apart", ((1, 3),), (2,)),
        ([1, 2, 3], "apart", ((1, 3),), ()),
        ([2], "ranked", (), (1, 3)),
        ([], "empty", (), ()),
    ],
)
def test_a_set_drawn_by_the_chair_is_judged(
    chosen: list[int], verdict: str, pairs: tuple[tuple[int, int], ...], outside: tuple[int, ...]
) -> None:
    found = drawn(CHAIN, chosen)
    assert (found.verdict, found.pairs, found.outside) == (verdict, pairs, outside)


def test_an_amendment_reaches_as_far_as_the_words_it_takes_away_and_puts_in() -> None:
    def text(*words: str) -> Text:
        return tuple(Provision(f"p{at}", Kind.PARAGRAPH, 0, "", one) for at, one in enumerate(words))

    base = text("States may act.", "Second one here.")
    assert reach(base, derive(base, text("States shall act now.", "Second one here."))) == 3
    assert reach(base, derive(base, base[:1])) == 3
    assert reach(base, derive(base, (*base, Provision("n", Kind.PARAGRAPH, 0, "", "Two words.")))) == 2
    assert reach(base, derive(base, base[::-1])) == 0
