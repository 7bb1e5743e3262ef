"""For/against/abstain, plurality, approval, Borda and score; majority and quorum."""

from fractions import Fraction

import pytest

from summit.domain.majorities import Majority, Quorum
from summit.domain.tally import PRESETS, Profile, Ranking, Rules, count, under_other_methods
from tests.unit.domain.tally.ballots import profile

ONE = Rules(method="plurality", ties=("lots",))
AMENDMENT = PRESETS["single-amendment"]
TWO_THIRDS = PRESETS["two-thirds-change"]


def votes(yes: int, no: int, abstain: int = 0) -> Profile:
    """Ballots for, against and abstaining."""
    names = (("for", yes), ("against", no), ("abstain", abstain))
    return Profile(("for", "against", "abstain"), tuple(Ranking(((name,),), n) for name, n in names))


def test_more_for_than_against_carries_and_abstentions_do_not_count():
    assert count(votes(5, 4, 20), AMENDMENT).is_carried
    assert not count(votes(5, 4, 20), AMENDMENT.with_(abstentions="counted")).is_carried


def test_a_tied_amendment_is_lost_and_the_result_says_why():
    result = count(votes(4, 4), AMENDMENT)
    assert result.winners == ("against",)
    assert result.ties[0].rule == "lost"


def test_the_chairs_casting_vote_carries_a_tied_amendment():
    rules = AMENDMENT.with_(ties=("chair",))
    assert count(votes(4, 4), rules, decisions={frozenset(("for", "against")): ("for", "against")}).is_carried


@pytest.mark.parametrize(
    ("yes", "no", "carried"), [(6, 3, True), (5, 3, False), (200, 100, True), (199, 100, False)]
)
def test_two_thirds_are_exact(yes, no, carried):
    assert count(votes(yes, no), TWO_THIRDS).is_carried is carried


def test_one_half_asks_for_more_and_other_shares_for_at_least():
    assert Majority().more_than is True
    assert Majority(2, 3).more_than is False


def test_a_majority_of_those_entitled_needs_their_number():
    rules = AMENDMENT.with_(majority=Majority(1, 2, "entitled"))
    assert count(votes(6, 0), rules, entitled=10).is_carried
    assert not count(votes(5, 0), rules, entitled=10).is_carried
    assert not count(votes(6, 0), rules).is_carried


def test_without_its_quorum_nothing_is_carried():
    rules = AMENDMENT.with_(quorum=Quorum("1/2", "present"))
    assert count(votes(3, 0), rules, entitled=10, present=5).is_carried
    missed = count(votes(3, 0), rules, entitled=10, present=4)
    assert not missed.is_carried
    assert missed.quorum.as_json() == {
        "value": "1/2",
        "base": "present",
        "number": "4",
        "entitled": "10",
        "is_met": False,
    }


def test_a_quorum_can_be_a_number_of_ballots_cast():
    rules = ONE.with_(quorum=Quorum("3", "cast"))
    assert count(profile("AB", (2, "A"), (1, "")), rules).winners == ("A",)
    assert count(profile("AB", (2, "A")), rules).winners == ()


def test_the_most_first_preferences_win_and_weights_count():
    assert count(profile("AB", (2, "A"), (3, "B>A")), ONE).winners == ("B",)


def test_several_seats_break_only_the_tie_for_the_last_seat():
    ballots = profile("ABCD", (4, "A"), (4, "B"), (2, "C"), (2, "D"))
    assert count(ballots, ONE.with_(seats=2)).ties == ()
    result = count(ballots, ONE.with_(seats=3), lots=("D", "C", "B", "A"))
    assert result.winners == ("A", "B", "D")
    assert [tie.options for tie in result.ties] == [("C", "D")]


def test_every_approval_counts_at_whatever_rank():
    ballots = profile("ABC", (2, "A=B"), (2, "B>C"), (1, "C"))
    assert dict(count(ballots, ONE.with_(method="approval")).rounds[0].tally) == {"A": 2, "B": 4, "C": 3}


def test_borda_points_of_equal_and_unranked_options_are_shared():
    rules = ONE.with_(method="borda", equal_ranks="allowed")
    result = count(profile("ABCD", (1, "A>B=C"), (1, "D")), rules)
    assert dict(result.rounds[0].tally) == {
        "A": 4,
        "B": Fraction(5, 2),
        "C": Fraction(5, 2),
        "D": 3,
    }


def test_score_gives_points_from_the_maximum_down():
    rules = ONE.with_(method="score", score_maximum=3, equal_ranks="allowed")
    result = count(profile("ABC", (2, "A>_>B"), (1, "B=C")), rules)
    assert dict(result.rounds[0].tally) == {"A": 6, "B": 5, "C": 3}
    assert result.winners == ("A",)


def test_a_majority_of_the_votes_cast_can_be_asked_of_the_winner():
    rules = Rules(method="irv", majority=Majority(1, 2), default_option="K")
    assert count(profile("ABK", (3, "A"), (1, "B>A"), (2, "K")), rules).winners == ("A",)
    ballots = profile("ABK", (3, "A"), (2, "B"), (2, "K>A"))
    assert count(ballots, rules, lots=("A", "B", "K")).winners == ("A",)
    lost = count(profile("ABK", (3, "A"), (2, "B"), (1, "K")), rules)
    assert lost.winners == ("K",)
    assert lost.majority.as_json()["is_reached"] is False


def test_the_other_methods_are_counted_for_information():
    rules = Rules(method="irv", majority=Majority(2, 3), default_option="K")
    others = under_other_methods(profile("ABK", (3, "A>B"), (2, "B"), (2, "K>B")), rules)
    assert "irv" not in others
    assert others["condorcet_winner"].winners == ("B",)
    assert others["plurality"].winners == ("A",)


def test_two_thirds_are_exact_at_their_edge():
    assert count(votes(6, 3), TWO_THIRDS).is_carried
    assert not count(votes(199, 100), TWO_THIRDS).is_carried


def test_an_option_without_a_single_vote_takes_no_seat():
    result = count(profile("ABC", (3, "A")), ONE.with_(seats=2), lots=tuple("ABC"))
    assert result.winners == ("A",)
    assert result.ties == ()


def test_a_ballot_that_says_for_and_against_counts_for_neither():
    both = Profile(("for", "against"), (Ranking((("for", "against"),), 3), Ranking((("against",),), 1)))
    result = count(both, AMENDMENT.with_(equal_ranks="allowed"))
    assert result.rounds[0].tally == {"for": 0, "against": 1}
