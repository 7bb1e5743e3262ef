"""The parts of an amendment: what can be adopted without the rest of it."""

from collections.abc import Iterator, Sequence

from summit.domain.text.operations import Insert, Move, Operation, Operations


def parts(operations: Sequence[Operation]) -> tuple[Operations, ...]:
    """The smallest groups of operations of which each stands without the others, in order.

    What is done to one provision belongs together, and so does what is put behind a provision that the same
    amendment inserts or moves, and what is inserted at one point. All parts together are the amendment,
    whatever the order in which they are adopted.
    """
    groups: list[tuple[set[str], list[Operation]]] = []
    for operation in operations:
        names, members = set(_names(operation)), [operation]
        for group in [one for one in groups if one[0] & names]:
            groups.remove(group)
            names, members = names | group[0], [*group[1], *members]
        groups.append((names, members))
    order = {id(one): place for place, one in enumerate(operations)}
    in_order = [tuple(sorted(members, key=lambda one: order[id(one)])) for _, members in groups]
    return tuple(sorted(in_order, key=lambda members: order[id(members[0])]))


def _names(operation: Operation) -> Iterator[str]:
    """What an operation has in common with another one to belong with it."""
    if isinstance(operation, Insert):
        yield f"behind {operation.after or ''}"
        for one in operation.provisions:
            yield f"behind {one.id}"
        return
    yield f"at {operation.id}"
    if isinstance(operation, Move):
        yield f"behind {operation.id}"
        yield f"behind {operation.after or ''}"
