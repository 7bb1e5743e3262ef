"""Schulze, ranked pairs, Condorcet winner and the Debian procedure."""

import pytest

from summit.domain.rules import AgainstDefault
from summit.domain.tally import Rules, count
from summit.domain.tally.locking import Orders
from summit.domain.tally.pairwise import Matrix, compare, smith_set
from summit.domain.tally.profile import Profile
from summit.domain.tally.ranked_pairs import possible_winners
from tests.unit.domain.tally.ballots import profile

SCHULZE = Rules(method="schulze", equal_ranks="allowed", ties=("lots",))
PAIRS = SCHULZE.with_(method="ranked_pairs", strength="margins")
CYCLE = profile("ABC", (4, "A>B>C"), (3, "B>C>A"), (2, "C>A>B"))
PERFECT_CYCLE = profile("ABC", (1, "A>B>C"), (1, "B>C>A"), (1, "C>A>B"))


def matrix_of(ballots: Profile) -> Matrix:
    """V(a, b) of each two options."""
    return compare(ballots, SCHULZE).matrix


def test_the_matrix_counts_ranked_over_unranked_and_nothing_between_equals():
    ballots = profile("ABCD", (3, "A>B=C"), (2, "D"), (1, "C=D>A"))
    matrix = count(ballots, SCHULZE).pairwise
    assert matrix == {
        "A": {"B": 4, "C": 3, "D": 3},
        "B": {"A": 0, "C": 0, "D": 3},
        "C": {"A": 1, "B": 1, "D": 3},
        "D": {"A": 3, "B": 3, "C": 2},
    }


@pytest.mark.parametrize("rules", [SCHULZE, PAIRS])
def test_a_cycle_is_cut_at_its_weakest_victory(rules):
    assert count(CYCLE, rules).winners == ("A",)


def test_in_a_cycle_there_is_no_condorcet_winner():
    assert count(CYCLE, SCHULZE.with_(method="condorcet_winner")).winners == ()
    assert count(profile("AB", (2, "A"), (1, "B")), SCHULZE.with_(method="condorcet_winner")).winners == (
        "A",
    )


@pytest.mark.parametrize("rules", [SCHULZE, PAIRS])
def test_a_perfect_cycle_is_a_tie_that_only_lots_decide(rules):
    open_tie = count(PERFECT_CYCLE, rules)
    assert open_tie.winners == ()
    assert open_tie.ties[0].options == ("A", "B", "C")
    assert count(PERFECT_CYCLE, rules, lots=("B", "C", "A")).winners == ("B",)


def test_winning_votes_and_margins_can_elect_different_options():
    ballots = profile("ABC", (3, "C"), (5, "A>B"), (4, "C>A"), (5, "B>C"))
    assert count(ballots, SCHULZE).winners == ("B",)
    assert count(ballots, SCHULZE.with_(strength="margins")).winners == ("C",)


def test_several_seats_follow_the_order_of_merit():
    assert count(CYCLE, SCHULZE.with_(seats=2)).winners == ("A", "B")


DEBIAN = Rules(
    method="debian_a6",
    default_option="D",
    equal_ranks="allowed",
    ties=("chair",),
    against_default=AgainstDefault(minimum_votes=3, ratios=(("A", 3, 1),)),
)


def test_an_option_below_its_quorum_against_the_default_is_dropped():
    result = count(profile("ABD", (2, "B"), (1, "D>B"), (6, "D=A")), DEBIAN)
    assert result.dropped == {"quorum": ("A", "B"), "majority": ()}
    assert result.winners == ("D",)


def test_an_option_that_misses_its_ratio_is_dropped_though_it_beats_all():
    result = count(profile("ABD", (5, "A>B>D"), (2, "D>B>A"), (1, "B>D>A")), DEBIAN)
    assert result.pairwise["A"] == {"B": 5, "D": 5}
    assert result.dropped == {"quorum": (), "majority": ("A",)}
    assert result.winners == ("B",)


def test_the_ratio_is_compared_exactly_at_its_edge():
    exact = profile("AD", (9, "A>D"), (3, "D>A"))
    assert count(exact, DEBIAN).winners == ("A",)
    assert count(profile("AD", (8, "A>D"), (3, "D>A")), DEBIAN).winners == ("D",)


def test_equal_votes_against_the_default_are_not_a_majority():
    rules = DEBIAN.with_(against_default=AgainstDefault())
    assert count(profile("AD", (4, "A>D"), (4, "D>A")), rules).winners == ("D",)


def test_the_quorum_of_three_half_roots_is_compared_without_roots():
    rules = DEBIAN.with_(against_default=AgainstDefault(developers=16))
    assert count(profile("AD", (6, "A")), rules).winners == ("A",)
    assert count(profile("AD", (5, "A")), rules).dropped["quorum"] == ("A",)


def test_a_tie_in_the_last_step_waits_for_the_chairs_casting_vote():
    ballots = profile("ABD", (3, "A>B>D"), (3, "B>A>D"))
    rules = DEBIAN.with_(against_default=AgainstDefault())
    assert count(ballots, rules).winners == ()
    decided = count(ballots, rules, decisions={frozenset("AB"): ("B", "A")})
    assert decided.winners == ("B",)
    assert decided.ties[0].rule == "chair"


def test_the_smith_set_is_the_smallest_group_that_beats_everybody_else():
    matrix = matrix_of(profile("ABCD", (2, "A>B>C>D"), (2, "B>C>A>D"), (2, "C>A>B>D")))
    assert smith_set(matrix) == ("A", "B", "C")
    assert smith_set(matrix_of(profile("ABCD", (3, "A>B>C>D"), (1, "D>C>B>A")))) == ("A",)
    assert smith_set(matrix_of(profile("ABC", (1, "A=B=C")))) == ("A", "B", "C")


def test_too_many_orders_of_equal_victories_leave_the_whole_smith_set_tied():
    turned = ["A>B>C>D>E>F>G>H>X", "F>G>H>A>B>C>D>E>X", "D>E>F>G>H>A>B>C>X"]
    matrix = matrix_of(profile("ABCDEFGHX", *((1, text) for text in turned)))
    few, many = Orders(50), Orders(10**6)
    assert possible_winners(matrix, "winning_votes", few) == tuple("ABCDEFGH")
    assert few.are_too_many
    assert set(possible_winners(matrix, "winning_votes", many)) <= set("ABCDEFGH")
    assert not many.are_too_many
