"""translations/: what readers of each language are shown, text by text."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.documents.models import SHOWN, Translation
from summit.export.bundle.lines import json_lines
from summit.jobs.politely import politely
from summit.people.models import Person
from summit.people.queries import public_name

PEOPLE = (joinedload(Translation.translator), joinedload(Translation.reviewer))


def translations() -> Iterator[tuple[str, bytes]]:
    """A file for each language into which anything is translated; drafts stay with their translators."""
    wanted = select(Translation).where(Translation.state.in_(SHOWN)).options(*PEOPLE)
    found: dict[str, list[dict[str, Any]]] = {}
    for one in politely(db.session.scalars(wanted.order_by(Translation.language, Translation.digest))):
        found.setdefault(one.language, []).append(_about(one))
    for language, every in found.items():
        yield f"translations/{language}.json", json_lines({"language": language, "translations": every})


def _about(one: Translation) -> dict[str, Any]:
    return {
        "text": one.digest,
        "source": one.source,
        "source_language": one.source_language,
        "words": one.words,
        "state": str(one.state),
        "method": str(one.method),
        "translator": _name(one.translator),
        "reviewer": _name(one.reviewer),
    }


def _name(person: Person | None) -> str | None:
    return None if person is None else public_name(person)
