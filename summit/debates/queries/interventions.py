"""Reads about debates and interventions."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, func, select

from summit.db import db, is_sqlite
from summit.debates.models import Debate, DebateState, Intervention
from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.errors import NotFound
from summit.events import TopicName
from summit.record import RecordEntry

CHANGEABLE = timedelta(minutes=5)
"""So long after they were sent authors can put their words right."""
KEPT = "interventions_kept"
"""The kind of record entry that holds digests of words."""

CAN_BE_READ = Intervention.removed.is_(False) & Intervention.hidden.is_(False)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a debate is about: ("provision", "4/p12"), ("amendment", "7"), ("poll", "3")."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"


def debate_topic(anchor: Anchor) -> TopicName:
    """The stream of a debate; it has a name before the first word is said."""
    return TopicName("debate", str(anchor))


def debate_about(anchor: Anchor) -> Debate | None:
    return db.session.scalar(_ABOUT, {"the_kind": anchor.kind, "the_key": anchor.key})


_ABOUT = (
    select(Debate)
    .where(Debate.anchor_kind == bindparam("the_kind"), Debate.anchor_key == bindparam("the_key"))
    .execution_options(populate_existing=True)
)


def debate_held(anchor: Anchor, *, alone: bool = False) -> Debate | None:
    """The debate as it stands until the commit: nobody locks it meanwhile; `alone`, nobody speaks either.

    In a slow one speakers wait for each other, so that nobody sends two at the same moment.
    """
    found = debate_about(anchor)
    if found is None or is_sqlite():  # whoever writes there writes alone
        return found
    is_shared = not alone and found.state != DebateState.SLOW
    held = _locked(found.number, is_shared=is_shared)
    became_slow = is_shared and held.state == DebateState.SLOW
    return _locked(held.number, is_shared=False) if became_slow else held


def _locked(number: int, *, is_shared: bool) -> Debate:
    """Read again once it is locked. Of two who turn a shared lock into their own, one tries once more."""
    this = select(Debate).where(Debate.number == number).with_for_update(read=is_shared)
    return db.session.scalars(this, execution_options={"populate_existing": True}).one()


def debate(number: int) -> Debate:
    """Raises NotFound."""
    found = db.session.get(Debate, number)
    if found is None:
        raise NotFound(f"There is no debate {number}.")
    return found


def anchor_of(number: int) -> Anchor:
    """What a debate is about. Raises NotFound."""
    found = debate(number)
    return Anchor(found.anchor_kind, found.anchor_key)


def intervention(number: int) -> Intervention:
    """Raises NotFound."""
    found = db.session.get(Intervention, number, populate_existing=True)
    if found is None:
        raise NotFound(f"There is no intervention {number}.")
    return found


def counts(kind: str, prefix: str) -> dict[str, int]:
    """Number of interventions by anchor key, for keys of this kind that start with `prefix`."""
    rows = db.session.execute(
        select(Debate.anchor_key, func.count(Intervention.number))
        .join(Intervention, Intervention.debate_number == Debate.number)
        .where(Debate.anchor_kind == kind, Debate.anchor_key.startswith(prefix, autoescape=True))
        .where(CAN_BE_READ)
        .group_by(Debate.anchor_key)
    )
    return {row[0]: row[1] for row in rows}


def digest_of(row: Intervention) -> str:
    """SHA-256 over number, words and a salt that goes when the words are taken down."""
    said = {"intervention": row.number, "salt": row.salt, "stance": row.stance, "text": row.text}
    return sha256_hex(canonical_json(said))


def altered() -> list[int]:
    """The numbers of interventions whose words are not those that the record has digests of."""
    kept: dict[int, str] = {}
    entries = select(RecordEntry.payload).where(RecordEntry.kind == KEPT).order_by(RecordEntry.seq)
    for payload in db.session.scalars(entries):
        kept |= dict(payload["digests"])
    rows = select(Intervention).where(Intervention.is_kept, Intervention.removed.is_(False))
    return [row.number for row in db.session.scalars(rows) if kept.get(row.number) != digest_of(row)]
