"""What an amendment would do, before it is proposed: the word diff, and the pending ones it collides with."""

from collections.abc import Sequence
from dataclasses import dataclass

from summit.documents import queries
from summit.documents.models import ON_TEXT, Amendment
from summit.documents.services import Change
from summit.documents.services.changes import changed
from summit.documents.views.changing import ShownChange, shown_changes
from summit.documents.views.naming import provision_name
from summit.domain.text import (
    Operation,
    Text,
    collisions,
    derive,
    labels,
    operations_from_json,
    touched,
)

PREFIX = "new-"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A pending amendment to the same provisions, with the (words, provision) on which it would collide.

    Without any both can be adopted.
    """

    amendment: Amendment
    found: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change on the text at hand, and which pending amendments touch the same provisions."""

    changes: list[ShownChange]
    clashing: list[Meeting]
    compatible: list[Meeting]


def preview(document: int, text: Text, changes: Sequence[Change]) -> Preview:
    """Computed on the text given; provisions that are not in it are left alone."""
    operations = derive(text, changed(text, changes, PREFIX))
    met = _meetings(document, text, operations)
    return Preview(
        changes=shown_changes(text, operations),
        clashing=[one for one in met if one.found],
        compatible=[one for one in met if not one.found],
    )


def _meetings(document: int, text: Text, operations: Sequence[Operation]) -> list[Meeting]:
    places = set(touched(operations))
    numbers = labels(text)
    names = {one.id: provision_name(one, numbers.get(one.id)) for one in text}
    met = []
    for amendment in queries.amendments(document, *ON_TEXT):
        theirs = operations_from_json(amendment.current.operations)
        if places.isdisjoint(touched(theirs)):
            continue
        found = collisions(text, theirs, operations)
        on = dict.fromkeys((one.words, names.get(one.provision, "the text")) for one in found)
        met.append(Meeting(amendment, tuple(on)))
    return met
