"""Ballot files in and out, and what is said of a file that cannot be read."""

import json

import pytest

from summit.domain.formats import (
    Election,
    FormatRejected,
    profile_for,
    read_abif,
    read_blt,
    read_election,
    read_election1,
    read_rank_csv,
    usual_rules,
    write_abif,
    write_blt,
    write_election1,
    write_rank_csv,
)
from summit.domain.tally import Profile, Ranking, count

BLT = """# an election
4 2
-2
[tie 1 2 3 4]
3 1 3 4 0
2 4 1=3 0
(b7) 1 3 - 4 0
1 0
0
"Castor"
"Pollux"
"Helen of Troy"
Zeta
"Title"
"""
ABIF = """{"title": "Fruit"}
=A:[Apple]
27:A>B=C   # a comment
2: C , B
1:[Doña Ana]>A
"""
CSV = "ballot,Apple,Pear,Plum\n1,1,2,\n2,,1,3\n3,1,1,\n4,,,\n"


def ranks(election: Election) -> dict:
    """Number of ballots by ranking."""
    return election.profile.aggregated()


def test_blt_is_read_with_withdrawn_equal_skipped_and_unquoted():
    election = read_blt(BLT)
    assert election.seats == 2
    assert election.profile.options == ("1", "3", "4")
    assert election.names["4"] == "Zeta"
    assert election.title == "Title"
    assert ranks(election) == {
        (("1",), ("3",), ("4",)): 3,
        (("4",), ("1", "3")): 2,
        (("3",), (), ("4",)): 1,
        (): 1,
    }


def test_a_blt_file_may_end_without_names():
    assert read_blt("2 1\n3 1 2 0\n0").profile.options == ("1", "2")


def test_abif_is_read_in_any_order_with_equal_and_unordered_options():
    election = read_abif(ABIF)
    assert election.title == "Fruit"
    assert election.name("A") == "Apple"
    assert ranks(election) == {
        (("A",), ("B", "C")): 27,
        (("C", "B"),): 2,
        (("Doña Ana",), ("A",)): 1,
    }


def test_abif_points_stay_points_for_score_and_become_an_order_elsewhere():
    election = read_abif("3:A/5>B/3,C/0\n2:B/5>A/4\n")
    assert election.scale == 5
    score = usual_rules(election, "score")
    assert dict(count(profile_for(election, score), score).rounds[0].tally) == {"A": 23, "B": 19, "C": 0}
    irv = usual_rules(election, "irv")
    assert count(profile_for(election, irv), irv).winners == ("A",)


def test_rank_columns_are_read_with_gaps_and_equal_ranks():
    election = read_rank_csv(CSV)
    assert list(election.names.values()) == ["Apple", "Pear", "Plum"]
    assert ranks(election) == {(("1",), ("2",)): 1, (("2",), (), ("3",)): 1, (("1", "2"),): 1, (): 1}


ELECTION = Election(
    Profile(
        ("1", "2", "3"),
        (Ranking((("2",), ("1", "3")), 3), Ranking((("1",),), 2), Ranking(((), ("3",)), 1), Ranking((), 1)),
    ),
    2,
    "A title",
    {"1": "Ana", "2": "Bo, Li", "3": "Çelik"},
    kind="stv",
)


@pytest.mark.parametrize(
    "again",
    [
        lambda election: read_election(json.dumps(write_election1(election))),
        lambda election: read_election(write_blt(election)),
        lambda election: read_election(write_rank_csv(election)),
    ],
    ids=["election/1", "BLT", "CSV"],
)
def test_what_is_written_is_read_again_as_it_was(again):
    election = again(ELECTION)
    assert election.profile.options == ELECTION.profile.options
    assert ranks(election) == ranks(ELECTION)
    assert dict(election.names) == dict(ELECTION.names)


def test_abif_written_and_read_keeps_order_and_points():
    plain = Election(
        Profile(("A", "B c"), (Ranking((("B c",), ("A",)), 4),)), 1, "T", {"A": "Apple", "B c": "B"}
    )
    assert ranks(read_election(write_abif(plain))) == ranks(plain)
    points = read_abif("3:A/5>B/3\n")
    assert ranks(read_abif(write_abif(points))) == ranks(points)


def test_an_unreadable_overvote_in_election1_stays_an_overvote():
    document = {"format": "election/1", "candidates": [{"id": 1}], "ballots": [{"ranking": [[-1], [1]]}]}
    election = read_election1(document)
    assert ranks(election) == {(("*",), ("1",)): 1}
    assert write_election1(election)["ballots"] == [{"count": 1, "ranking": [[-1], ["1"]]}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("hello", "not election/1"),
        ('{"ballots": [', "not valid JSON (line 1)"),
        ('{"ballots": []}', "does not say"),
        ('{"format": "election/1", "ballots": []}', "no list of candidates"),
        ('{"format": "election/1", "ballots": [], "candidates": [{}]}', "no id"),
        ('{"format": "election/1", "ballots": [], "candidates": [{"id": 1}, {"id": "1"}]}', "same id"),
        ('{"format": "election/1", "ballots": [{}], "candidates": []}', "Ballot 1"),
        (
            '{"format": "election/1", "ballots": [{"ranking": [], "count": -1}], "candidates": []}',
            "count of ballot 1",
        ),
        ('{"format": "election/1", "ballots": [], "candidates": [], "seats": "x"}', "seats"),
        ('{"format": "election/1", "ballots": [{"ranking": ["10"]}], "candidates": []}', "Ballot 1"),
        ('{"format": "election/1", "ballots": [{"ranking": [[[1]]]}], "candidates": []}', "Ballot 1"),
        ('{"format": "election/1", "ballots": [], "candidates": [{"id": [1]}]}', "no id"),
        ("5:*>A\n", "no option is called so"),
        ("2 1\n3 1 2 0", "single 0"),
        ("2 1\n3 1 7 0\n0", "Line 2: there is no candidate '7'"),
        ("2 1\n3 1 2\n0", "ends with 0"),
        ("2 1\nx 1 0\n0", "whole number"),
        ("999999 1\n0\n", "more than"),
        ("27:A>B\n3:>>", "Line 2"),
        ("27:A>B\nnonsense", "Line 2"),
        ('{"title": \n27:A', "Line 1"),
        ("=A\n27:A", "Line 1"),
        ("id,A\n1,first\n", "'first' is not a rank"),
        ("id,A\n1,2,3\n", "more cells"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text, said):
    with pytest.raises(FormatRejected, match=r".") as refused:
        read_election(text)
    assert said in str(refused.value)


def test_a_name_keeps_its_quotation_marks_and_number_signs():
    blt = read_blt('2 1\n3 1 2 0 # "a note"\n0\n"Jean "Bob" No #1"\nZeta # a note\n"Title')
    assert dict(blt.names) == {"1": 'Jean "Bob" No #1', "2": "Zeta"}
    assert blt.title == "Title"
    assert ranks(blt) == {(("1",), ("2",)): 3}
    abif = read_abif('{"title": "Vote #7"}\n=A:[Ann #1] # a note\n3:A>[B #2] # another\n')
    assert abif.title == "Vote #7"
    assert dict(abif.names) == {"A": "Ann #1", "B #2": "B #2"}


def test_a_table_in_semicolons_may_have_commas_in_its_names():
    election = read_rank_csv('id;"Smith, Ann";"Jones, Bo"\n1;1;2\n')
    assert dict(election.names) == {"1": "Smith, Ann", "2": "Jones, Bo"}
    assert ranks(election) == {(("1",), ("2",)): 1}


def test_ballots_without_points_among_ballots_with_points_are_noted():
    assert "Ballots without points, though others have some: 5" in read_abif("3:A/5>B/3\n5:B>A\n").warnings[0]
    assert read_abif("3:A>B\n5:B\n").warnings == ()


def test_a_byte_order_mark_does_not_matter():
    assert read_election("\ufeff" + CSV).profile.options == ("1", "2", "3")


def test_the_usual_rules_follow_the_file():
    assert usual_rules(ELECTION).method == "stv"
    assert usual_rules(ELECTION, "irv", 1).seats == 1
    assert usual_rules(read_rank_csv(CSV)).method == "irv"
