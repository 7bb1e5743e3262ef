"""How a person wants to read changes."""

from sqlalchemy import update

from summit.db import db, transaction
from summit.domain.errors import Unacceptable
from summit.people.models import Person

WAYS = ("marked", "list", "whole")
"""The text with its changes marked; the changes as a list; the paragraph as it would be."""


@transaction
def read_changes(person_id: int, way: str) -> None:
    """Remember it for this person, on all their devices. It stands in no record. Raises Unacceptable."""
    if way not in WAYS:
        raise Unacceptable("Changes are read as marked text, as a list or as the whole paragraph.")
    db.session.execute(update(Person).where(Person.id == person_id).values(reads_changes=way))
