"""The last document composed, kept until something has happened: many read it, few acts change it."""

from threading import Lock

from flask import Flask, current_app
from markupsafe import Markup
from sqlalchemy import func, select

from summit.db import db
from summit.export.composing import compose
from summit.export.formats import Format
from summit.export.html import draw
from summit.export.model import FinalDocument, edition
from summit.people.models import Person, Seat, Summit
from summit.record import RecordHead
from summit.voting.models import LateCast

Stamp = tuple[object, ...]
NAME = "final_document"


class Kept:
    """A document with everything written from it so far; `stamp` is the state it was composed from."""

    def __init__(self, stamp: Stamp, document: FinalDocument) -> None:
        self.stamp = stamp
        self.document = document
        self._written: dict[str, bytes] = {}
        self._drawn: Markup | None = None
        self._writing = Lock()

    def written(self, format: Format, language: str = "") -> bytes:
        """Written once, however many ask for it at the same moment; in a `language`, the edition in it."""
        name = f"{format.name} {language}"
        with self._writing:
            if name not in self._written:
                self._written[name] = format.write(edition(self.document, language))
            return self._written[name]

    def drawn(self) -> Markup:
        """The part that the page shows."""
        with self._writing:
            if self._drawn is None:
                self._drawn = draw(self.document)
            return self._drawn


class Shelf:
    """Holds one document; whoever comes while the next one is composed gets the one before."""

    def __init__(self) -> None:
        self.kept: Kept | None = None
        self.composing = Lock()

    def take(self) -> Kept:
        stamp = state()
        if self.kept is not None and self.kept.stamp == stamp:
            return self.kept
        if not self.composing.acquire(blocking=self.kept is None):
            assert self.kept is not None
            return self.kept
        try:
            if self.kept is None or self.kept.stamp != stamp:
                self.kept = Kept(stamp, compose())
            return self.kept
        finally:
            self.composing.release()


def state() -> Stamp:
    """What changes whenever the document may: the record's head, and the few things it does not record."""
    counts = (
        select(func.count()).select_from(LateCast).scalar_subquery(),
        select(func.count(Person.id)).scalar_subquery(),
        select(func.count(Seat.id)).scalar_subquery(),
        select(func.count(Seat.holder_id)).scalar_subquery(),
    )
    summit = select(Summit.name, Summit.zone, Summit.closed_at, Summit.naming)
    return (
        *db.session.execute(select(*counts)).one(),
        *db.session.scalars(select(RecordHead.digest)),
        *(tuple(row) for row in db.session.execute(summit)),
    )


def init_app(app: Flask) -> None:
    app.extensions[NAME] = Shelf()


def kept() -> Kept:
    """The document as it stands, composed anew only where something has happened since."""
    shelf: Shelf = current_app.extensions[NAME]
    return shelf.take()
