"""The final document as one value, from which every format is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from summit.domain.canonical import canonical_json
from summit.export.model.courses import TextCourse
from summit.export.model.cover import Corrigendum, Cover
from summit.export.model.people import Participation
from summit.export.model.texts import Part, Proposed, Translated
from summit.export.model.votes import Undecided, Vote
from summit.jobs.politely import politely

SHORT = 20
"""Nobody has to be let go first within a list of so few."""

PROVISIONAL, FINAL = "provisional", "final"


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Something that did not go the usual way: when, and what, in a sentence."""

    at: datetime | None
    sentence: str


@dataclass(frozen=True)
class FinalDocument:
    """The whole: cover, operative part, annexes. `as_of` is the time of the last record entry, in `zone`."""

    title: str
    status: str
    zone: str
    as_of: datetime | None
    record_entries: int
    record_code: str
    parts: tuple[Part, ...]
    participation: Participation
    amendments: tuple[Proposed, ...]
    votes: tuple[Vote, ...]
    undecided: tuple[Undecided, ...]
    courses: tuple[TextCourse, ...]
    exceptions: tuple[Exceptional, ...]
    translations: tuple[Translated, ...] = ()
    cover: Cover = field(default_factory=Cover)
    preamble: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    corrigenda: tuple[Corrigendum, ...] = ()
    key: str = ""
    """The fingerprint of the key that signs the bundle."""
    edition: str = ""
    """The language of an edition; empty is the document that decides."""

    @property
    def status_in_words(self) -> str:
        """ "final, with corrigenda 1 to 3" """
        last = len(self.corrigenda)
        which = "corrigendum 1" if last == 1 else f"corrigenda 1 to {last}"
        return f"{self.status}, with {which}" if last else self.status

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values; moments as ISO 8601 with the offset of the summit's zone."""
        return {"format": "summit-final/1", **_plain(self)}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything above: equal documents have equal digests."""
        whole = sha256()
        for piece in politely(_canonical(self.as_json())):
            whole.update(piece)
        return whole.hexdigest()


def _canonical(members: dict[str, Any]) -> Iterator[bytes]:
    """The canonical JSON of an object in pieces, the elements of its lists one by one."""
    for at, name in enumerate(sorted(members)):
        value = members[name]
        yield (b"," if at else b"{") + canonical_json(name) + b":"
        if isinstance(value, list):
            yield b"["
            yield from (b"," * (place > 0) + canonical_json(one) for place, one in enumerate(value))
            yield b"]"
        else:
            yield canonical_json(value)
    yield b"}"


_NAMES: dict[type[Any], tuple[str, ...] | None] = {}


def _names(kind: type[Any]) -> tuple[str, ...] | None:
    """The members of a class of values, looked up once; None for a class that is none."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(one.name for one in fields(kind)) if is_dataclass(kind) else None
    return _NAMES[kind]


def _plain(value: Any) -> Any:
    if value is None or type(value) in (str, int, bool):
        return value
    names = _names(type(value))
    if names is not None:
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in (politely(value) if len(value) > SHORT else value)]
    return value if isinstance(value, int) else str(value)
