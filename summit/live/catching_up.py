"""What a reader missed, for sockets and requests alike: from memory where it reaches, else from the log."""

from collections.abc import Sequence

from summit.db import db
from summit.events import UNBORN, Head
from summit.live import log
from summit.live.frames import Frame, frame_of, html_of, reset_of
from summit.live.log import Stream
from summit.live.memory import Memory
from summit.live.missed import Missed
from summit.live.topics import Position


def missed(following: Sequence[Position], memory: Memory, language: str) -> Missed:
    """What happened after these positions; the caller has authorised them and joined the rooms."""
    answer = memory.missed(following, language)
    if answer is None:
        answer, source = _after_others(following, memory, language)
    else:
        source = "memory"
    memory.counters.count(f'summit_answers_total{{from="{source}"}}')
    return answer


def _after_others(following: Sequence[Position], memory: Memory, language: str) -> tuple[Missed, str]:
    """After a restart a thousand ask at once: the first reads the log, and those behind find it in memory.

    The read begins anew here: whoever joined a room a moment ago may already hold a view of the database
    that is older than the joining, and would miss what was sent in between. Nobody waits with a connection.
    """
    db.session.rollback()
    with memory.reading:
        answer = memory.missed(following, language)
        if answer is not None:
            return answer, "memory"
        return _by_log(following, memory, language), "log"


def _by_log(following: Sequence[Position], memory: Memory, language: str) -> Missed:
    found = log.streams([position.topic for position in following])
    frames: list[Frame] = []
    more = False
    for position in following:
        stream = found.get(str(position.topic))
        frame = None if stream is None else _frame(stream, position, memory, language)
        if stream is not None and frame is not None:
            frames.append(frame)
            more = more or frame["head"] < stream.head
    return Missed(frames, [str(_head(position, found)) for position in following], more)


def _frame(stream: Stream, position: Position, memory: Memory, language: str) -> Frame | None:
    """None when nothing is missing; a reset for a position of another count, or outside of what is kept.

    After a restart a thousand readers stand at the same few places: what one of them is answered is kept for
    the others until the stream moves on. Words that are taken down move it.
    """
    seq = 0 if position.epoch == UNBORN else position.seq
    if position.epoch not in (UNBORN, stream.epoch) or not stream.floor <= seq <= stream.head:
        return reset_of(stream)
    if seq == stream.head:
        return None
    asked = (stream.name, stream.epoch, stream.head, seq, language)
    if (known := memory.read_before.get(asked)) is not None:
        return known
    events = log.happened_after(stream, seq)
    memory.recall(stream, events)
    frame = frame_of(stream, events, lambda event: html_of(event, language)) if events else None
    return memory.keep_read(asked, frame)


def _head(position: Position, found: dict[str, Stream]) -> Head:
    stream = found.get(str(position.topic))
    return Head(str(position.topic), UNBORN, 0) if stream is None else stream.position
