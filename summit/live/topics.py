"""Names of streams: which there are, who may follow them, and the position from which a reader goes on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summit.domain.errors import NotAllowed, Unacceptable
from summit.events import UNBORN, TopicName
from summit.people.models import Person
from summit.people.permissions import is_officer_of, is_staff, may_read_everything
from summit.web.languages import OFFERED

MOST_TOPICS = 60
"""How many streams one page may follow."""

LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?"

KEYS = {
    "summit": r"",
    "body": r"\d{1,9}",
    "document": r"\d{1,9}",
    "poll": r"-?\d{1,9}",
    "practice": r"\d{1,9}",
    "debate": r"[a-z]{1,20}/[\w./-]{1,60}",
    "job": r"\d{1,9}",
    "staff": r"",
    "person": r"\d{1,9}",
    "translations": LANGUAGE,
    "watch": r"\d{1,9}",
}
"""The kinds of streams there are, with the form of their keys."""

WRITTEN = re.compile(r"([a-z]+):([^:,]*):(-|\w{1,16}):(\d{1,12})", re.ASCII)

OWN_AUDIENCE = {"staff", "person", "watch"}
"""Kinds that not everybody may follow; the audience of such a stream is called as its kind."""


@dataclass(frozen=True, slots=True)
class Position:
    """A reader has everything of `topic` up to `seq`; the epoch tells whether the count is still the same."""

    topic: TopicName
    epoch: str
    seq: int

    def __str__(self) -> str:
        return f"{self.topic}:{self.epoch}:{self.seq}"


def positions(texts: Sequence[object]) -> list[Position]:
    """Read positions as pages write them: "document:4:ab12cd34:340", "debate:amendment/7:-:0".

    Raises Unacceptable: a wrong form, an unknown kind, no position at all or more than MOST_TOPICS.
    """
    if not 0 < len(texts) <= MOST_TOPICS:
        raise Unacceptable(f"A page follows between 1 and {MOST_TOPICS} streams, not {len(texts)}.")
    return [_position(text) for text in texts]


def _position(text: object) -> Position:
    found = WRITTEN.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise Unacceptable("A position is written kind:key:epoch:number.")
    kind, key, epoch, seq = found.groups()
    if kind not in KEYS or not re.fullmatch(KEYS[kind], key, re.ASCII):
        raise Unacceptable(f"There is no stream {kind}:{key}.")
    if epoch == UNBORN and int(seq) > 0:
        raise Unacceptable("A stream in which nothing has happened stands at 0.")
    return Position(TopicName(kind, key, audience_of(kind)), epoch, int(seq))


def language_of(asked: object) -> str:
    """The language in which a reader's frames are drawn; the first of all where it is none of ours."""
    return asked if isinstance(asked, str) and asked in OFFERED else OFFERED[0]


def audience_of(kind: str) -> str:
    """For whom the payloads of a kind of stream are written; never two audiences in one stream."""
    return kind if kind in OWN_AUDIENCE else "public"


def are_public(following: Sequence[Position]) -> bool:
    """Whether anybody may have all of these, so that the answer is the same for everybody."""
    return all(position.topic.kind not in OWN_AUDIENCE for position in following)


def may_follow(reader: Person | None, topic: TopicName) -> bool:
    """Public streams everybody; the staff's stream officers, desk and scrutineers; a person's own stream that
    person; what chairs watch the officers of the body."""
    if topic.kind == "staff":
        return is_staff(reader) or may_read_everything(reader)
    if topic.kind == "person":
        return reader is not None and topic.key == str(reader.id)
    if topic.kind == "watch":
        return is_officer_of(reader, int(topic.key))
    return True


def authorise(reader: Person | None, following: Sequence[Position]) -> None:
    """Raises NotAllowed if one of the streams is not for this reader."""
    for position in following:
        if not may_follow(reader, position.topic):
            raise NotAllowed(f"The stream {position.topic} is not open to you.")
