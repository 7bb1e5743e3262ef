"""Valid, blank and spoilt ballots; irregular papers of imported files."""

import pytest

from summit.domain.rules import Hygiene
from summit.domain.tally import Profile, Rules, count
from tests.unit.domain.tally.ballots import profile

OWN = Rules(method="irv", maximum_ranks=3)


def imported(**hygiene) -> Rules:
    """Rules for a file whose papers may be irregular."""
    return Rules(method="irv", hygiene=Hygiene(**hygiene))


def first_round(text: str, rules: Rules):
    """How one ballot beside three for D is read in the first round."""
    result = count(profile("ABCD", (1, text), (3, "D")), rules)
    one = result.rounds[0]
    return [option for option, votes in one.tally.items() if votes == 1] or [*one.exhausted]


def test_an_option_named_twice_spoils_a_ballot_of_our_own_polls():
    assert count(profile("AB", (2, "A>B>A"), (1, "B")), OWN).ballots.spoilt == 2


@pytest.mark.parametrize("text", ["A>Z", "A>_>B", "A>B>C>D", "A=B"])
def test_what_our_own_ballots_cannot_say_is_spoilt(text):
    assert count(profile("ABCD", (1, text)), OWN).ballots.spoilt == 1


def test_an_overvote_ends_the_paper_where_the_rule_says_so():
    assert first_round("A=B>C", imported(overvote="exhaust_immediately")) == ["overvote"]
    assert first_round("A=B>C", imported(overvote="skip_to_next")) == ["C"]
    assert first_round("A=B>C", imported(overvote="exhaust_if_multiple_continuing")) == ["overvote"]


def test_an_overvote_counts_for_the_only_one_of_its_options_still_continuing():
    rules = imported(overvote="exhaust_if_multiple_continuing")
    ballots = profile("ABCD", (2, "B"), (3, "C"), (4, "D"), (1, "A>A=B"))
    assert count(ballots, rules).rounds[1].tally == {"B": 3, "C": 3, "D": 4}


def test_marks_that_nobody_could_read_are_an_overvote():
    assert first_round("*>A", imported(overvote="exhaust_immediately")) == ["overvote"]
    assert first_round("*>A", imported(overvote="exhaust_if_multiple_continuing")) == ["A"]


def test_more_skipped_ranks_than_allowed_end_the_paper():
    assert first_round("_>_>A", imported(maximum_skipped=1)) == ["skipped"]
    assert first_round("_>A", imported(maximum_skipped=1)) == ["A"]
    assert first_round("_>A", imported(maximum_skipped=0)) == ["skipped"]
    assert first_round("_>_>_>A", imported()) == ["A"]


def test_a_repeated_option_is_skipped_or_ends_the_paper():
    ballots = profile("ABC", (1, "A>A>B"), (3, "B"), (3, "C"))
    assert count(ballots, imported(), lots=tuple("BCA")).rounds[1].tally["B"] == 4
    ended = count(ballots, imported(exhaust_on_duplicate=True), lots=tuple("BCA"))
    assert ended.rounds[1].exhausted == {"repeated": 1}


def test_ranks_beyond_the_maximum_are_not_read():
    rules = imported().with_(maximum_ranks=1)
    result = count(profile("ABC", (1, "A>B"), (2, "B"), (3, "C")), rules)
    assert result.rounds[1].exhausted == {"choices": 1}


def test_a_withdrawn_option_is_deleted_and_the_ranks_closed_up():
    ballots = profile("ABC", (3, "A>B"), (2, "C"), (1, "A")).without("A")
    assert ballots.options == ("B", "C")
    result = count(ballots, Rules(method="irv"))
    assert result.winners == ("B",)
    assert result.ballots.blank == 1


def test_a_weight_counts_as_so_many_ballots():
    assert (
        count(profile("AB", (3, "A"), (2, "B")), OWN).as_json()
        == count(profile("AB", (1, "A"), (2, "B"), (2, "A")), OWN).as_json()
    )


def test_two_options_of_one_id_and_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="same id"):
        Profile(("A", "A"), ())
    with pytest.raises(ValueError, match="negative"):
        count(profile("AB", (-1, "A")), OWN)


def test_where_nobody_leaves_the_count_an_overvote_ends_a_paper_at_once():
    rules = Rules(method="schulze", hygiene=Hygiene("exhaust_if_multiple_continuing"))
    assert count(profile("ABC", (1, "A=B>C"), (2, "C>A=B")), rules).pairwise == {
        "A": {"B": 0, "C": 0},
        "B": {"A": 0, "C": 0},
        "C": {"A": 2, "B": 2},
    }
    borda = count(profile("ABC", (1, "A=B>C")), rules.with_(method="borda")).rounds[0].tally
    assert borda == {"A": 1, "B": 1, "C": 1}
