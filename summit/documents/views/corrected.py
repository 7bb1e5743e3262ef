"""What a correction would do, as its page shows it: by provision, and to every pending amendment."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import request

from summit.documents import queries
from summit.documents.forms import CorrectForm, edits_of
from summit.documents.models import Document
from summit.documents.reading import Reading
from summit.documents.services import Correction, compared, typed
from summit.documents.services.correcting import Carried, outcomes
from summit.documents.views.changing import ShownChange, shown_changes
from summit.documents.views.edited import changes_of
from summit.documents.views.inserted import read_inserted
from summit.documents.views.sent_files import known_format, packed, read_packed, uploaded
from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.errors import Unacceptable
from summit.domain.text import Insert, Operation, Operations, Text


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was sent: the operations on revision `base`, the provisions left out, what the reader remarked.

    `reading` is the file, where one was compared.
    """

    base: int
    operations: Operations
    without: frozenset[str]
    remarks: tuple[str, ...]
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """All that a correction does to one provision, and whether it is to be done."""

    id: str
    changes: list[ShownChange]
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a pending amendment; `words` are those that it loses."""

    number: int
    outcome: str
    words: str


def wanted_of(form: CorrectForm, document: Document) -> Wanted:
    """Raises NotFound, Unacceptable where what was typed cannot be read, ReadingRefused for a file."""
    base = form.seen.data or document.head
    without = frozenset(request.form.getlist("offered")) - frozenset(request.form.getlist("keep"))
    edits = edits_of(request.form)
    if not edits:
        return _compared(form, document, base, without)
    made = changes_of(edits, queries.text_at(document.number, base), read_inserted)
    if made.problems:
        raise Unacceptable(next(iter(made.problems.values())))
    operations = typed(document.number, base, made.changes)
    return Wanted(base, operations, without, tuple(made.remarks))


def _compared(form: CorrectForm, document: Document, base: int, without: frozenset[str]) -> Wanted:
    if not form.content.data:
        name, content = uploaded(form.file)
        form.format.data = known_format(name, content)
        form.content.data = packed(content)
    reading = read_packed(form.content.data, form.format.data, form.language.data or document.language)
    remarks = tuple(f"{one.where}: {one.what}" for one in reading.warnings)
    return Wanted(base, compared(document.number, base, reading.text), without, remarks, reading)


def deeds_of(text: Text, operations: Operations, without: Collection[str]) -> list[Deed]:
    """The operations by the provision that each concerns, in their order."""
    by_id: dict[str, list[Operation]] = {}
    for one in operations:
        if isinstance(one, Insert):
            for place, new in enumerate(one.provisions):
                after = one.provisions[place - 1].id if place else one.after
                by_id.setdefault(new.id, []).append(Insert(after, (new,)))
        else:
            by_id.setdefault(one.id, []).append(one)
    every = [one for made in by_id.values() for one in made]
    shown = iter(shown_changes(text, every))
    return [Deed(id, [next(shown) for _ in made], id not in without) for id, made in by_id.items()]


def fates_of(carried: Carried) -> list[Fate]:
    """What becomes of each pending amendment, in order of number."""
    return [
        Fate(number, done.outcome, ", ".join(dict.fromkeys(f"«{one.words}»" for one in done.collisions)))
        for number, done in carried
    ]


def seen_as(prepared: Correction) -> str:
    """By what a page knows that nothing else would happen than what it showed."""
    return sha256_hex(canonical_json([prepared.base, outcomes(prepared.carried)]))[:16]
