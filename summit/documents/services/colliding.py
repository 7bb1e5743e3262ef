"""Collisions between pending amendments as rows of their table."""

from collections.abc import Collection, Iterable
from typing import Any

from summit.db import db
from summit.documents import queries
from summit.documents.models import ON_TEXT, Document
from summit.documents.models import Collision as Met
from summit.documents.services.telling import tell_collisions
from summit.domain.text import CollisionEdge, edges_of, operations_from_json


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


def find_collisions(document: Document, returned: Collection[int]) -> None:
    """What was decided when others were proposed was never held against them: that is made up for."""
    db.session.flush()
    text = queries.text_at(document.number, document.head)
    tabled = queries.amendments(document.number, *ON_TEXT)
    made = {one.number: operations_from_json(one.current.operations) for one in tabled}
    known = {(row.one, row.other, row.provision) for row in queries.collisions(document.number)}
    fresh = []
    for number in sorted(made.keys() & set(returned)):
        for row in collision_rows(edges_of(number, text, made)):
            if (row["one"], row["other"], row["provision"]) not in known:
                known.add((row["one"], row["other"], row["provision"]))
                db.session.add(Met(**row))
                fresh.append(row)
    tell_collisions(fresh, {one.number: one for one in tabled})
