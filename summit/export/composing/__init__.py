"""Compose the final document from the database, in the caller's snapshot."""

from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from summit.db import db
from summit.export.composing.acts import Acts
from summit.export.composing.amendments import proposed
from summit.export.composing.courses import courses
from summit.export.composing.cover import corrigenda, cover
from summit.export.composing.exceptions import exceptions
from summit.export.composing.papers import Papers
from summit.export.composing.people import participation
from summit.export.composing.translations import translated
from summit.export.composing.votes import undecided, votes
from summit.export.composition import composition
from summit.export.model import FINAL, PROVISIONAL, FinalDocument
from summit.people.queries import the_summit
from summit.record import RecordEntry, head_code

UNNAMED = "Summit"

__all__ = ["compose"]


def compose() -> FinalDocument:
    """The document as of the last record entry. An empty summit has one too."""
    summit = the_summit()
    zone = ZoneInfo(summit.zone if summit else "UTC")
    papers, acts, composed = Papers(), Acts(zone), composition()
    decided, rendered = votes(papers, acts), translated(papers)
    return FinalDocument(
        title=summit.name if summit else UNNAMED,
        status=FINAL if summit and summit.closed_at else PROVISIONAL,
        zone=str(zone),
        as_of=acts.last_at,
        record_entries=db.session.scalar(select(func.count()).select_from(RecordEntry)) or 0,
        record_code=head_code(),
        parts=papers.parts(composed),
        participation=participation(decided, acts),
        amendments=proposed(papers, acts),
        votes=decided,
        undecided=undecided(),
        courses=courses(papers),
        exceptions=exceptions(decided, rendered, acts),
        translations=rendered,
        cover=cover(composed, papers, acts),
        preamble=composed.preamble,
        signatures=composed.signatures,
        corrigenda=corrigenda(papers, acts),
        key=_key(acts),
    )


def _key(acts: Acts) -> str:
    """The fingerprint that the record holds last."""
    made = acts.of_kind("signing_key_made")
    return str(made[-1].payload["fingerprint"]) if made else ""
