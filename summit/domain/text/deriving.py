"""Operations derived from a text before and after it was changed."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count

from summit.domain.text.operations import Delete, Insert, Move, Operation, Replace
from summit.domain.text.provisions import Provision, Text, provision_digest
from summit.domain.text.sequences import longest_rising

IdMaker = Callable[[], str]


def id_maker(prefix: str, taken: Iterable[str] = ()) -> IdMaker:
    """Ids "p1", "p2", … for the prefix "p", leaving out those already taken."""
    used = set(taken)
    numbers = (f"{prefix}{number}" for number in count(1))
    return lambda: next(id for id in numbers if id not in used)


def derive(before: Text, after: Text, new_id: IdMaker | None = None) -> tuple[Operation, ...]:
    """The operations that turn `before` into `after`.

    Provisions of `after` that bear an id of `before` are that provision; others are inserted, under their
    own id. A provision whose kind, depth or marker changed is struck, and inserted under a new id.
    Deletions and replacements come first, then insertions and moves in the order of `after`, each behind
    the provision that precedes it there.
    """
    old = {one.id: one for one in before}
    made = new_id or id_maker("new-", [one.id for one in (*before, *after)])
    target = [_renewed(one, old.get(one.id), made) for one in after]
    kept = {one.id for one in target if one.id in old}
    struck = [Delete(one.id, provision_digest(one)) for one in before if one.id not in kept]
    changed = [
        Replace(one.id, provision_digest(old[one.id]), one.text)
        for one in target
        if one.id in kept and one.text != old[one.id].text
    ]
    return (*struck, *changed, *_placed(before, target))


def _renewed(one: Provision, old: Provision | None, new_id: IdMaker) -> Provision:
    if old is None or (one.kind, one.depth, one.marker) == (old.kind, old.depth, old.marker):
        return one
    return replace(one, id=new_id())


def _placed(before: Text, target: list[Provision]) -> list[Operation]:
    still = _standing({one.id: place for place, one in enumerate(before)}, target)
    old = {one.id for one in before}
    operations: list[Operation] = []
    last: str | None = None
    for one in target:
        if one.id not in old:
            _insert(operations, last, one)
        elif one.id not in still:
            operations.append(Move(one.id, last))
        last = one.id
    return operations


def _insert(operations: list[Operation], last: str | None, one: Provision) -> None:
    previous = operations[-1] if operations else None
    if isinstance(previous, Insert) and previous.provisions[-1].id == last:
        operations[-1] = Insert(previous.after, (*previous.provisions, one))
    else:
        operations.append(Insert(last, (one,)))


def _standing(places: dict[str, int], target: list[Provision]) -> set[str]:
    """The provisions that need not move: a longest run that keeps its order."""
    kept = [one.id for one in target if one.id in places]
    return {kept[at] for at in longest_rising([places[id] for id in kept])}
