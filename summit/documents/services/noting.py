"""Note something on an amendment, for oneself alone."""

from summit.db import clock, db, transaction
from summit.documents import queries
from summit.documents.models import AmendmentNote, Marker
from summit.domain.errors import Unacceptable, require
from summit.people.queries import person

LONGEST_NOTE = 2_000


@transaction
def note_amendment(actor_id: int, number: int, marker: str, text: str) -> None:
    """Keep a marker and words in place of those before; without either nothing is kept.

    No stream, list, record or export tells of it. Raises NotAllowed, NotFound, Unacceptable (an unknown
    marker, too long).
    """
    require(person(actor_id) is not None, "Sign in to note something for yourself.")
    queries.amendment(number)
    words = text.strip()
    if marker not in set(Marker):
        raise Unacceptable("An amendment is marked for, against, to ask about, to watch, or not at all.")
    if len(words) > LONGEST_NOTE:
        raise Unacceptable(f"A note has at most {LONGEST_NOTE:,} signs; this one has {len(words):,}.")
    note = db.session.get(AmendmentNote, (actor_id, number), populate_existing=True)
    if not marker and not words:
        if note is not None:
            db.session.delete(note)
        return
    if note is None:
        note = AmendmentNote(person_id=actor_id, amendment_number=number)
        db.session.add(note)
    note.marker, note.text, note.changed_at = Marker(marker), words, clock()
