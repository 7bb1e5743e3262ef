"""What this worker has told of each stream, and its latest events, from which returning readers have all."""

from collections import OrderedDict, deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock

from summit.events import UNBORN, Head
from summit.live.frames import Frame, element_of, frame_of, html_of, html_of_state, look
from summit.live.log import MOST_AT_ONCE, Happened, Stream
from summit.live.metrics import Counters
from summit.live.missed import Missed
from summit.live.topics import Position

MOST_STATES = 5_000
MOST_READ = 200


@dataclass(slots=True)
class Told:
    """A stream as far as it was told here, and its last events without a gap."""

    stream: Stream
    events: deque[Happened] = field(default_factory=lambda: deque(maxlen=MOST_AT_ONCE))

    def after(self, seq: int) -> list[Happened] | None:
        """The events after `seq`; None where they are not all kept, or `seq` has not been told here."""
        behind = self.stream.head - seq
        if not 0 <= behind <= len(self.events):
            return None
        return list(islice(self.events, len(self.events) - behind, None))


class Memory:
    """Moved on by the relay alone, before it sends: whoever has joined a room and then asks here has all.

    What things look like is replaced by every event about them, so words taken down are not kept.
    """

    def __init__(self, counters: Counters) -> None:
        self.counters = counters
        self.told: dict[str, Told] = {}
        self.is_filled = False
        self.reading = Lock()
        """Held by whoever reads the log for somebody who returns."""
        self._states: OrderedDict[int, Hashable | None] = OrderedDict()
        self.read_before: OrderedDict[Hashable, Frame] = OrderedDict()
        """What was read from the log for somebody, by stream, head, position and language."""

    def recall(self, stream: Stream, events: Sequence[Happened]) -> None:
        """After a restart the first who returns has these read from the log, up to where the stream was told:
        whoever returns after has them from here. Looking may let others run, so that is asked for twice."""
        told = self.told.get(stream.name)
        if told is None or not self._is_bare(told, stream, events):
            return
        states = {number: look(event) for event in events if (number := element_of(event)) is not None}
        if self._is_bare(told, stream, events):
            for number, state in states.items():
                if number not in self._states:
                    self._keep(number, state)
            told.events.extend(events)

    def _is_bare(self, told: Told, stream: Stream, events: Sequence[Happened]) -> bool:
        """Whether nothing is kept of a stream yet, and these are its last events as far as it was told."""
        is_same = (told.stream.epoch, told.stream.head) == (stream.epoch, stream.head)
        return not told.events and is_same and bool(events) and events[-1].seq == stream.head

    def keep_read(self, asked: Hashable, frame: Frame | None) -> Frame | None:
        """Keep what was read for the next who asks the same."""
        if frame is not None:
            self.read_before[asked] = frame
            if len(self.read_before) > MOST_READ:
                self.read_before.popitem(last=False)
        return frame

    def fill(self, streams: dict[str, Stream]) -> None:
        """Begin where all streams stand."""
        self.told = {name: Told(stream) for name, stream in streams.items()}
        self.is_filled = True

    def stands(self, stream: Stream) -> Stream:
        """How far the stream was told here; not at all where it is new."""
        told = self.told.get(stream.name)
        return Stream(stream.id, stream.name, stream.epoch, 0, 0) if told is None else told.stream

    def head(self, name: str) -> Head:
        told = self.told.get(name)
        return Head(name, UNBORN, 0) if told is None else told.stream.position

    def sizes(self) -> dict[str, tuple[int, int]]:
        """By kind: how many streams there are, and how many events they have told."""
        found: dict[str, tuple[int, int]] = {}
        for name, told in self.told.items():
            kind = name.partition(":")[0]
            streams, events = found.get(kind, (0, 0))
            found[kind] = (streams + 1, events + told.stream.head)
        return found

    def skip(self, stream: Stream) -> None:
        """Nobody listened: the events up to here are left to the log."""
        self.told[stream.name] = Told(stream)

    def extend(self, stream: Stream, events: Sequence[Happened]) -> None:
        """Tell these next events, the last of which is the stream's head."""
        told = self.told.setdefault(stream.name, Told(stream))
        for event in events:
            number = element_of(event)
            if number is not None:
                self._keep(number, look(event))
        told.events.extend(events)
        told.stream = stream

    def _keep(self, number: int, state: Hashable | None) -> None:
        self._states[number] = state
        self._states.move_to_end(number)
        if len(self._states) > MOST_STATES:
            self._states.popitem(last=False)

    def frame(self, stream: Stream, events: Sequence[Happened], language: str) -> Frame:
        return frame_of(stream, events, lambda event: self._html_of(event, language))

    def _html_of(self, event: Happened, language: str) -> str | None:
        number = element_of(event)
        if number is None:
            return None
        if number in self._states:
            return html_of_state(self._states[number], language)
        return html_of(event, language)

    def missed(self, following: Sequence[Position], language: str) -> Missed | None:
        """What happened after these positions; None where the log has to be asked."""
        frames, heads = [], []
        for position in following:
            name = str(position.topic)
            events = self._after(position)
            if events is None:
                return None
            heads.append(str(self.head(name)))
            if events:
                frames.append(self.frame(self.told[name].stream, events, language))
        return Missed(frames, heads)

    def _after(self, position: Position) -> list[Happened] | None:
        told = self.told.get(str(position.topic))
        if told is None:  # not heard of yet: when it is born, those who joined its room are told
            return [] if self.is_filled and position.epoch == UNBORN else None
        if position.epoch == UNBORN:
            return told.after(0)
        return told.after(position.seq) if position.epoch == told.stream.epoch else None
