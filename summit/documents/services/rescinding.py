"""Take the outcome of a poll back: the text without its adoption, and its amendments pending again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from summit.db import transaction
from summit.documents import queries
from summit.documents.models import ON_TEXT, Amendment, AmendmentState, Document
from summit.documents.services import logged
from summit.documents.services.colliding import find_collisions
from summit.documents.services.revising import append_revision, carry_over
from summit.documents.services.telling import tell_proposer
from summit.domain.errors import Refusal
from summit.domain.text import (
    Carrying,
    Cause,
    Course,
    LogEntry,
    Operations,
    Rebased,
    Rescission,
    Text,
    derive,
    rescission,
)
from summit.record import keep

CARRIED = (*ON_TEXT, AmendmentState.ORPHANED, AmendmentState.OBSOLETE)
"""What the rest of the log decides about anew."""
ENDED_WITH = (AmendmentState.FALLEN, AmendmentState.MERGED)
"""How an amendment ends because of another one's adoption."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What follows when the outcome of a poll or a correction is taken back, before anybody decides it.

    `rescinds` is the revision that its adoption or the correction made, or None where the text was kept;
    `held` are the later revisions that built upon it; `returned` the amendments that are pending again;
    `carried` says what becomes of them and of all that was pending.
    """

    document: int
    rescinds: int | None
    text: Text
    operations: Operations
    held: tuple[int, ...]
    held_amendments: tuple[int, ...]
    returned: tuple[int, ...]
    carried: tuple[tuple[int, Rebased], ...]


def undoing(document_number: int, rescinds: int | None, rejected: Collection[int]) -> Undoing:
    """What taking back does: of a poll's outcome or a correction, revision `rescinds`, else the rejections.

    Whatever fell because of an adoption that is taken back or put on hold is pending again. Raises NotFound,
    Refusal where the adoption is not in force any more.
    """
    document = queries.document(document_number)
    every = queries.amendments(document_number)
    if rescinds is None:
        return returning(document, [one for one in every if one.number in rejected])
    log = queries.adoption_log(document_number)
    if all(line.revision != rescinds for line in queries.in_force(log)):
        raise Refusal(f"What revision {rescinds} changed is not in force any more.")
    back = _because_of(every, log, [rescinds])
    done = _rescission(document_number, rescinds, every, back)
    held = tuple(one.entry + logged.IMPORTED for one in done.held)
    if held:
        back = _because_of(every, log, [rescinds], held)
        done = _rescission(document_number, rescinds, every, back)
    return Undoing(
        document_number,
        rescinds,
        done.text,
        derive(queries.text_at(document_number, document.head), done.text),
        held,
        tuple(line.amendment for line in log if line.revision in held and line.amendment is not None),
        tuple(sorted(back)),
        done.carried,
    )


def _because_of(
    every: Sequence[Amendment],
    log: Sequence[queries.LogLine],
    rescinded: Collection[int],
    held: Collection[int] = (),
) -> set[int]:
    """The amendments of the rescinded adoptions, and those that fell because of them or of the held ones."""
    adopted = _amendments(log, rescinded)
    causes = adopted | _amendments(log, held)
    fell = {one.number for one in every if one.state in ENDED_WITH and one.fell_because_of in causes}
    return fell | adopted


def _amendments(log: Sequence[queries.LogLine], revisions: Collection[int]) -> set[int]:
    """What these revisions adopted; a correction adopts none."""
    found = (line.amendment for line in log if line.revision in revisions)
    return {number for number in found if number is not None}


def _rescission(
    document: int, rescinds: int, every: Iterable[Amendment], back: Collection[int]
) -> Rescission:
    again = [logged.own_words(one) for one in every if one.state in CARRIED or one.number in back]
    base, log = logged.base_of(document), logged.log_of(document)
    return rescission(base, log, rescinds - logged.IMPORTED, again)


def returning(document: Document, rejected: Sequence[Amendment]) -> Undoing:
    """The text is kept: only what was rejected, or lapsed with it, is pending again, on the text as it is."""
    carrying = Carrying(logged.course_of(document.number))
    carried = tuple((one.number, carrying.afresh(logged.own_words(one))) for one in rejected)
    text = queries.text_at(document.number, document.head)
    back = tuple(one.number for one in rejected)
    return Undoing(document.number, None, text, (), (), (), back, carried)


@transaction
def take_back(
    document_number: int, rescinds: int | None, rejected: Collection[int], poll: int, reason: str
) -> Undoing:
    """Take the outcome of a poll back: a rescission in the log and the next revision, nothing erased.

    Everything is worked out with the document held, for a rescission is rare and one moment late is too
    late. Raises as `undoing`.
    """
    document = queries.document(document_number, held=True)
    done = undoing(document_number, rescinds, rejected)
    carry_out(document, done, poll_number=poll, reason=reason)
    _keep(document, done, poll)
    return done


def carry_out(document: Document, done: Undoing, **made_by: Any) -> None:
    """Make the revision that takes back, and carry everything over to it."""
    if done.rescinds is not None:
        append_revision(
            document, done.text, done.operations, cause="rescission", rescinds=done.rescinds,
            held=list(done.held), **made_by,
        )  # fmt: skip
    by_number = {one.number: one for one in queries.amendments(document.number)}
    for number in done.held_amendments:
        by_number[number].state = AmendmentState.ON_HOLD
        tell_proposer(by_number[number], "on_hold")
    away = [number for number, _ in done.carried if by_number[number].state not in ON_TEXT]
    for number, carried in done.carried:
        by_number[number].fell_because_of = None
        carry_over(by_number[number], carried, document.head)
        if number in away and by_number[number].state in ON_TEXT:
            tell_proposer(by_number[number], "pending_again")
    find_collisions(document, away)


def _keep(document: Document, done: Undoing, poll: int) -> None:
    carried = {str(number): one.outcome for number, one in done.carried}
    if done.rescinds is None:
        keep("rejection_rescinded", document=document.number, poll=poll, carried=carried)
        return
    revision = queries.revision(document.number, document.head)
    keep(
        "adoption_rescinded", document=document.number, poll=poll, revision=revision.number,
        rescinds=done.rescinds, digest=revision.digest, operations=revision.operations,
        held=list(done.held_amendments), held_revisions=list(done.held), returned=list(done.returned),
        carried=carried,
    )  # fmt: skip


def undoing_together(document_number: int, poll: int, rejected: Collection[int]) -> Undoing:
    """What taking back all that one poll adopted and rejected together does. Raises NotFound, Refusal."""
    made = _made_by(document_number, poll)
    if not made:
        return undoing(document_number, None, rejected)
    head = queries.text_at(document_number, queries.document(document_number).head)
    back = [LogEntry(Cause.RESCISSION, rescinds=one - logged.IMPORTED) for one in made]
    course = Course(logged.base_of(document_number), (*logged.log_of(document_number), *back))
    text, log = course.text(-1), queries.adoption_log(document_number)
    held = tuple(one + logged.IMPORTED for one in course.standing.on_hold)
    again = _because_of(queries.amendments(document_number), log, made) | set(rejected)
    on_hold = tuple(line.amendment for line in log if line.revision in held and line.amendment is not None)
    return Undoing(
        document_number, made[0], text, derive(head, text), held, on_hold, tuple(sorted(again)), ()
    )


@transaction
def take_back_together(document_number: int, poll: int, rejected: Collection[int], reason: str) -> None:
    """Take back all that one poll adopted, the last first, and what it rejected. Raises as `undoing`."""
    queries.document(document_number, held=True)
    made = _made_by(document_number, poll)
    for revision in made:
        take_back(document_number, revision, (), poll, reason)
    if rejected or not made:
        take_back(document_number, None, rejected, poll, reason)


def _made_by(document_number: int, poll: int) -> list[int]:
    """The revisions in force that this poll made, the last first."""
    log = queries.in_force(queries.adoption_log(document_number))
    return [line.revision for line in reversed(log) if line.poll == poll and line.amendment is not None]
