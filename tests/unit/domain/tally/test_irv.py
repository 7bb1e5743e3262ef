"""Instant runoff: rounds, transfers, exhausted ballots and ties."""

from fractions import Fraction

from summit.domain.rules import InstantRunoff
from summit.domain.tally import Rules, count
from tests.unit.domain.tally.ballots import profile

IRV = Rules(method="irv")


FRUIT = profile("ABC", (4, "A"), (3, "B>C"), (1, "C>B"), (1, "C>B>A"))


def test_the_last_option_goes_and_its_ballots_move_to_the_next_choice():
    result = count(FRUIT, IRV)
    assert result.winners == ("B",)
    assert [dict(one.tally) for one in result.rounds] == [{"A": 4, "B": 3, "C": 2}, {"A": 4, "B": 5}]
    assert result.rounds[0].transfers == {"C": {"B": 2}}


def test_a_ballot_without_a_further_choice_is_exhausted_and_reported_with_its_cause():
    result = count(profile("ABC", (4, "A"), (3, "B"), (2, "C")), IRV)
    assert result.rounds[1].exhausted == {"choices": 2}
    assert result.rounds[1].continuing == 7
    assert result.winners == ("A",)


def test_the_default_option_can_win_and_then_nobody_is_elected():
    result = count(FRUIT, IRV.with_(default_option="B"))
    assert result.winners == ("B",)
    assert result.nobody
    assert not result.is_carried


def test_a_blank_ballot_does_not_stop_the_count():
    result = count(profile("AB", (1, ""), (2, "A"), (1, "B")), IRV)
    assert result.ballots.blank == 1
    assert result.ballots.valid == 3
    assert result.winners == ("A",)


def test_a_tie_without_lots_leaves_no_winner():
    result = count(profile("AB", (1, "A"), (1, "B")), IRV)
    assert result.winners == ()
    assert not result.is_decided
    assert result.ties[0].options == ("A", "B")
    assert result.ties[0].rule == "unresolved"


def test_the_first_in_the_lots_wins_a_tie_and_the_result_says_so():
    result = count(profile("AB", (1, "A"), (1, "B")), IRV, lots=("B", "A"))
    assert result.winners == ("B",)
    assert (result.ties[0].rule, result.ties[0].chosen) == ("lots", "B")


def test_the_most_recent_earlier_round_breaks_a_tie_before_lots():
    ballots = profile("ABCD", (5, "A"), (3, "B"), (2, "C"), (1, "D>C"))
    result = count(ballots, IRV, lots=("C", "B", "A", "D"))
    assert result.rounds[1].eliminated == ("C",)
    assert result.ties[0].rule == "earlier_rounds"


def test_options_that_together_cannot_catch_up_go_together_and_need_no_lot():
    rules = IRV.with_(ties=("together", "lots"))
    result = count(profile("ABCD", (5, "A"), (5, "B>A"), (1, "C>A"), (1, "D>A")), rules)
    assert result.rounds[0].eliminated == ("C", "D")
    assert result.winners == ("A",)
    assert result.ties == ()


def test_the_chair_can_decide_a_tie_and_the_rule_is_named():
    rules = IRV.with_(ties=("chair",))
    tied = profile("AB", (1, "A"), (1, "B"))
    assert count(tied, rules).winners == ()
    decided = count(tied, rules, decisions={frozenset("AB"): ("B", "A")})
    assert decided.winners == ("B",)
    assert decided.ties[0].rule == "chair"


def test_equal_ranks_share_a_vote_exactly():
    rules = IRV.with_(equal_ranks="allowed")
    result = count(profile("ABC", (1, "A=B=C"), (2, "B>A"), (2, "A")), rules, lots=("A", "B", "C"))
    assert result.rounds[0].tally == {"A": Fraction(7, 3), "B": Fraction(7, 3), "C": Fraction(1, 3)}
    assert result.rounds[1].tally == {"A": Fraction(5, 2), "B": Fraction(5, 2)}
    assert result.as_json()["rounds"][0]["tally"]["C"] == "1/3"


def test_an_equal_rank_spoils_a_ballot_where_it_is_refused():
    assert count(profile("AB", (1, "A=B"), (1, "A")), IRV).ballots.spoilt == 1


def test_no_ballots_leave_the_default_option_standing():
    assert count(profile("AB"), IRV).winners == ()
    assert count(profile("AB"), IRV.with_(default_option="A")).winners == ("A",)


def test_a_fixed_threshold_keeps_the_first_rounds_majority():
    ballots = profile("ABCD", (4, "A"), (3, "B"), (2, "C"), (1, "D"))
    fixed = count(ballots, IRV.with_(irv=InstantRunoff(fixed_threshold=True)))
    assert [one.threshold for one in fixed.rounds] == [6, 6, 6]
    assert fixed.winners == ("A",)
    assert [one.threshold for one in count(ballots, IRV).rounds] == [6, 5, 4]


def test_rounds_can_go_on_to_two_options_without_changing_the_winner():
    ballots = profile("ABC", (10, "C>B"), (5, "A>B"), (3, "B>C"))
    result = count(ballots, IRV.with_(irv=InstantRunoff(continue_until_two=True)))
    assert [one.elected for one in result.rounds] == [("C",), (), ()]
    assert result.rounds[-1].tally == {"A": 5, "C": 13}
    assert result.winners == count(ballots, IRV).winners == ("C",)


def test_the_most_recent_round_that_differs_decides():
    ballots = profile("ABCDE", (20, "A"), (6, "B"), (5, "C"), (1, "D>B"), (2, "D"), (2, "E>C"))
    result = count(ballots, IRV.with_(irv=InstantRunoff(continue_until_two=True)), lots=tuple("ABCDEF"))
    tie = result.ties[0]
    assert (tie.options, tie.rule, tie.chosen) == (("B", "C"), "earlier_rounds", "B")


def test_half_of_the_votes_is_not_a_majority():
    result = count(profile("ABC", (2, "A"), (1, "B"), (1, "C>B")), IRV, lots=tuple("BAC"))
    assert result.rounds[0].elected == ()


def test_options_that_together_could_draw_level_do_not_go_together():
    rules = IRV.with_(ties=("together", "lots"))
    result = count(profile("ABCD", (4, "A"), (2, "B"), (1, "C>D"), (1, "D>C")), rules, lots=tuple("ABCD"))
    assert result.rounds[0].eliminated == ("D",)


def test_a_tie_that_only_the_table_needs_takes_no_victory_away():
    rules = IRV.with_(irv=InstantRunoff(continue_until_two=True), ties=())
    result = count(profile("ABC", (5, "A"), (1, "B"), (1, "C")), rules)
    assert result.winners == ("A",)
    assert result.ties == ()
    assert result.is_decided


def test_the_chair_is_asked_only_about_those_whom_earlier_rounds_leave_level():
    ballots = profile("ABCDX", (9, "D"), (3, "A"), (3, "B"), (4, "C"), (1, "X>A"), (1, "X>B"))
    rules = IRV.with_(ties=("earlier_rounds", "chair"))
    (tie,) = count(ballots, rules).ties
    assert tie.options == ("A", "B", "C")
    assert tie.left == ("A", "B")
    decided = count(ballots, rules, decisions={frozenset("AB"): ("B", "A")})
    assert decided.rounds[1].eliminated == ("A",)
