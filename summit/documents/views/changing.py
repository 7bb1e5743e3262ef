"""A change as people read it: each touched provision as a word diff and as it would read afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from summit.documents.views.naming import provision_name
from summit.domain.text import (
    Delete,
    Insert,
    Move,
    Operation,
    Provision,
    Replace,
    Text,
    labels,
)
from summit.web.drawing import Parts, diff_parts


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One operation in words: `act` is replace, delete, insert or move; `parts` is the word diff.

    `provision` is the touched provision as it stands, `result` the provisions that would stand in its place.
    """

    act: str
    name: str
    provision: Provision | None
    parts: Parts
    result: Text


def shown_changes(text: Text, operations: Sequence[Operation]) -> list[ShownChange]:
    """Each operation on `text`, in order; an operation on a provision that is gone is left out."""
    by_id = {one.id: one for one in text}
    names = _names(text)
    for operation in operations:
        if isinstance(operation, Insert):
            by_id |= {one.id: one for one in operation.provisions}
            names |= {one.id: "the text added before it" for one in operation.provisions}
    shown = (_shown(operation, by_id, names) for operation in operations)
    return [one for one in shown if one is not None]


def _names(text: Text) -> dict[str, str]:
    numbers = labels(text)
    return {one.id: provision_name(one, numbers.get(one.id)) for one in text}


def _shown(operation: Operation, by_id: dict[str, Provision], names: dict[str, str]) -> ShownChange | None:
    if isinstance(operation, Insert):
        where = f"after {names.get(operation.after, '?')}" if operation.after else "at the beginning"
        return ShownChange("insert", where, None, [], operation.provisions)
    provision = by_id.get(operation.id)
    if provision is None:
        return None
    name = names[operation.id]
    match operation:
        case Replace(_, _, words):
            after = Provision(provision.id, provision.kind, provision.depth, provision.marker, words)
            parts = diff_parts(provision.text, words, provision.kind)
            return ShownChange("replace", name, provision, parts, (after,))
        case Delete():
            return ShownChange("delete", name, provision, diff_parts(provision.text, "", provision.kind), ())
        case Move(_, place):
            where = f"after {names.get(place, '?')}" if place else "to the beginning"
            return ShownChange("move", f"{name}, {where}", provision, [], (provision,))
    return None
