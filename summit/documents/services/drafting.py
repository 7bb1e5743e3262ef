"""Keep an amendment that is still being written on the server, for its author alone."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from summit.db import clock, db, transaction
from summit.documents import queries
from summit.documents.models import Draft
from summit.documents.permissions import may_write
from summit.documents.services.proposing import LONGEST_RATIONALE, LONGEST_TITLE
from summit.domain.errors import Refusal, Unacceptable, require
from summit.people.queries import person

MOST_DRAFTS = 20
LONGEST_DRAFT = 200_000
"""Signs of all that is typed in one draft."""


@transaction
def keep_draft(
    actor_id: int,
    document_number: int,
    seen: int,
    edits: Sequence[Mapping[str, Any]],
    title: str,
    rationale: str,
    *,
    replaces: Collection[int] = (),
    draft: int | None = None,
    said: int | None = None,
) -> int:
    """Keep what was typed, as it was typed, in a new draft or in one that is still there; answers its id.

    No stream, list, record or export tells of it. Raises NotAllowed,
    NotFound (no such document or revision), Unacceptable for what is too long, Refusal for too many drafts.
    """
    require(may_write(person(actor_id)), "Delegates and rapporteurs write amendments.")
    queries.revision(document_number, seen)
    if len(title) > LONGEST_TITLE or len(rationale) > LONGEST_RATIONALE:
        raise Unacceptable(f"The title has at most {LONGEST_TITLE} signs, the reasons {LONGEST_RATIONALE:,}.")
    if sum(len(str(one)) for one in edits) > LONGEST_DRAFT:
        raise Unacceptable(f"A draft holds at most {LONGEST_DRAFT:,} signs.")
    row = queries.own_draft(actor_id, draft) or _draft(actor_id, document_number)
    if row.document_number != document_number:
        raise Unacceptable("This draft is to another document.")
    row.seen, row.edits, row.title, row.rationale = seen, [dict(one) for one in edits], title, rationale
    row.replaces, row.kept_at, row.said_number = sorted(set(replaces)), clock(), said
    db.session.flush()
    return row.id


@transaction
def discard_own_draft(actor_id: int, draft: int) -> None:
    """Throw one's own draft away. Raises NotFound."""
    db.session.delete(queries.draft_of(actor_id, draft))


def _draft(actor_id: int, document_number: int) -> Draft:
    number = db.session.scalar(select(func.count()).where(Draft.author_id == actor_id)) or 0
    if number >= MOST_DRAFTS:
        raise Refusal(f"You have {number} drafts. Propose or throw away one of them first.")
    row = Draft(author_id=actor_id, document_number=document_number, seen=1, edits=[])
    db.session.add(row)
    return row
