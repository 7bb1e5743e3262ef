"""Annex II: every amendment as it was proposed, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from summit.db import db
from summit.documents.models import Amendment, AmendmentForm, AmendmentState, Replacement, Seconding
from summit.domain.text import diff_runs, operations_from_json
from summit.domain.text.operations import Delete, Insert, Move, Operation, Replace
from summit.export.composing.acts import Acts
from summit.export.composing.papers import Papers
from summit.export.inline import literal, of_kind
from summit.export.model import ChangedPlace, Proposed
from summit.jobs.politely import politely
from summit.people.queries import public_name
from summit.voting.models import Option, Poll, PollState
from summit.voting.queries import Recommended, decided_by_lists, recommendations

AT_THE_BEGINNING = "at the beginning"


@dataclass(frozen=True, slots=True)
class Around:
    """What is told of all amendments, read once for all of them; by their numbers.

    `forms` are the proposers' own: there may be another on each of a hundred later revisions.
    """

    forms: Mapping[int, AmendmentForm]
    polls: Mapping[int, int]
    seconders: Mapping[int, Sequence[str]]
    replaces: Mapping[int, Sequence[int]]
    recommended: Mapping[int, Sequence[Recommended]]


def proposed(papers: Papers, acts: Acts) -> tuple[Proposed, ...]:
    """All amendments in order of number, whatever their document."""
    in_order = db.session.scalars(
        select(Amendment)
        .options(selectinload(Amendment.proposer), selectinload(Amendment.taken_over_from))
        .order_by(Amendment.number)
        .execution_options(populate_existing=True)
    ).all()
    around = _around([one.number for one in in_order])
    return tuple(_entry(one, papers, acts, around) for one in politely(in_order))


def _around(numbers: Sequence[int]) -> Around:
    forms = db.session.scalars(select(AmendmentForm).where(AmendmentForm.number == 1))
    order = (Seconding.at, Seconding.person_id)
    seconders: dict[int, list[str]] = {}
    for one in db.session.scalars(select(Seconding).options(selectinload(Seconding.person)).order_by(*order)):
        seconders.setdefault(one.amendment_number, []).append(public_name(one.person))
    replaces: dict[int, list[int]] = {}
    for row in db.session.scalars(select(Replacement).order_by(Replacement.replaces)):
        replaces.setdefault(row.amendment_number, []).append(row.replaces)
    return Around(
        {one.amendment_number: one for one in forms},
        _deciding_polls(),
        seconders,
        replaces,
        recommendations(numbers),
    )


def _advice(said: Iterable[Recommended]) -> tuple[tuple[str, str, str], ...]:
    return tuple((one.body, one.words, one.reasons) for one in said)


def _deciding_polls() -> dict[int, int]:
    """The last published poll in which an amendment stood."""
    rows = db.session.execute(
        select(Option.amendment_number, Poll.number)
        .join(Poll, Poll.number == Option.poll_number)
        .where(Poll.state == PollState.PUBLISHED, Option.amendment_number.is_not(None))
        .order_by(Poll.number)
    )
    found = {row[0] or 0: row[1] for row in rows}
    published = db.session.scalars(select(Poll.number).where(Poll.state == PollState.PUBLISHED))
    lists = decided_by_lists(published.all())
    return {one: max(found.get(one, 0), lists.get(one, 0)) for one in found.keys() | lists.keys()}


DECIDED = (AmendmentState.ADOPTED, AmendmentState.REJECTED, AmendmentState.FALLEN, AmendmentState.MERGED)


def _entry(amendment: Amendment, papers: Papers, acts: Acts, around: Around) -> Proposed:
    number, first = amendment.number, around.forms[amendment.number]
    touched = [
        place
        for operation in operations_from_json(first.operations)
        for place in places(operation, papers, amendment.document_number, first.base)
    ]
    return Proposed(
        number=number,
        title=amendment.title,
        proposer=public_name(amendment.proposer),
        taken_over_from=public_name(amendment.taken_over_from) if amendment.taken_over_from else None,
        seconders=tuple(around.seconders.get(number, ())),
        document=amendment.document_number,
        base=first.base,
        proposed_at=acts.surely(amendment.proposed_at),
        places=tuple(touched),
        rationale=amendment.rationale,
        fate=str(amendment.state),
        fell_because_of=amendment.fell_because_of,
        poll=around.polls.get(number) if amendment.state in DECIDED else None,
        forms=amendment.form,
        lapsed_with=amendment.lapsed_with or "",
        replaces=tuple(around.replaces.get(number, ())),
        recommended=_advice(around.recommended.get(number, ())),
    )


def places(operation: Operation, papers: Papers, document: int, base: int) -> list[ChangedPlace]:
    """What an operation on revision `base` of a document does, in the words of that revision."""

    def called(id: str) -> str:
        return papers.place(document, base, id)

    def behind(after: str | None) -> str:
        return AT_THE_BEGINNING if after is None else f"behind {called(after)}"

    match operation:
        case Insert(after=after, provisions=provisions):
            return [
                ChangedPlace(behind(after), "inserted", of_kind("inserted", literal(one.text, one.kind)))
                for one in provisions
            ]
        case Move(id=id, after=after):
            return [ChangedPlace(f"{called(id)}, {behind(after)}", "moved", ())]
        case Replace(id=id, text=words):
            old = papers.provision(document, base, id)
            if old is None:
                return []
            drawn = diff_runs(old.text, words, old.kind)
            return [ChangedPlace(called(id), "changed", of_kind("equal", drawn))]
        case Delete(id=id):
            old = papers.provision(document, base, id)
            words_gone = literal(old.text, old.kind) if old else ()
            return [ChangedPlace(called(id), "struck", of_kind("deleted", words_gone))]
