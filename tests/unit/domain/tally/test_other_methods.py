"""The same ballots under other methods: who is in front, by which figures, and what stays open."""

import pytest

from summit.domain.majorities import Majority, Quorum
from summit.domain.tally import Otherwise, Rules, count, in_short, under_other_methods
from tests.unit.domain.tally.ballots import profile

CENTRE = profile("ABK", (8, "K>B"), (7, "A>B"), (6, "B>A"))
CYCLE = profile("ABC", (2, "A>B>C"), (2, "B>C>A"), (2, "C>A>B"))
IRV = Rules(method="irv", default_option="K", majority=Majority(), quorum=Quorum("99", "cast"))


def test_each_method_says_who_is_in_front_and_by_which_figures():
    found = {name: in_short(other) for name, other in under_other_methods(CENTRE, IRV).items()}
    assert found == {
        "plurality": Otherwise(("K",), (), False, "8", "21"),
        "schulze": Otherwise(("B",), (), False, "2", "2"),
        "ranked_pairs": Otherwise(("B",), (), False, "2", "2"),
        "borda": Otherwise(("B",), (), False, "27", None),
        "condorcet_winner": Otherwise(("B",), (), False, "2", "2"),
        "debian_a6": Otherwise(("B",), (), False, "2", "2"),
    }


def test_a_missed_majority_or_quorum_says_nothing_about_the_other_methods():
    assert count(CENTRE, IRV).winners == ("K",)
    assert in_short(under_other_methods(CENTRE, IRV.with_(method="schulze"))["irv"]).winners == ("A",)


def test_where_nobody_wins_the_default_option_is_not_said_to_be_in_front():
    others = under_other_methods(CYCLE, Rules(method="irv", default_option="C"), ("A", "B", "C"))
    assert in_short(others["condorcet_winner"]) == Otherwise((), (), False)


def test_a_tie_that_stays_open_is_told_with_its_options_and_one_by_lot_as_such():
    assert in_short(count(CYCLE, Rules(method="schulze"))) == Otherwise((), ("A", "B", "C"), False)
    drawn = in_short(count(CYCLE, Rules(method="schulze"), ("B", "A", "C")))
    assert drawn == Otherwise(("B",), (), True, "1", "2")


def test_several_winners_have_no_figures_of_one():
    found = in_short(count(CENTRE, Rules(method="stv", seats=2)))
    assert set(found.winners) == {"A", "K"}
    assert found.votes is None


@pytest.mark.parametrize("seats", [0, 2, 3])
def test_for_several_seats_only_methods_that_fill_several_are_tried(seats):
    others = under_other_methods(CENTRE, Rules(method="stv", seats=seats))
    assert list(others) == ["plurality", "schulze", "ranked_pairs", "borda"]


def test_ballots_for_or_against_one_proposal_have_nothing_else_to_be_counted_as():
    ballots = profile("", (3, "for"), (1, "against"))
    assert under_other_methods(ballots, Rules(method="for_against_abstain")) == {}
