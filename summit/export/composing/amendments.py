"""Annex II: every amendment as it was proposed, and what became of it."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select

from summit.db import db
from summit.documents.models import Amendment, AmendmentState
from summit.documents.queries import amendments, replaced_by, seconders
from summit.domain.text import diff_words, operations_from_json, visible_runs
from summit.domain.text.operations import Delete, Insert, Move, Operation, Replace
from summit.export.composing.acts import Acts
from summit.export.composing.papers import Papers, provision
from summit.export.inline import literal, of_kind
from summit.export.model import ChangedPlace, Proposed
from summit.export.politely import politely
from summit.people.queries import public_name
from summit.voting.models import Option, Poll, PollState
from summit.voting.queries import Recommended, decided_by_lists, recommendations

AT_THE_BEGINNING = "at the beginning"


def proposed(papers: Papers, acts: Acts) -> tuple[Proposed, ...]:
    """All amendments in order of number, whatever their document."""
    polls = _deciding_polls()
    found = [one for document in papers.documents for one in amendments(document.number)]
    in_order = sorted(found, key=lambda one: one.number)
    said = recommendations(one.number for one in in_order)
    return tuple(
        replace(_entry(one, papers, acts, polls), recommended=_advice(said.get(one.number, ())))
        for one in politely(in_order)
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


def _entry(amendment: Amendment, papers: Papers, acts: Acts, polls: dict[int, int]) -> Proposed:
    first = amendment.forms[0]
    touched = [
        place
        for operation in operations_from_json(first.operations)
        for place in places(operation, papers, amendment.document_number, first.base)
    ]
    return Proposed(
        number=amendment.number,
        title=amendment.title,
        proposer=public_name(amendment.proposer),
        taken_over_from=public_name(amendment.taken_over_from) if amendment.taken_over_from else None,
        seconders=tuple(public_name(one.person) for one in seconders(amendment.number)),
        document=amendment.document_number,
        base=first.base,
        proposed_at=acts.surely(amendment.proposed_at),
        places=tuple(touched),
        rationale=amendment.rationale,
        fate=str(amendment.state),
        fell_because_of=amendment.fell_because_of,
        poll=polls.get(amendment.number) if amendment.state in DECIDED else None,
        forms=amendment.form,
        replaces=tuple(replaced_by(amendment.number)),
        lapsed_with=amendment.lapsed_with or "",
    )


def places(operation: Operation, papers: Papers, document: int, base: int) -> list[ChangedPlace]:
    """What an operation on revision `base` of a document does, in the words of that revision."""
    text = papers.text(document, base)

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
            old = provision(text, id)
            if old is None:
                return []
            drawn = visible_runs(diff_words(old.text, words, old.kind), old.kind)
            return [ChangedPlace(called(id), "changed", of_kind("equal", drawn))]
        case Delete(id=id):
            old = provision(text, id)
            words_gone = literal(old.text, old.kind) if old else ()
            return [ChangedPlace(called(id), "struck", of_kind("deleted", words_gone))]
