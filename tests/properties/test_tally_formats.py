"""What holds of every ballot file: read or refused with a sentence, and written so that it is read again."""

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summit.domain.errors import Unacceptable
from summit.domain.formats import (
    Election,
    FormatRejected,
    check_election,
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
from summit.domain.tally import METHODS, Profile, Ranking, count

EXAMPLES = settings(max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "200")))
READERS = {"any": read_election, "BLT": read_blt, "ABIF": read_abif, "CSV": read_rank_csv}
PIECES = (
    *("0", "1", "2", "-1", "3=2", "-", "=", ">", ",", ":", "*", "/", "5", "#", "[", "]", "(", ")", "{", "}"),
    *(
        '"',
        "Ana",
        "A",
        "B",
        "=A:[Ana]",
        "3:A>B",
        "2 1\n",
        "1 1 2 0\n",
        "0\n",
        '{"title": 1}',
        "\n",
        " ",
        "\t",
    ),
    *("\r", "\x00", "\ufeff", "²", "٣", "-0", "99999999999999999999", "id,A,B\n", "1,1,2\n", '"ballots"'),
)
FILES = (
    '4 2\n-2\n3 1 3 4 0\n2 4 1=3 0\n(b7) 1 3 - 4 0\n0\n"Castor"\n"Pollux"\n"Helen"\nZeta\n"Title"\n',
    '{"title": "Fruit"}\n=A:[Apple]\n27:A>B=C   # a comment\n2: C , B\n1:[Doña Ana]>A\n',
    "3:A/5>B/3,C/0\n2:B/5>A/4\n",
    "ballot,Apple,Pear,Plum\n1,1,2,\n2,,1,3\n3,1,1,\n4,,,\n",
    '{"format": "election/1", "candidates": [{"id": 1}, {"id": 2}], "ballots": [{"ranking": [[1], [-1]]}]}',
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A good file with a few pieces put in the place of others."""
    text = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(st.sampled_from(("", *PIECES))) + text[start + draw(st.integers(0, 4)) :]
    return text


texts = st.one_of(damaged(), st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 9)
    | st.floats()
    | st.sampled_from(("", "a", "1", "irv", "election/1")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ("format", "candidates", "ballots", "ranking", "count", "id", "name", "seats", "kind")
            )
            | st.sampled_from(("expected", "rules", "method", "withdrawn", "title", "winners")),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@EXAMPLES
@given(texts, st.sampled_from(sorted(READERS)))
@example("3:A/99999999999>B", "ABIF")
@example("2 1\n" + "9" * 5000 + " 1 0\n0", "BLT")
@example('id,"A\n', "CSV")
@example("#\n#\n", "any")
@example('{"ballots": ' + "[" * 100_000, "any")
def test_any_text_is_read_or_refused_with_a_sentence_and_what_is_read_can_be_counted(text, reader):
    election = read_or_refused(READERS[reader], text)
    if election is not None:
        can_be_counted_and_written(election)


@EXAMPLES
@given(values)
@example({"expected": [{"rules": {"method": "irv"}}]})
@example({"expected": 3, "seats": 10**30})
def test_any_json_is_an_election_or_refused_with_a_sentence(value):
    whole = {"format": "election/1", "candidates": [], "ballots": []}
    for document in (value, {**whole, **(value if isinstance(value, dict) else {})}):
        election = read_or_refused(read_election1, document)
        if election is not None:
            can_be_counted_and_written(election)
            read_or_refused(check_election, document)


def read_or_refused(read, given_file):
    """What was read, or None where the reader says why it does not."""
    said = "."
    try:
        return read(given_file)
    except Unacceptable as refused:
        said = str(refused)
    assert said.endswith(".")
    return None


def can_be_counted_and_written(election: Election) -> None:
    """Every method gives the election a defined result; what a format can say is read again as it was."""
    for method in sorted(METHODS if election.profile.options else {*METHODS} - {"debian_a6"}):
        seats = 1 if method in ("irv", "for_against_abstain", "debian_a6", "condorcet_winner") else None
        rules = usual_rules(election, method, seats)
        count(profile_for(election, rules), rules)
    again = read_election1(write_election1(election))
    assert again.profile.aggregated() == election.profile.aggregated()
    assert again.profile.options == election.profile.options
    assert not again.warnings
    if election.profile.options:
        blt = read_blt(write_blt(election))
        assert sorted(blt.profile.aggregated().values()) == sorted(election.profile.aggregated().values())
        assert len(blt.profile.options) == len(election.profile.options)
        assert not blt.warnings
    abif = read_or_refused(write_abif, election)
    if abif:
        assert not read_abif(abif).warnings
    if sum(election.profile.aggregated().values()) < 1000:
        write_rank_csv(election)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id;A;B\n1;1;2\n", "semicolons"),
        ("id\tA\tB\n1\t1\t2\n", "tabs"),
        ("id,A,B\n1,1\n2,1,2\n", "fewer cells than there are columns: 1"),
        ("id,A,A\n1,1,2\n", "same name"),
        ("2 1\n3 1 2 0\n0\n", "0 of 2 candidates have a name"),
        ('2 1\n3 1 2 0\n0\n"A"\n"B"\n"T"\n"?"\n', "1 more lines were left out"),
        ("=A:[Ana]\n=B:[Bo]\n3:A>C\n", "Not declared, but on ballots, and taken for options: C"),
        (
            '{"format": "election/1", "candidates": [{"id": 1}], "ballots_cast": 3,'
            ' "ballots": [{"ranking": [[1]]}]}',
            "3 ballots were cast and holds 1",
        ),
    ],
)
def test_a_sloppy_file_is_read_and_the_reader_told_how(text, said):
    election = read_election(text)
    assert election.profile.aggregated()
    assert [said in warning for warning in election.warnings] == [True]


@pytest.mark.parametrize(
    "text", ["id,A,B\n1,1,2\n", '2 1\n3 1 2 0\n0\n"A"\n"B"\n"T"', "=A:[Ana]\n3:A\n", "3:A>B\n"]
)
def test_a_tidy_file_is_read_without_a_word(text):
    assert read_election(text).warnings == ()


@pytest.mark.parametrize("name", ["A]", "A\nB", ""])
def test_what_a_format_cannot_say_is_not_written(name):
    with pytest.raises(FormatRejected, match="cannot name"):
        write_abif(Election(Profile((name,), (Ranking(((name,),)),))))
    with pytest.raises(FormatRejected, match="unreadable"):
        write_abif(Election(Profile(("A",), (Ranking((("*",),)),))))
