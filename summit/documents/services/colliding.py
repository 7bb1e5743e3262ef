"""Collisions between pending amendments as rows, computed by the text engine on one base text."""

from itertools import combinations
from typing import Any

from summit.domain.text import Text, collisions, touched
from summit.domain.text.operations import Operations

Numbered = tuple[int, Operations]
"""An amendment's number and its operations on the text at hand."""


def collisions_between(text: Text, one: Numbered, other: Numbered) -> list[dict[str, Any]]:
    """Rows for the collision table, at most one for each provision; the lower number stands first."""
    shared = set(touched(one[1])) & set(touched(other[1]))
    if not shared:  # most pairs, of which there are many
        return []
    (low, low_operations), (high, high_operations) = sorted((one, other), key=lambda numbered: numbered[0])
    rows: dict[str, dict[str, Any]] = {}
    for found in collisions(text, low_operations, high_operations):
        rows.setdefault(
            found.provision,
            {
                "one": low,
                "other": high,
                "provision": found.provision,
                "kind": found.kind,
                "words": found.words,
            },
        )
    return list(rows.values())


def all_collisions(text: Text, amendments: list[Numbered]) -> list[dict[str, Any]]:
    """Rows for every pair of these amendments that collides."""
    return [row for one, other in combinations(amendments, 2) for row in collisions_between(text, one, other)]
