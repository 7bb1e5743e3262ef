"""Single transferable vote: quota, surplus, exclusion, variants, and files other engines fail on."""

from fractions import Fraction

from summit.domain.rules import SingleTransferableVote
from summit.domain.tally import Rules, count
from tests.unit.domain.tally.ballots import profile

TWO = Rules(method="stv", seats=2)
SURPLUS = profile("CPH", (7, "C>P"), (3, "H>P"), (1, "P"))
CASTOR = profile("CPH", (5, "C>P"), (3, "H"))


def variant(name: str, **more) -> Rules:
    """Two seats under a variant."""
    return TWO.with_(stv=SingleTransferableVote(name, **more))


def test_the_quota_is_the_whole_number_above_the_share():
    assert count(CASTOR, TWO).quota == 3
    assert count(CASTOR, variant("wigm")).quota == Fraction(26667, 10_000)


def test_a_surplus_passes_on_at_a_truncated_fraction():
    result = count(SURPLUS, TWO)
    assert result.quota == 4
    assert result.rounds[0].transfers == {"C": {"P": 7 * Fraction(42857, 100_000)}}
    assert result.as_json()["rounds"][1]["tally"]["P"] == "3.99999"
    assert result.rounds[1].residue == Fraction(1, 100_000)


def test_exact_fractions_lose_nothing():
    result = count(SURPLUS, variant("scottish", exact=True))
    assert result.rounds[1].tally["P"] == 4
    assert result.rounds[1].residue == 0


def test_whoever_is_elected_receives_nothing_more():
    result = count(profile("ABCD", (6, "A"), (5, "B"), (1, "C>A>D"), (2, "D")), TWO)
    assert result.winners == ("A", "B")
    assert len(result.rounds) == 1


def test_the_lowest_is_excluded_where_no_surplus_is_left():
    result = count(profile("ABC", (4, "A"), (4, "B"), (3, "C>B")), TWO.with_(seats=1))
    assert result.rounds[0].eliminated == ("C",)
    assert result.winners == ("B",)


def test_the_largest_surplus_goes_first():
    result = count(profile("ABCD", (9, "A>C"), (8, "B>D"), (1, "C"), (1, "D")), TWO.with_(seats=3))
    assert list(result.rounds[0].transfers) == ["A"]
    assert list(result.rounds[1].transfers) == ["B"]


def test_a_tie_for_exclusion_goes_by_the_most_recent_round_in_which_they_differed():
    ballots = profile("ABCD", (8, "A>B"), (2, "B"), (5, "C"), (4, "D"))
    result = count(ballots, TWO.with_(seats=1), lots=("D", "C", "B", "A"))
    assert all(tie.rule == "earlier_rounds" for tie in result.ties)


def test_as_many_seats_as_candidates_elect_them_all():
    assert set(count(CASTOR, TWO.with_(seats=3)).winners) == set("CPH")
    assert set(count(CASTOR, TWO.with_(seats=9)).winners) == set("CPH")


def test_a_true_tie_for_the_last_seat_is_left_open_without_lots():
    ballots = profile("ABCDEX", (52, "A>B>C>D>E"), (8, "X"))
    rules = TWO.with_(seats=5)
    first, second = count(ballots, rules), count(ballots, rules)
    assert first == second
    assert first.winners == () or first.is_decided


def test_sure_losers_go_together_only_where_the_variant_says_so():
    ballots = profile("ABCDE", (10, "A"), (7, "B"), (6, "C"), (1, "D"), (1, "E"))
    assert count(ballots, variant("wigm_batch")).rounds[0].eliminated == ("D", "E")
    assert count(ballots, variant("wigm"), lots=tuple("ABCDE")).rounds[1].eliminated == ("E",)


def test_meek_counts_excluded_candidates_as_if_they_had_not_stood():
    result = count(profile("ABC", (10, "A>B"), (4, "B"), (5, "C")), variant("meek"))
    assert result.winners == ("A", "B")


def test_bottoms_up_eliminates_down_to_the_seats_without_surpluses():
    result = count(profile("ABC", (9, "A>C"), (3, "B"), (1, "C>B")), variant("bottoms_up"))
    assert result.winners == ("A", "B")
    assert result.rounds[0].transfers == {"C": {"B": 1}}


def test_blank_ballots_do_not_raise_the_quota():
    assert count(profile("AB", (3, "A"), (20, "")), TWO.with_(seats=1)).quota == 2


def test_a_lead_of_less_than_one_vote_is_no_tie():
    result = count(SURPLUS, TWO)
    assert result.ties == ()
    assert result.winners == ("C", "P")


def test_whoever_is_elected_receives_nothing_more_from_the_excluded():
    ballots = profile("ABCDE", (5, "A"), (2, "B"), (3, "C"), (1, "D>A>C"), (1, "E"))
    result = count(ballots, TWO, lots=tuple("ABCED"))
    assert result.quota == 5
    assert result.rounds[2].tally["A"] == 5
    assert result.rounds[2].tally["C"] == 4


def test_whoever_is_elected_receives_nothing_of_another_surplus():
    ballots = profile("ABCD", (9, "A>B>C"), (8, "B>D"), (1, "C"), (1, "D"))
    result = count(ballots, TWO.with_(seats=3))
    assert result.rounds[0].elected == ("A", "B")
    assert result.rounds[1].tally["B"] == 8
