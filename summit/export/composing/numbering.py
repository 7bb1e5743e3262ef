"""Paragraphs numbered through all texts: the second text goes on where the first ends."""

import re
from dataclasses import replace

from summit.domain.text import Kind
from summit.export.model import Numbered, Part

_RUNNING = re.compile(r"([0-9]+)(.*)")


def numbered_through(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same parts; sections and notes keep their numbers, which are those of their text."""
    done: list[Part] = []
    before = 0
    for part in parts:
        done.append(replace(part, provisions=tuple(_shifted(one, before) for one in part.provisions)))
        before += max(map(_number, part.provisions), default=0)
    return tuple(done)


def _number(one: Numbered) -> int:
    found = _RUNNING.fullmatch(one.label) if _runs(one) else None
    return int(found[1]) if found else 0


def _shifted(one: Numbered, by: int) -> Numbered:
    number = _number(one)
    if not number:
        return one
    return replace(one, label=_RUNNING.sub(lambda found: f"{number + by}{found[2]}", one.label, count=1))


def _runs(one: Numbered) -> bool:
    return one.provision.kind not in (Kind.HEADING, Kind.NOTE)
