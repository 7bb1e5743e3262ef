"""How the secretariat composes the final document: its number, place, preamble, order of texts, signatures.

Each composition is an entry of the record, and the last one holds: nothing else keeps it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from summit.db import db, transaction
from summit.documents.models import Document
from summit.domain.errors import Refusal, Unacceptable, require
from summit.people.models import Person
from summit.people.permissions import is_officer_of, is_organiser
from summit.people.queries import person, plenary, the_summit
from summit.record import RecordEntry, keep

COMPOSED = "document_composed"
PER_TEXT, THROUGH = "per_text", "through"
NUMBERINGS = (PER_TEXT, THROUGH)
LONGEST = 20_000
"""Signs of everything together."""


@dataclass(frozen=True, slots=True)
class Composition:
    """`titles` are (language, title); `order` numbers of documents, those that are missing follow in order.

    `numbering` is "per_text", or "through" where paragraphs are counted from the first text to the last.
    `address` is where everybody can verify the record.
    """

    number: str = ""
    place: str = ""
    address: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    preamble: tuple[str, ...] = ()
    order: tuple[int, ...] = ()
    numbering: str = PER_TEXT
    signatures: tuple[str, ...] = ()


def may_compose(who: Person | None) -> bool:
    """Organisers, and chair and secretary of the plenary."""
    body = plenary()
    return is_organiser(who) or (body is not None and is_officer_of(who, body.id))


def composition() -> Composition:
    """The composition that holds; an empty one before the first."""
    last = (
        select(RecordEntry.payload)
        .where(RecordEntry.kind == COMPOSED)
        .order_by(RecordEntry.seq.desc())
        .limit(1)
    )
    return _read(db.session.scalar(last) or {})


def _read(kept: Mapping[str, Any]) -> Composition:
    return Composition(
        number=kept.get("number", ""),
        place=kept.get("place", ""),
        address=kept.get("address", ""),
        titles=tuple((language, title) for language, title in kept.get("titles", ())),
        preamble=tuple(kept.get("preamble", ())),
        order=tuple(kept.get("order", ())),
        numbering=kept.get("numbering", PER_TEXT),
        signatures=tuple(kept.get("signatures", ())),
    )


@transaction
def compose_document(actor_id: int, wanted: Composition) -> None:
    """Put a composition on the record; it holds until the next. Nothing happens where nothing differs.

    Raises NotAllowed, Refusal once the summit is closed, Unacceptable for an unknown or doubled document, an
    address that is none, or too many words.
    """
    require(may_compose(person(actor_id)), "Only organisers, chair and secretary of the plenary compose it.")
    summit = the_summit()
    if summit is not None and summit.closed_at is not None:
        raise Refusal("The summit is closed: its document is final. What is wrong in it takes a corrigendum.")
    _require_fit(wanted)
    if wanted != composition():
        keep(COMPOSED, **_plain(wanted), by=actor_id)


def _require_fit(wanted: Composition) -> None:
    known = set(db.session.scalars(select(Document.number)))
    unknown = [number for number in wanted.order if number not in known]
    if unknown:
        raise Unacceptable(f"There is no document {unknown[0]}.")
    if len(set(wanted.order)) != len(wanted.order):
        raise Unacceptable("Name each document once.")
    if wanted.numbering not in NUMBERINGS:
        raise Unacceptable("Choose how paragraphs are numbered.")
    if wanted.address and not wanted.address.startswith(("https://", "http://")):
        raise Unacceptable("Type the address with https:// before it.")
    if len(repr(wanted)) > LONGEST:
        raise Unacceptable(f"All of it together may have {LONGEST:,} signs.")


def _plain(wanted: Composition) -> dict[str, Any]:
    """As JSON: lists, no tuples."""
    plain = asdict(wanted)
    return {
        name: [list(one) if isinstance(one, tuple) else one for one in value]
        if isinstance(value, tuple)
        else value
        for name, value in plain.items()
    }
