from datetime import UTC, datetime

import pytest

from summit.events import UNBORN, TopicName
from summit.live.log import MOST_AT_ONCE, Happened, Stream
from summit.live.memory import Memory
from summit.live.metrics import Counters
from summit.live.topics import Position

AT = datetime(2026, 11, 25, tzinfo=UTC)
NAME = TopicName("document", "4")


def stream(head: int, epoch: str = "e1") -> Stream:
    return Stream(1, str(NAME), epoch, head, 0)


def happened(*seqs: int) -> list[Happened]:
    return [Happened(seq, "told", {"n": seq}, AT) for seq in seqs]


@pytest.fixture
def memory() -> Memory:
    """Filled where the stream stands at 10; 11 and 12 were told since."""
    memory = Memory(Counters())
    memory.fill({str(NAME): stream(10)})
    memory.extend(stream(12), happened(11, 12))
    return memory


def missed(memory: Memory, seq: int, epoch: str = "e1") -> list[int] | None:
    """The numbers that are answered; None where the log has to be asked."""
    found = memory.missed([Position(NAME, epoch, seq)], "en")
    return None if found is None else [event["seq"] for frame in found.frames for event in frame["events"]]


def test_who_was_away_for_a_moment_is_answered_from_memory(memory: Memory) -> None:
    assert missed(memory, 10) == [11, 12]
    assert missed(memory, 11) == [12]
    assert missed(memory, 12) == []


def test_who_was_away_for_longer_than_memory_reaches_is_left_to_the_log(memory: Memory) -> None:
    assert missed(memory, 9) is None
    assert missed(memory, 0, UNBORN) is None


def test_a_page_that_is_ahead_of_what_was_told_is_not_reset_but_left_to_the_log(memory: Memory) -> None:
    assert missed(memory, 13) is None


def test_another_count_is_left_to_the_log(memory: Memory) -> None:
    assert missed(memory, 11, "e0") is None


def test_a_stream_that_is_not_born_yet_is_waited_for(memory: Memory) -> None:
    found = memory.missed([Position(TopicName("document", "9"), UNBORN, 0)], "en")
    assert found is not None
    assert (found.frames, found.heads) == ([], ["document:9:-:0"])
    assert memory.missed([Position(TopicName("document", "9"), "e1", 3)], "en") is None


def test_before_the_first_look_nothing_is_answered() -> None:
    memory = Memory(Counters())
    assert memory.missed([Position(NAME, UNBORN, 0)], "en") is None


def test_what_nobody_listened_to_leaves_no_gap_behind(memory: Memory) -> None:
    memory.skip(stream(20))
    assert missed(memory, 12) is None
    memory.extend(stream(21), happened(21))
    assert missed(memory, 20) == [21]


def test_one_position_for_the_log_leaves_all_to_it(memory: Memory) -> None:
    positions = [Position(NAME, "e1", 12), Position(NAME, "e1", 2)]
    assert memory.missed(positions, "en") is None


def test_only_the_latest_are_kept(memory: Memory) -> None:
    last = 12 + MOST_AT_ONCE
    memory.extend(stream(last), happened(*range(13, last + 1)))
    assert missed(memory, 11) is None
    assert len(missed(memory, 12) or []) == MOST_AT_ONCE
