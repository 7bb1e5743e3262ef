"""Lots: an order of the options that nobody could choose, fixed before the poll opens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_SEPARATOR = b"\x00"


def _digest(*parts: bytes) -> bytes:
    """SHA-256 over the parts, each preceded by its length so that no two lists of parts look alike."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + _SEPARATOR + part)
    return whole.digest()


def commitment(half: bytes) -> str:
    """The hexadecimal SHA-256 of the system's half of the seed, shown before the chair's number is typed."""
    return hashlib.sha256(b"summit-lots" + half).hexdigest()


def seed_of(half: bytes, chair: str) -> bytes:
    """The seed of a poll: the system's half and the number the chair typed (dice), 32 bytes."""
    return _digest(b"summit-seed", half, chair.strip().encode())


def lots_by_seed(options: Iterable[str], seed: bytes, poll: str) -> tuple[str, ...]:
    """Options sorted by SHA-256(seed ‖ poll ‖ option): the first in the list wins a tie."""
    return tuple(sorted(options, key=lambda option: (_digest(seed, poll.encode(), option.encode()), option)))


def lots(options: Iterable[str], seed: bytes, chair: str, poll: str) -> tuple[str, ...]:
    """The lots of a poll from the system's half `seed` and the `chair`'s number; the first wins a tie."""
    return lots_by_seed(options, seed_of(seed, chair), poll)
