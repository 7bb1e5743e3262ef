"""Every document's latest revision, with the adoptions that made it and its fate as a whole."""

from functools import cache

from sqlalchemy import select

from summit.db import db
from summit.documents.models import Document, DocumentState, Revision
from summit.documents.queries import (
    LogLine,
    adopted_titles,
    adoption_log,
    in_force,
    rendered,
    text_at,
    text_languages,
)
from summit.domain.text import Provision, Text, labels, operations_from_json
from summit.domain.text.operations import Delete, Insert, Move, Operation, Replace
from summit.export.composing.numbering import numbered_through
from summit.export.composition import THROUGH, Composition
from summit.export.model import Adoption, Mark, Numbered, Part
from summit.export.wording import called
from summit.people.queries import public_name

OPENING = ""
"""Where a mark stands that has no provision before it."""


class Papers:
    """The documents, each text and its labels read once however many annexes speak of them."""

    def __init__(self) -> None:
        self.documents = list(db.session.scalars(select(Document).order_by(Document.number)))
        self.text = cache(text_at)
        self.labels = cache(self._labels)
        self._by_id = cache(self._provisions)
        self._numbered_since = cache(self._last_numbered)
        stored = select(Revision.document_number, Revision.number, Revision.digest)
        self._digests = {(row[0], row[1]): row[2] for row in db.session.execute(stored)}

    def _labels(self, document: int, number: int) -> dict[str, str]:
        return dict(labels(self.text(document, number)))

    def _provisions(self, document: int, number: int) -> dict[str, Provision]:
        return {one.id: one for one in self.text(document, number)}

    def provision(self, document: int, number: int, id: str) -> Provision | None:
        """A provision of that revision by its id."""
        return self._by_id(document, number).get(id)

    def digest(self, document: int, number: int) -> str:
        return self._digests[document, number]

    def place(self, document: int, number: int, id: str) -> str:
        """How a provision of that revision is named in a sentence.

        Other words move no number: of a hundred revisions few have to be read for it.
        """
        since = self._numbered_since(document)[number]
        found = self.provision(document, since, id)
        return f"({id})" if found is None else called(found, self.labels(document, since).get(id, ""))

    def _last_numbered(self, document: int) -> dict[int, int]:
        """By revision, the one since which nothing came, went, moved or was taken back."""
        since: dict[int, int] = {}
        last = 0
        for line in adoption_log(document):
            did = operations_from_json(line.operations)
            is_whole = not did or line.rescinds is not None or bool(line.held)
            if is_whole or not all(isinstance(one, Replace) for one in did):
                last = line.revision
            since[line.revision] = last
        return since

    def title(self, document: int) -> str:
        return next(one.title for one in self.documents if one.number == document)

    def parts(self, composed: Composition) -> tuple[Part, ...]:
        """The texts as composed, the adopted ones first; what the composition does not name follows."""
        place = {number: at for at, number in enumerate(composed.order)}
        in_order = sorted(
            self.documents,
            key=lambda one: (
                one.state != DocumentState.ADOPTED,
                place.get(one.number, len(place)),
                one.number,
            ),
        )
        parts = tuple(self._part(document) for document in in_order)
        return numbered_through(parts) if composed.numbering == THROUGH else parts

    def _part(self, document: Document) -> Part:
        number, head = document.number, document.head
        text, called = self.text(number, head), self.labels(number, head)
        adoptions = _adoptions(number)
        marks = self._marks(number, text)
        return Part(
            number=number,
            title=document.title,
            language=document.language,
            revision=head,
            digest=self.digest(number, head),
            provisions=tuple(
                Numbered(called.get(one.id, ""), one, tuple(marks.get(one.id, ()))) for one in text
            ),
            adoptions=adoptions,
            opening_marks=tuple(marks.get(OPENING, ())),
            titles=_titles(document),
            state=str(document.state),
            decided=document.decided_by,
            referred_to=document.referred_to,
            reason=document.fate_reason,
            moved_by=public_name(document.mover) if document.mover else "",
        )

    def _marks(self, document: int, head: Text) -> dict[str, list[Mark]]:
        """Marks by provision of the latest text, in order of adoption; a struck one's is before its gap."""
        found: dict[str, list[Mark]] = {}
        kept = {provision.id for provision in head}
        for line in _steps(document):
            for operation in operations_from_json(line.operations):
                for place, deed in self._touched(operation, document, line.revision, kept):
                    mark = Mark(line.amendment or 0, line.poll, deed)
                    if mark not in found.setdefault(place, []):
                        found[place].append(mark)
        return found

    def _touched(
        self, operation: Operation, document: int, number: int, kept: set[str]
    ) -> list[tuple[str, str]]:
        match operation:
            case Replace(id=id):
                return [(id, "changed")] if id in kept else []
            case Move(id=id):
                return [(id, "moved")] if id in kept else []
            case Insert(provisions=provisions):
                return [(one.id, "inserted") for one in provisions if one.id in kept]
            case Delete(id=id):
                return [(_before(self.text(document, number - 1), id, kept), "struck")]


def _titles(document: Document) -> tuple[tuple[str, str], ...]:
    there = {
        language: rendered([document.title], document.language, language)[document.title]
        for language in text_languages()
    }
    return tuple((language, one.words) for language, one in there.items() if one.is_translated)


def _before(text: Text, id: str, kept: set[str]) -> str:
    """The nearest provision in front of `id` that still stands."""
    place = OPENING
    for one in text:
        if one.id == id:
            break
        place = one.id if one.id in kept else place
    return place


def _steps(document: int) -> list[LogLine]:
    """The adoptions in force: what was taken back or put on hold gives no word of the text."""
    return [line for line in in_force(adoption_log(document)) if line.amendment is not None]


def _adoptions(document: int) -> tuple[Adoption, ...]:
    titles = adopted_titles(document)
    return tuple(
        Adoption(line.amendment or 0, line.poll, line.revision, titles[line.amendment or 0])
        for line in _steps(document)
    )
