"""A document's log and its pending amendments as the text engine takes them: always as people wrote them."""

from collections.abc import Iterable

from summit.documents import queries
from summit.documents.models import Amendment
from summit.domain.text import (
    Cause,
    Collision,
    CollisionEdge,
    CollisionKind,
    Course,
    LogEntry,
    Pending,
    Proposal,
    Text,
    operations_from_json,
)

IMPORTED = 1
"""The number of the revision that was imported: the base, which no entry of the log made."""


def base_of(document: int) -> Text:
    """The text as it was imported."""
    return queries.text_at(document, IMPORTED)


def log_of(document: int) -> list[LogEntry]:
    """The adoption log of a document: the n-th entry made revision n + 1."""
    own = {one.number: own_words(one) for one in queries.adopted_ever(document)}
    return [_entry(line, own) for line in queries.adoption_log(document) if line.revision > IMPORTED]


def course_of(document: int) -> Course:
    """The course of a document's text from its base along its log."""
    return Course(base_of(document), log_of(document))


def _entry(line: queries.LogLine, own: dict[int, Proposal]) -> LogEntry:
    if line.rescinds is not None:
        return LogEntry(Cause.RESCISSION, rescinds=line.rescinds - IMPORTED)
    if line.amendment is None:
        made_on = line.revision - 1 - IMPORTED
        return LogEntry(Cause.CORRECTION, operations_from_json(line.operations), made_on)
    if line.cause == "reinstatement":  # made on the text as it was when the chair put it back
        made = operations_from_json(line.operations)
        return LogEntry(Cause.ADOPTION, made, line.revision - 1 - IMPORTED, line.amendment)
    proposal = own[line.amendment]
    return LogEntry(Cause.ADOPTION, proposal.operations, proposal.made_on, proposal.number)


def own_words(amendment: Amendment) -> Proposal:
    """What the proposer wrote, and on which entry's text."""
    first = amendment.forms[0]
    return Proposal(amendment.number, operations_from_json(first.operations), first.base - IMPORTED)


def pending(amendments: Iterable[Amendment]) -> dict[int, Pending]:
    """Pending amendments by number."""
    return {
        one.number: Pending(own_words(one), operations_from_json(one.current.operations))
        for one in amendments
    }


def edges(document: int) -> list[CollisionEdge]:
    """What was found to stand between pending amendments."""
    return [
        CollisionEdge(row.one, row.other, Collision(row.provision, CollisionKind(row.kind), row.words))
        for row in queries.collisions(document)
    ]
