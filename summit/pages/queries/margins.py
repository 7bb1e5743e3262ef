"""What stands in the margin beside a provision: pending amendments, collisions, who adopted its words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from summit.documents.models import Amendment, AmendmentState, Collision
from summit.documents.queries import LogLine, in_force
from summit.domain.text import Delete, Insert, Move, Operation, Provision, Replace, operations_from_json
from summit.domain.text.diff import hunks
from summit.domain.text.provisions import LITERAL
from summit.domain.text.tokens import tokens
from summit.domain.wording import listed, poll_name
from summit.web.drawing import fated

LONGEST_QUOTE = 60
MOST_KEPT = 4_096
AT_THE_BEGINNING = ""
ACTS = {Replace: "", Delete: "would strike it", Insert: "would add text after it", Move: "would move it"}

Pair = tuple[int, int]
Acts = dict[str, list[tuple[Amendment, Operation]]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A pending amendment at one provision; `words` is its state and what it would do there."""

    number: int
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """Who gave a provision its words."""

    amendment: int
    poll: int | None


def acts_by_provision(pending: Iterable[Amendment]) -> Acts:
    """What the current forms of these amendments do, by provision; insertions by what they follow."""
    acts: Acts = defaultdict(list)
    for amendment in pending:
        for operation in operations_from_json(amendment.current.operations):
            place = operation.after if isinstance(operation, Insert) else operation.id
            acts[place or AT_THE_BEGINNING].append((amendment, operation))
    return acts


def marks_of(acts: Sequence[tuple[Amendment, Operation]]) -> list[Mark]:
    """One mark for each amendment, in order of number."""
    does: dict[int, list[str]] = defaultdict(list)
    amendments = {}
    for amendment, operation in acts:
        amendments[amendment.number] = amendment
        does[amendment.number].append(ACTS[type(operation)])
    return [
        Mark(number, str(amendment.state), ", ".join(filter(None, (state_words(amendment), *does[number]))))
        for number, amendment in sorted(amendments.items())
    ]


def state_words(amendment: Amendment) -> str:
    """The state of a pending amendment, in the words of the margin."""
    if amendment.state == AmendmentState.ORPHANED:
        return "orphaned: its words are gone"
    if amendment.state == AmendmentState.LATE:
        return "late, not admitted yet"
    if amendment.state == AmendmentState.PROPOSED:
        return f"proposed, {amendment.seconded} of {amendment.document.seconders} seconders"
    return f"tabled, in {poll_name(amendment.poll_number)}" if amendment.poll_number else "tabled"


def clash_sentences(collisions: Iterable[Collision]) -> list[str]:
    """Collisions at one provision in words, those on the same words together where each meets each."""
    by_words: dict[str, set[Pair]] = defaultdict(set)
    for one in collisions:
        by_words[one.words].add((one.one, one.other))
    return [sentence for words, pairs in by_words.items() for sentence in _sentences(words, pairs)]


def _sentences(words: str, pairs: set[Pair]) -> list[str]:
    members = sorted({number for pair in pairs for number in pair})
    if len(pairs) == len(members) * (len(members) - 1) // 2:
        return [_sentence(members, words)]
    return [_sentence(pair, words) for pair in sorted(pairs)]


def _sentence(members: Sequence[int], words: str) -> str:
    together = " with each other" if len(members) > 2 else ""
    return f"{listed(f'AM {number}' for number in members)} collide{together} on {quoted(words)}"


def quoted(words: str) -> str:
    """«shall»; long words are cut, since they stand in a margin."""
    short = words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1].rstrip()}…"
    return f"«{short}»"


def touched_words(
    provision: Provision, acts: Sequence[tuple[Amendment, Operation]], pairs: Iterable[Pair]
) -> Markup | None:
    """The provision's words with those under amendment marked, or None where none are or can be marked."""
    if provision.kind in LITERAL:
        return None
    words = tokens(provision.text, provision.kind)
    touched = {amendment.number: _touched(provision, operation) for amendment, operation in acts}
    every = set().union(*touched.values()) if touched else set()
    if not every:
        return None
    clash = set().union(*(touched.get(one, set()) & touched.get(other, set()) for one, other in pairs))
    fates = ["clash" if at in clash else "touched" if at in every else "" for at in range(len(words))]
    return fated(words, fates)


@lru_cache(maxsize=MOST_KEPT)
def _touched(provision: Provision, operation: Operation) -> frozenset[int]:
    """The words of a provision that an operation is about; kept, for a page is drawn with each amendment."""
    words = tokens(provision.text, provision.kind)
    match operation:
        case Replace(_, _, text):
            found = hunks(words, tokens(text, provision.kind))
            return frozenset(at for start, end, _, _ in found for at in range(start, end))
        case Delete():
            return frozenset(range(len(words)))
    return frozenset()


def adopted_words(log: Iterable[LogLine]) -> dict[str, list[Adopted]]:
    """The amendments that gave each provision its words, first to last."""
    found: dict[str, list[Adopted]] = defaultdict(list)
    for line in in_force(list(log)):
        if line.amendment is None:
            continue
        for operation in operations_from_json(line.operations):
            for id in _written(operation):
                found[id].append(Adopted(line.amendment, line.poll))
    return found


def _written(operation: Operation) -> list[str]:
    match operation:
        case Replace(id, _, _):
            return [id]
        case Insert(_, provisions):
            return [one.id for one in provisions]
    return []


def pairs_of(collisions: Iterable[Collision]) -> set[Pair]:
    return {(one.one, one.other) for one in collisions}
