"""Reads about debates and interventions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from summit.db import db, is_sqlite
from summit.debates.models import Debate, DebateState, Intervention
from summit.documents.models import Amendment
from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.errors import NotFound
from summit.events import TopicName
from summit.people.models import Role
from summit.record import RecordEntry

SHOWN_DEPTH = 2
CHANGEABLE = timedelta(minutes=5)
"""So long after they were sent authors can put their words right."""
KEPT = "interventions_kept"
"""The kind of record entry that holds digests of words."""


AMENDABLE = ("provision", "amendment")
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


@dataclass(frozen=True, slots=True)
class Said:
    """An intervention as it is shown; `depth` 0 is a root, deeper than two levels stays at two.

    `text` is empty where nobody may read it; `reason` is what moderation said to that.
    """

    number: int
    debate: int
    parent: int | None
    depth: int
    author_id: int
    author: str
    badge: str
    is_chair: bool
    stance: str | None
    text: str
    is_removed: bool
    is_hidden: bool
    reason: str
    at: datetime
    changed_at: datetime | None
    path: str
    reply_to: str | None
    amends: str
    """What an amendment made from it would be about: "provision", "amendment", else nothing."""
    grew: tuple[int, ...]
    """The amendments that grew out of it."""

    @property
    def can_be_read(self) -> bool:
        return not (self.is_removed or self.is_hidden)

    @property
    def changeable_until(self) -> datetime:
        return self.at + CHANGEABLE


@dataclass(frozen=True, slots=True)
class Debated:
    """A debate with everything said in it, in the order in which all screens show it."""

    anchor: Anchor
    number: int | None
    state: DebateState
    opens_at: datetime | None
    slow_minutes: int | None
    summary: str
    said: tuple[Said, ...]

    @property
    def is_open(self) -> bool:
        return self.state in (DebateState.OPEN, DebateState.SLOW)


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


def debated(anchor: Anchor) -> Debated:
    """The debate about a thing; an empty one where nobody has spoken yet."""
    found = debate_about(anchor)
    if found is None:
        return Debated(anchor, None, DebateState.OPEN, None, None, "", said=())
    rows = db.session.scalars(
        select(Intervention)
        .where(Intervention.debate_number == found.number)
        .options(joinedload(Intervention.author))
        .order_by(Intervention.path)
        .execution_options(populate_existing=True)
    ).all()
    authors = {row.number: row.author.name for row in rows}
    grew = _grown(row.number for row in rows)
    said = tuple(
        _said(row, authors.get(row.parent_number or 0), anchor.kind, grew.get(row.number, ())) for row in rows
    )
    state = DebateState(found.state)
    return Debated(anchor, found.number, state, found.opens_at, found.slow_minutes, found.summary, said)


def said(number: int) -> Said | None:
    """One intervention as it stands now, for the frame that tells of it."""
    row = db.session.scalar(
        select(Intervention)
        .where(Intervention.number == number)
        .options(joinedload(Intervention.author), joinedload(Intervention.debate))
    )
    if row is None:
        return None
    parent = db.session.get(Intervention, row.parent_number) if row.parent_number else None
    kind = row.debate.anchor_kind
    return _said(row, parent.author.name if parent else None, kind, _grown([number]).get(number, ()))


def _grown(numbers: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """By intervention: the amendments that grew out of it."""
    wanted = select(Amendment.said_number, Amendment.number).where(Amendment.said_number.in_(list(numbers)))
    found: dict[int, tuple[int, ...]] = {}
    for said_number, number in db.session.execute(wanted.order_by(Amendment.number)):
        key = int(said_number or 0)
        found[key] = (*found.get(key, ()), number)
    return found


def _said(row: Intervention, parent_author: str | None, kind: str, grew: tuple[int, ...]) -> Said:
    depth = row.path.count("/")
    return Said(
        number=row.number,
        debate=row.debate_number,
        parent=row.parent_number,
        depth=min(depth, SHOWN_DEPTH - 1),
        author_id=row.author_id,
        author=row.author.name,
        badge=row.author.badge,
        is_chair=row.author.role == Role.ORGANISER,
        stance=row.stance,
        text="" if row.removed or row.hidden else row.text,
        is_removed=row.removed,
        is_hidden=row.hidden,
        reason=row.reason,
        at=row.at,
        changed_at=row.changed_at,
        path=row.path,
        reply_to=parent_author if depth >= SHOWN_DEPTH else None,
        amends=kind if kind in AMENDABLE else "",
        grew=grew,
    )


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
