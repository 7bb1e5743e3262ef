"""Collisions between pending amendments as rows of their table."""

from collections.abc import Iterable
from typing import Any

from summit.domain.text import CollisionEdge


def collision_rows(edges: Iterable[CollisionEdge]) -> tuple[dict[str, Any], ...]:
    """The rows of these edges, at most one for each pair and provision."""
    rows: dict[tuple[int, int, str], dict[str, Any]] = {}
    for edge in edges:
        found = edge.found
        rows.setdefault(
            (edge.one, edge.other, found.provision),
            {
                "one": edge.one,
                "other": edge.other,
                "provision": found.provision,
                "kind": found.kind,
                "words": found.words,
            },
        )
    return tuple(rows.values())
