"""Translations of single texts: how a text is known wherever it stands, and which earlier ones still hold."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summit.domain.canonical import sha256_hex
from summit.domain.text.operations import Insert, Operation, Replace
from summit.domain.text.provisions import Kind, Provision, Text

NEVER_TRANSLATED = ("buen vivir", "sumak kawsay", "sumak yachay", "minga")
"""Terms that stand in every language as they are."""


def source_digest(source: str) -> str:
    """SHA-256 of a text as it is written: the same words have the same translation wherever they stand."""
    return sha256_hex(source.encode())


class Standing(StrEnum):
    """How the translation of a text stands."""

    ORIGINAL = "original"
    """The reader asks for the language in which it was written."""
    REVIEWED = "reviewed"
    READY = "ready"
    """Translated, and by nobody else looked at yet."""
    STALE = "stale"
    """What it was before has a translation."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a provision once was: in a revision, or (`own`) as an amendment alone would have it."""

    text: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What led to a revision, and what the amendment that it adopts said in its proposer's own words."""

    operations: Sequence[Operation]
    own: Sequence[Operation] = ()


def wordings(base: Text, steps: Iterable[Step]) -> dict[str, tuple[Wording, ...]]:
    """All that each provision ever was from the base along the log, the latest first, each wording once."""
    found: dict[str, list[Wording]] = {one.id: [Wording(one.text)] for one in base}
    for step in steps:
        made = dict(_texts(step.operations))
        for id, text in _texts(step.own):
            if made.get(id) != text:
                found.setdefault(id, []).append(Wording(text, own=True))
        for id, text in made.items():
            found.setdefault(id, []).append(Wording(text))
    return {id: tuple(dict.fromkeys(reversed(every))) for id, every in found.items()}


def _texts(operations: Sequence[Operation]) -> Iterable[tuple[str, str]]:
    for one in operations:
        if isinstance(one, Replace):
            yield one.id, one.text
        elif isinstance(one, Insert):
            yield from ((new.id, new.text) for new in one.provisions)


def outdated(now: str, before: Sequence[Wording], translated: Container[str]) -> tuple[str, ...]:
    """The earlier wordings whose translations still say something about the text `now`, the latest first.

    Back to the last revision that was translated; of a text merged from several changes, each of them.
    `translated` are digests.
    """
    found: list[str] = []
    for one in before:
        if one.text != now and source_digest(one.text) in translated:
            found.append(one.text)
            if not one.own:
                break
    return tuple(dict.fromkeys(found))


def is_translatable(provision: Provision) -> bool:
    """Whether there is something to translate: a rule has no words, code is nobody's language."""
    return provision.kind not in (Kind.RULE, Kind.CODE) and bool(provision.text.strip())
