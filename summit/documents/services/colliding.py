"""Collisions between pending amendments as rows, computed by the text engine on one base text."""

from collections import defaultdict
from itertools import combinations
from typing import Any

from summit.domain.text import Text, collisions, touched
from summit.domain.text.operations import Operations

Numbered = tuple[int, Operations]
"""An amendment's number and its operations on the text at hand."""


def collisions_between(text: Text, one: Numbered, other: Numbered) -> list[dict[str, Any]]:
    """Rows for the collision table, at most one for each provision; the lower number stands first."""
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
    """Rows for every pair of these amendments that collides, in order of their numbers.

    Only amendments that touch the same provision are held against each other: of hundreds, few do.
    """
    by_number = dict(amendments)
    at_provision: dict[str, list[int]] = defaultdict(list)
    for number, operations in sorted(amendments, key=lambda numbered: numbered[0]):
        for provision in set(touched(operations)):
            at_provision[provision].append(number)
    pairs = {pair for numbers in at_provision.values() for pair in combinations(numbers, 2)}
    return [
        row
        for one, other in sorted(pairs)
        for row in collisions_between(text, (one, by_number[one]), (other, by_number[other]))
    ]
