"""What the secretariat gives the final document, and the corrigenda that followed it."""

from dataclasses import dataclass
from datetime import date, datetime

from summit.export.model.texts import ChangedPlace


@dataclass(frozen=True, slots=True)
class Cover:
    """`titles` are (language, title); the days are those of the first and the last sitting.

    `languages` are those in which the texts decide; `address` is where the record can be verified.
    """

    number: str = ""
    place: str = ""
    address: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrigendum:
    """A correction of the final document; `takes_back` is the revision of an earlier one that it undoes."""

    number: int
    at: datetime
    document: int
    title: str
    revision: int
    digest: str
    reason: str
    by: str
    takes_back: int | None
    places: tuple[ChangedPlace, ...]
