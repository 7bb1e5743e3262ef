"""What is advised for amendments that collide, and why, in words that a chair can read out."""

from collections.abc import Mapping

from summit.domain.text.alternatives import MOST_COMBINATIONS, Group, Way
from summit.domain.text.diff import hunks
from summit.domain.text.operations import Delete, Insert, Operation, Operations, Replace
from summit.domain.text.provisions import Provision, Text
from summit.domain.text.tokens import Token, Written, has_words, tokens
from summit.domain.wording import listed

_NAMED = 3


def reach(base: Text, operations: Operations) -> int:
    """How far an amendment reaches: the words of `base` that it takes away, and the words it puts in."""
    by_id = {one.id: one for one in base}
    return sum(_reach(one, by_id) for one in operations)


def _reach(operation: Operation, base: Mapping[str, Provision]) -> int:
    match operation:
        case Replace(id, _, text):
            old, new = tokens(base[id].text, base[id].kind), tokens(text, base[id].kind)
            return sum(_words(old[a0:a1]) + _words(new[b0:b1]) for a0, a1, b0, b1 in hunks(old, new))
        case Delete(id, _):
            return _words(tokens(base[id].text, base[id].kind))
        case Insert(_, provisions):
            return sum(_words(tokens(one.text, one.kind)) for one in provisions)
    return 0


def _words(found: "tuple[Token | Written, ...]") -> int:
    return sum(has_words((one,)) for one in found)


def advice_in_words(group: Group, reaches: Mapping[int, int] | None = None) -> str:
    """Why the group is put as the software advises; `reaches` names how far its furthest-reaching reaches."""
    match group.advice:
        case Way.SINGLE:
            return f"AM {group.members[0]} collides with no other and can be put by itself."
        case Way.RANKED:
            return (
                f"Each of {_named(group.members)} collides with every other, so at most one can be adopted: "
                "one ranked poll decides between them."
            )
        case Way.COMBINATIONS:
            assert group.combinations is not None
            return (
                f"{_apart(group)} {len(group.combinations)} combinations fit together, few enough for one "
                "ballot, which decides about all of them at once."
            )
    first = group.successive[0]
    far = f", which changes {reaches[first]} words" if reaches and reaches.get(first) else ""
    return (
        f"{_apart(group)} More than {MOST_COMBINATIONS} combinations fit together, too many for one ballot: "
        f"successive polls are advised, the furthest-reaching first (AM {first}{far}). Whatever does not "
        "collide with what is adopted stays pending and is put next."
    )


def _apart(group: Group) -> str:
    said = [f"AM {one} and AM {other}" for one, other in group.apart[:_NAMED]]
    more = len(group.apart) - len(said)
    shown = "; ".join(said) + (f"; and {more} more pairs" if more else "")
    return f"Not all of them collide, so more than one can be adopted ({shown} can stand together)."


def _named(members: tuple[int, ...]) -> str:
    return listed(f"AM {one}" for one in members)
