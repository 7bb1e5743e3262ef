"""Redoing the tie-breaks that a file reports: by order of the candidates or by a stated generator.

Only for checking published counts; the polls of a summit are never decided by these.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from summit.domain.formats.expected import Task
from summit.domain.tally.counting import count
from summit.domain.tally.result import Count, Tie

_MULTIPLIER, _ADDEND, _MASK = 0x5DEECE66D, 0xB, (1 << 48) - 1


class JavaRandom:
    """The linear congruential generator of java.util.Random, in integers."""

    def __init__(self, seed: int) -> None:
        self.state = (seed ^ _MULTIPLIER) & _MASK

    def _bits(self, width: int) -> int:
        self.state = (self.state * _MULTIPLIER + _ADDEND) & _MASK
        return self.state >> (48 - width)

    def index(self, size: int) -> int:
        """⌊nextDouble() × size⌋."""
        return (((self._bits(26) << 27) + self._bits(27)) * size) >> 53


def _hash_place(name: str) -> tuple[int, str]:
    """Where a small java.util.HashSet lists the text: after earlier rounds RCTab draws from that order."""
    code = 0
    for unit in name.encode("utf-16-be")[1::2]:
        code = (31 * code + unit) & 0xFFFFFFFF
    return (code ^ code >> 16) & 15, name


_ORDERS: dict[str, Callable[[str], Any]] = {
    "java_random": str,
    "previousRoundCountsThenRandom": _hash_place,
}


def count_with_draws(task: Task, document: dict[str, Any]) -> Count:
    """Count, settling every tie that stays open as the file's own rule draws it."""
    decisions: dict[frozenset[str], tuple[str, ...]] = {}
    generator = JavaRandom(task.seed)
    while True:
        result = count(task.profile, task.rules, task.lots, decisions=decisions)
        tie = next((tie for tie in result.ties if tie.rule == "unresolved"), None)
        if tie is None or not task.draw:
            return result
        decisions[frozenset(tie.left)] = _drawn(tie, task.draw, generator, document)


def _drawn(tie: Tie, draw: str, generator: JavaRandom, document: dict[str, Any]) -> tuple[str, ...]:
    """The options left level, best first; the drawn one goes where a loser is sought."""
    names = {str(each["id"]): str(each["name"]) for each in document["candidates"]}
    if draw in _ORDERS:
        listed = sorted(tie.left, key=lambda option: _ORDERS[draw](names[option]))
        picked = listed[generator.index(len(listed))]
    else:
        order = document.get("tie_break_order") or {option: place for place, option in enumerate(names)}
        picked = min(tie.left, key=lambda option: int(order[option]))
    rest = tuple(option for option in tie.left if option != picked)
    return (*rest, picked) if tie.purpose == "elimination" else (picked, *rest)
