"""One paragraph at one revision, to be cited, and its course from the first revision to the latest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summit.documents import queries as documents
from summit.documents.models import Document, Revision
from summit.documents.queries import LogLine
from summit.documents.views.naming import provision_name
from summit.domain.errors import NotFound
from summit.domain.text import (
    Delete,
    Insert,
    Move,
    Operation,
    Provision,
    Replace,
    Text,
    labels,
    operations_from_json,
)
from summit.domain.text.items import item_signs
from summit.pages.queries.sources import Source, source
from summit.web.drawing import Parts, diff_parts

IMPORTED = 1


@dataclass(frozen=True, slots=True)
class Stage:
    """A revision that left its mark on the paragraph: stands, inserted, changed, moved, struck or returned.

    `provision` is the paragraph from then on, None while it is not in the text.
    """

    source: Source
    deed: str
    provision: Provision | None
    parts: Parts

    @property
    def revision(self) -> int:
        return self.source.revision


@dataclass(frozen=True, slots=True)
class Cited:
    """A paragraph as of `revision`, shown as it `stood` last where it is not in that revision.

    `above` and `below` are its neighbours there. `ended` struck it at or before that revision, `came` brought
    it after. `since` is what is different in the latest revision, empty where it reads the same.
    """

    document: Document
    revision: int
    stood: Revision
    name: str
    provision: Provision
    sign: str
    above: Provision | None
    below: Provision | None
    ended: Stage | None
    came: Stage | None
    now: Stage
    since: Parts
    stages: list[Stage]

    @property
    def is_in_force(self) -> bool:
        """Whether the latest revision has it."""
        return self.now.provision is not None


def cited(number: int, id: str, revision: int) -> Cited:
    """Any paragraph that ever stood, as of any revision. Raises NotFound where there was never such a one."""
    document = documents.document(number)
    documents.revision(number, revision)
    stages = course(documents.text_at(number, IMPORTED), documents.adoption_log(number), id)
    if not stages:
        raise NotFound(f"Document {number} has no provision {id}.")
    until = [one for one in stages if one.revision <= revision]
    ended = until[-1] if until and until[-1].provision is None else None
    came = None if until else stages[0]
    stood = came.revision if came else ended.revision - 1 if ended else revision
    made = documents.revision(number, stood)
    return _cited(document, revision, made, id, stages, (ended, came))


def _cited(
    document: Document,
    revision: int,
    stood: Revision,
    id: str,
    stages: list[Stage],
    gone: tuple[Stage | None, Stage | None],
) -> Cited:
    text = documents.text_at(document.number, stood.number)
    place = next(place for place, one in enumerate(text) if one.id == id)
    one, now = text[place], stages[-1]
    differs = now.provision is not None and now.provision.text != one.text
    return Cited(
        document=document,
        revision=revision,
        stood=stood,
        name=provision_name(one, labels(text).get(id)),
        provision=one,
        sign=item_signs(text).get(id, ""),
        above=text[place - 1] if place else None,
        below=text[place + 1] if place + 1 < len(text) else None,
        ended=gone[0],
        came=gone[1],
        now=now,
        since=diff_parts(one.text, now.provision.text, one.kind) if differs and now.provision else [],
        stages=stages,
    )


def course(base: Text, log: Sequence[LogLine], id: str) -> list[Stage]:
    """What became of one provision, first to last; empty where it never stood."""
    now = next((one for one in base if one.id == id), None)
    found = [] if now is None else [Stage(source(log[0]), "stands", now, [])]
    for line in log:
        before, operations = now, _on(line, id)
        for operation in operations:
            now = _after(now, operation, id)
        if operations and (now != before or any(isinstance(one, Move) for one in operations)):
            found.append(Stage(source(line), _deed(before, now, found), now, _parts(before, now)))
    return found


def _on(line: LogLine, id: str) -> list[Operation]:
    """The operations of a revision that concern one provision, read only where it is named."""
    return [
        one
        for one in operations_from_json(line.operations)
        if (isinstance(one, Insert) and any(new.id == id for new in one.provisions))
        or (not isinstance(one, Insert) and one.id == id)
    ]


def _after(now: Provision | None, operation: Operation, id: str) -> Provision | None:
    match operation:
        case Replace(_, _, text):
            return now and replace(now, text=text)
        case Delete():
            return None
        case Insert(_, provisions):
            return next(one for one in provisions if one.id == id)
    return now


def _deed(before: Provision | None, now: Provision | None, earlier: list[Stage]) -> str:
    if now is None:
        return "struck"
    if before is None:
        return "returned" if earlier else "inserted"
    return "changed" if before.text != now.text else "moved"


def _parts(before: Provision | None, now: Provision | None) -> Parts:
    either = now or before
    if either is None:
        return []
    return diff_parts(before.text if before else "", now.text if now else "", either.kind)
