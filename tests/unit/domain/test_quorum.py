import pytest

from summit.domain.majorities import Quorum
from summit.domain.quorum import Assembly, quorum_standing, seats_needed


@pytest.mark.parametrize(
    ("quorum", "seats", "needed"),
    [
        ("1/2", 12, 6),
        ("1/2", 13, 7),
        ("2/3", 10, 7),
        ("40", 12, 40),
        ("0", 12, 0),
        ("1/1", 9, 9),
        ("1/2", 0, 0),
    ],
)
def test_a_share_is_rounded_up_and_a_number_is_taken_as_it_is(quorum: str, seats: int, needed: int) -> None:
    assert seats_needed(quorum, seats) == needed


@pytest.mark.parametrize("quorum", ["1/2", "2/3", "3/7", "5", "0"])
def test_bodies_and_polls_judge_a_quorum_alike(quorum: str) -> None:
    for seats in range(1, 25):
        for room in range(seats + 1):
            standing = quorum_standing(Assembly(seats, room), quorum, counts_remote=True)
            assert standing.is_met == Quorum(quorum).is_met(room, seats)


def test_the_words_say_both_numbers_and_what_is_needed() -> None:
    standing = quorum_standing(Assembly(seats=12, room=7, remote=2, others=3), "1/2", counts_remote=True)
    assert standing.in_words() == ("quorate: 9 of 12 seats present, 7 in the room and 2 remote; needs 6")


def test_where_remote_does_not_count_it_is_said_and_not_counted() -> None:
    standing = quorum_standing(Assembly(seats=12, room=5, remote=4), "1/2", counts_remote=False)
    assert (standing.counted, standing.is_met) == (5, False)
    assert standing.in_words() == (
        "not quorate: 9 of 12 seats present, 5 in the room and 4 remote (remote does not count); needs 6"
    )


def test_a_body_without_seats_is_never_quorate() -> None:
    assert not quorum_standing(Assembly(others=5), "0", counts_remote=True).is_met
    assert "nobody holds a seat" in quorum_standing(Assembly(), "1/2", counts_remote=True).in_words()
