"""The speakers' list: who comes where, and a clock that counts by moments alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summit.domain.speakers import RANK, Clock, Purpose, Request, Rules, Side, place_in

PLAIN = Rules(newcomers_first=False, alternates=False)
FOR, AGAINST = (Request(Purpose.TURN, side) for side in Side)
NEW, OLD = Request(Purpose.TURN), Request(Purpose.TURN, has_spoken=True)
ROOM, AFAR = Request(Purpose.TURN), Request(Purpose.TURN, is_remote=True)
ORDER, QUESTION, REPLY = (Request(one) for one in (Purpose.POINT_OF_ORDER, Purpose.QUESTION, Purpose.REPLY))
T0 = datetime(2026, 11, 25, 15, 7, 31, tzinfo=UTC)

requests = st.builds(
    Request, st.sampled_from(Purpose), st.sampled_from([None, *Side]), st.booleans(), st.booleans()
)
rules = st.builds(Rules, st.booleans(), st.booleans(), st.booleans())


def asked(*arrivals: Request, by: Rules = PLAIN) -> list[Request]:
    queue: list[Request] = []
    for one in arrivals:
        queue.insert(place_in(queue, one, by), one)
    return queue


def test_points_of_order_come_first_then_questions_and_replies() -> None:
    assert asked(FOR, REPLY, ORDER, AGAINST, QUESTION, ORDER) == [ORDER, ORDER, REPLY, QUESTION, FOR, AGAINST]


def test_newcomers_pass_whoever_has_spoken_but_not_the_two_who_are_getting_ready() -> None:
    assert asked(OLD, OLD, OLD, NEW, OLD, NEW, by=Rules()) == [OLD, OLD, NEW, NEW, OLD, OLD]
    assert asked(OLD, OLD, OLD, NEW) == [OLD, OLD, OLD, NEW]


def test_for_and_against_alternate_as_far_as_there_are_both() -> None:
    turns = (FOR, FOR, FOR, FOR, AGAINST, AGAINST, FOR)
    assert asked(*turns, by=Rules()) == [FOR, FOR, AGAINST, FOR, AGAINST, FOR, FOR]
    assert asked(*turns) == list(turns)


def test_room_and_remote_are_interleaved_where_the_list_says_so() -> None:
    turns = (ROOM, ROOM, ROOM, ROOM, AFAR)
    assert asked(*turns, by=Rules(interleaves=True)) == [ROOM, ROOM, AFAR, ROOM, ROOM]
    assert asked(*turns, by=Rules()) == list(turns)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(requests, max_size=12), rules)
def test_whatever_is_asked_for_nobody_is_lost_and_the_top_two_never_jump(
    arrivals: list[Request], by: Rules
) -> None:
    queue: list[tuple[int, Request]] = []
    for number, one in enumerate(arrivals):
        before = [turn for turn in queue if turn[1].purpose is Purpose.TURN]
        queue.insert(place_in([known for _, known in queue], one, by), (number, one))
        turns = [turn for turn in queue if turn[1].purpose is Purpose.TURN]
        assert turns[: len(before[:2])] == before[:2]
        assert [turn for turn in turns if turn[0] != number] == before
        ranks = [RANK[known.purpose] for _, known in queue]
        assert ranks == sorted(ranks)
        if by.newcomers_first:
            spoken = [known.has_spoken for _, known in turns[2:]]
            assert spoken == sorted(spoken)
    assert sorted(number for number, _ in queue) == list(range(len(arrivals)))


def test_a_clock_leaves_its_pauses_out_and_is_over_at_its_limit_to_the_moment() -> None:
    clock = Clock(T0, paused=timedelta(seconds=30), limit=timedelta(minutes=2))
    ends = T0 + timedelta(minutes=2, seconds=30)
    assert clock.until == ends
    assert clock.spoken(T0) == timedelta(0)
    assert not clock.is_over(ends - timedelta(milliseconds=1))
    assert clock.is_over(ends)
    stands = replace(clock, stopped_at=T0 + timedelta(seconds=73))
    assert stands.spoken(ends + timedelta(hours=1)) == timedelta(seconds=43)
    assert replace(clock, limit=None).until is None
