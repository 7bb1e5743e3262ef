"""All collisions between the pending amendments of a document, by what they are connected in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from summit.documents import queries as documents
from summit.documents.models import ON_TEXT, Amendment, Collision
from summit.documents.views.naming import provision_name
from summit.domain.text import (
    Group,
    Text,
    advice_in_words,
    alternatives,
    labels,
    operations_from_json,
    reach,
    touched,
)
from summit.pages.queries.margins import Pair, pairs_of

MOST_IN_A_TABLE = 16
FEW = 12
"""Collisions of one group that stand in words by themselves; the others are folded away."""
PER_PAGE = 100

Row = tuple[Collision, str]


@dataclass(frozen=True, slots=True)
class Connected:
    """Amendments connected by collisions, how it is advised to put them, and each with its place."""

    group: Group
    reason: str
    rows: list[Row]
    meets: frozenset[Pair] = field(repr=False)

    @property
    def members(self) -> tuple[int, ...]:
        return self.group.members

    @property
    def has_table(self) -> bool:
        """A larger table is no help: a picture and the words are."""
        return len(self.members) <= MOST_IN_A_TABLE


@dataclass(frozen=True, slots=True)
class Matrix:
    """The groups in the order of their lowest numbers, and how many amendments collide with no other."""

    groups: list[Connected]
    free: int

    @property
    def members(self) -> list[int]:
        """Every amendment that collides, those of one group beside each other."""
        return [number for one in self.groups for number in one.members]

    @property
    def count(self) -> int:
        return sum(len(one.rows) for one in self.groups)

    def group_of(self, number: int) -> Connected | None:
        """The group in which an amendment stands."""
        return next((one for one in self.groups if number in one.members), None)


def matrix(document: int) -> Matrix:
    """Raises NotFound."""
    text = documents.text_at(document, documents.document(document).head)
    numbers = labels(text)
    names = {one.id: provision_name(one, numbers.get(one.id)) for one in text}
    tabled = documents.amendments(document, *ON_TEXT)
    rows = documents.collisions(document)
    pairs = pairs_of(rows)
    colliding = {number for pair in pairs for number in pair}
    reaches = _reaches(text, [one for one in tabled if one.number in colliding])
    groups = alternatives(pairs, colliding, reaches)
    by_group = _by_group(groups, rows)
    return Matrix(
        groups=[
            Connected(
                group,
                advice_in_words(group, reaches),
                [(row, names.get(row.provision, "the text")) for row in found],
                frozenset(pairs_of(found) | {(row.other, row.one) for row in found}),
            )
            for group, found in zip(groups, by_group, strict=True)
        ],
        free=sum(one.number not in colliding for one in tabled),
    )


def _reaches(text: Text, amendments: Sequence[Amendment]) -> dict[int, int]:
    """How far each reaches, of a text that is no longer than what it touches."""
    by_id = {one.id: one for one in text}
    found = {}
    for one in amendments:
        operations = operations_from_json(one.current.operations)
        found[one.number] = reach(tuple(by_id[id] for id in touched(operations) if id in by_id), operations)
    return found


def _by_group(groups: Sequence[Group], rows: Sequence[Collision]) -> list[list[Collision]]:
    of = {number: place for place, group in enumerate(groups) for number in group.members}
    found: dict[int, list[Collision]] = defaultdict(list)
    for row in rows:
        found[of[row.one]].append(row)
    return [found[place] for place in range(len(groups))]


def cells(members: Sequence[int], meets: frozenset[Pair]) -> str:
    """The picture of a matrix as one SVG path: a square for each two that collide."""
    place = {number: at for at, number in enumerate(members)}
    met = [(one, other) for one, other in sorted(meets) if one in place and other in place]
    return "".join(f"M{place[other]} {place[one]}h1v1h-1z" for one, other in met)
