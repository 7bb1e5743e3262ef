"""Lots: an order of the options that nobody could choose, fixed before the poll opens.

Everything is SHA-256 of plain bytes joined one after the other, so that anybody can recompute it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def commitment(half: bytes) -> str:
    """The hexadecimal SHA-256 of the system's half of the seed, shown before the chair's number is typed."""
    return hashlib.sha256(half).hexdigest()


def seed_of(half: bytes, chair: str) -> bytes:
    """The seed of a poll: SHA-256(half ‖ the number the chair typed, without spaces around it)."""
    return hashlib.sha256(half + chair.strip().encode()).digest()


def lots_by_seed(options: Iterable[str], seed: bytes, poll: str) -> tuple[str, ...]:
    """Options sorted by SHA-256(seed ‖ poll ‖ option): the first in the list wins a tie."""

    def drawn(option: str) -> bytes:
        return hashlib.sha256(seed + poll.encode() + option.encode()).digest()

    return tuple(sorted(options, key=drawn))


def lots(options: Iterable[str], seed: bytes, chair: str, poll: str) -> tuple[str, ...]:
    """The lots of a poll from the system's half `seed` and the `chair`'s number; the first wins a tie."""
    return lots_by_seed(options, seed_of(seed, chair), poll)
