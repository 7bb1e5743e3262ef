"""Several winners in a round, a least share instead of a number of seats, and Meek with many decimals."""

from fractions import Fraction

import pytest

from summit.domain.rules import Hygiene, LeastShare, SingleTransferableVote
from summit.domain.tally import Rules, count
from tests.unit.domain.tally.ballots import profile

THREE = profile("ABCD", (10, "A>B>C"), (9, "B>A>C"), (3, "C"), (2, "D>C"))
LEVEL = profile("ABCDE", (4, "A"), (3, "B"), (2, "C"), (1, "D"), (1, "E"))


def variant(name: str, seats: int = 3, **more) -> Rules:
    """Rules of a variant, ties by lots."""
    return Rules(method="stv", seats=seats, stv=SingleTransferableVote(name, **more), ties=("lots",))


def share(num: int, den: int, **more) -> Rules:
    """Everybody who is left with so large a share."""
    return variant("bottoms_up", least_share=LeastShare(num, den, **more))


def test_all_who_reach_the_quota_in_a_round_are_elected_and_their_surpluses_pass_on_together():
    result = count(THREE, variant("rounds"))
    assert result.quota == 7
    assert [one.elected for one in result.rounds] == [("A", "B"), ("C",), ()]
    assert result.rounds[0].transfers == {"A": {"C": 3}, "B": {"C": Fraction("1.9998")}}
    assert result.rounds[1].tally == {"A": 7, "B": 7, "C": Fraction("7.9998"), "D": 2}
    assert result.winners == ("A", "B", "C")


def test_what_the_last_elected_have_above_the_quota_is_shown_in_a_last_round():
    last = count(THREE, variant("rounds")).rounds[-1]
    assert last.tally == {"A": 7, "B": 7, "C": 7, "D": 2}
    assert last.exhausted == {"last_surplus": Fraction("0.998")}
    assert last.residue == Fraction("0.002")


def test_a_fraction_is_cut_off_before_it_multiplies_the_value_of_a_ballot():
    ballots = profile("ACDE", (10, "A>C>D"), (10, "A"), (6, "C>D"), (1, "D"), (1, "E"))
    result = count(ballots, variant("rounds"), tuple("ACDE"))
    assert result.rounds[0].transfers["A"]["C"] == 6
    assert result.rounds[1].transfers == {"C": {"D": 10 * Fraction("0.1999") + 6 * Fraction("0.3333")}}


def test_the_quota_of_hare_is_the_votes_divided_by_the_seats():
    result = count(THREE, variant("rounds_hare"))
    assert result.quota == 8
    assert result.rounds[0].elected == ("A", "B")
    assert count(THREE, variant("rounds_hare", seats=5)).winners == ("A", "B", "C", "D")


def test_ballots_that_nobody_can_read_do_not_make_everybody_reach_a_quota_of_nought():
    rules = variant("rounds_hare", seats=1).with_(hygiene=Hygiene())
    assert count(profile("AB", (3, "*>A")), rules, lots=("A", "B")).winners == ("A",)


def test_names_written_in_go_before_anybody_is_elected():
    result = count(
        profile("ABX", (3, "A"), (2, "B"), (4, "X>B")), variant("rounds", 1, write_ins_first=("X",))
    )
    assert [one.eliminated for one in result.rounds[:2]] == [("X",), ()]
    assert result.winners == ("B",)


def test_a_tie_that_nothing_breaks_ends_a_count_in_rounds_without_winners():
    result = count(profile("ABC", (2, "A"), (2, "B"), (2, "C")), variant("rounds", 2).with_(ties=()))
    assert result.winners == ()
    assert not result.is_decided


def test_all_who_are_left_with_the_share_are_elected_however_many():
    result = count(profile("ABCD", (5, "A"), (4, "B"), (2, "C>A"), (1, "D>C")), share(1, 4))
    assert result.winners == ("A", "B", "C")
    assert [one.threshold for one in result.rounds] == [3, 3]


def test_the_share_is_taken_of_the_votes_of_each_round_unless_the_first_round_fixes_it():
    order = tuple("ABCDE")
    assert count(LEVEL, share(1, 5), order).winners == ("A", "B", "C")
    assert count(LEVEL, share(1, 5), order).rounds[-1].threshold == Fraction(9, 5)
    assert count(LEVEL, share(1, 5, fixed_threshold=True), order).winners == ("A", "B")


def test_all_without_the_share_go_together_where_the_rules_say_so():
    result = count(LEVEL, share(1, 5, batch_elimination=True))
    assert result.rounds[0].eliminated == ("C", "D", "E")
    assert result.winners == ("A", "B")


def test_where_nobody_has_the_share_the_last_goes_alone():
    ballots = profile("ABC", (3, "A"), (2, "B"), (1, "C>B"))
    result = count(ballots, share(2, 3, batch_elimination=True), tuple("ABC"))
    assert [one.eliminated for one in result.rounds] == [("C",), ("B",), ()]
    assert result.winners == ("A",)


def test_without_a_vote_left_nobody_has_a_share():
    result = count(profile("AB", (3, "*")), share(1, 2).with_(hygiene=Hygiene()))
    assert result.winners == ()
    assert result.rounds[0].exhausted == {"overvote": 3}


@pytest.mark.parametrize("name", ["meek", "meek_fine"])
def test_equal_ranks_share_a_ballot_under_meek(name):
    ballots = profile("ABC", (5, "A>B"), (3, "C"), (1, "B=C"))
    result = count(ballots, variant(name, 2).with_(equal_ranks="allowed"))
    assert result.rounds[0].tally == {"A": 5, "B": Fraction(1, 2), "C": Fraction(7, 2)}
    assert result.winners == ("A", "C")


def test_an_overvote_ends_a_paper_under_meek_while_two_of_its_options_continue():
    rules = variant("meek", 1).with_(hygiene=Hygiene("exhaust_if_multiple_continuing"))
    result = count(profile("ABC", (4, "A"), (1, "B>A=C")), rules, tuple("ABC"))
    assert result.rounds[0].tally == {"A": 4, "B": 1, "C": 0}


def test_equality_with_the_quota_elects_nobody_where_decimals_are_guarded():
    ballots = profile("ABC", (4, "A>B"), (2, "C"))
    fine = count(ballots, variant("meek_fine", 2), tuple("CBA"))
    assert fine.rounds[0].elected == ("A",)
    assert fine.rounds[1].tally == {"A": 2, "B": 2, "C": 2}
    assert [tie.options for tie in fine.ties] == [("B", "C")]
    assert fine.winners == ("A", "C")


def test_thirds_that_are_only_nearly_equal_are_equal_where_decimals_are_guarded():
    ballots = profile("ABCD", (4, "A>B"), (1, "B"), (3, "C"), (1, "D"))
    result = count(ballots, variant("meek_fine", 2), tuple("ABCD"))
    assert result.rounds[0].elected == ("A",)
    assert result.is_decided
    assert all(one.residue == 0 for one in result.rounds)
