from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from summit.domain.wording import listed, share
from summit.export.model import Effect, Mark
from summit.export.wording import added, effect, mark, moment


def test_a_share_has_one_decimal_rounded_half_up_without_any_float() -> None:
    assert share(147, 168) == "87.5 %"
    assert share(1, 2000) == "0.1 %"
    assert share(2, 3) == "66.7 %"
    assert share(0, 0) == "–"


@pytest.mark.parametrize(
    ("votes", "total"),
    [(["41", "52", "19"], "112"), (["1.50000", "2.25000"], "3.75000"), (["1/3", "1/3"], "2/3"), ([], "0")],
)
def test_votes_are_added_exactly_in_the_form_they_were_counted_in(votes: list[str], total: str) -> None:
    assert added(votes) == total


def test_a_moment_says_seconds_and_the_offset_of_its_zone() -> None:
    at = datetime(2014, 5, 30, 15, 4, 12, tzinfo=UTC).astimezone(ZoneInfo("America/Guayaquil"))
    assert moment(at) == "2014-05-30 10:04:12 -05:00"


def test_a_mark_names_amendment_and_vote() -> None:
    assert mark(Mark(12, 7, "changed")) == "AM 12 · V-07"
    assert mark(Mark(12, None, "changed")) == "AM 12"


def test_lists_are_sentences() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["", "a", "a, b and c"]


def test_the_effect_says_what_fell_and_what_went_back() -> None:
    done = Effect(15, 15, "d", fallen=(12, 17), rejected=(), obsolete=(3,), orphaned=(21,))
    assert effect(done) == [
        "AM 15 adopted: revision 15.",
        "AM 12 and AM 17 fell because of AM 15.",
        "AM 3 obsolete: contained in the new text.",
        "AM 21 back to the proposer: the words it changes are gone.",
    ]
