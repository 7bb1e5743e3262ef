"""The cover from the composition that holds, the days of the sittings, and the corrigenda."""

from datetime import datetime

from sqlalchemy import select

from summit.agenda.models import Sitting
from summit.db import db
from summit.domain.text import operations_from_json
from summit.export.composing.acts import Acts
from summit.export.composing.amendments import places
from summit.export.composing.conduct import who
from summit.export.composing.papers import Papers
from summit.export.composition import Composition
from summit.export.model import Corrigendum, Cover
from summit.record import RecordEntry

CORRECTIONS = ("document_corrected", "correction_rescinded")


def cover(composed: Composition, papers: Papers, acts: Acts) -> Cover:
    """What stands on the first page besides the title."""
    starts: list[datetime] = list(db.session.scalars(select(Sitting.starts_at)))
    days = sorted(acts.surely(at).date() for at in starts)
    return Cover(
        number=composed.number,
        place=composed.place,
        address=composed.address,
        titles=composed.titles,
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        languages=tuple(sorted({one.language for one in papers.documents})),
    )


def corrigenda(papers: Papers, acts: Acts) -> tuple[Corrigendum, ...]:
    """Every correction since the document is final, numbered from 1."""
    closed = max((entry.seq for entry in acts.of_kind("summit_closed")), default=None)
    if closed is None:
        return ()
    later = [entry for entry in acts.of_kinds(*CORRECTIONS) if entry.seq > closed]
    return tuple(_corrigendum(number, entry, papers, acts) for number, entry in enumerate(later, 1))


def _corrigendum(number: int, entry: RecordEntry, papers: Papers, acts: Acts) -> Corrigendum:
    kept = entry.payload
    document, revision = kept["document"], kept["revision"]
    return Corrigendum(
        number=number,
        at=acts.surely(entry.at),
        document=document,
        title=papers.title(document),
        revision=revision,
        digest=kept["digest"],
        reason=kept["reason"],
        by=who(kept["by"]),
        takes_back=kept.get("rescinds"),
        places=tuple(
            place
            for operation in operations_from_json(kept["operations"])
            for place in places(operation, papers, document, revision - 1)
        ),
    )
