"""Reads about debates and interventions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.debates.models import Debate, DebateState, Intervention
from summit.domain.errors import NotFound
from summit.events import TopicName
from summit.people.models import Role

SHOWN_DEPTH = 2


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
    """An intervention as it is shown; `depth` 0 is a root, deeper than two levels stays at two."""

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
    at: datetime
    path: str
    reply_to: str | None


@dataclass(frozen=True, slots=True)
class Debated:
    """A debate with everything said in it, in the order in which all screens show it."""

    anchor: Anchor
    number: int | None
    is_open: bool
    said: tuple[Said, ...]


def debate_about(anchor: Anchor) -> Debate | None:
    return db.session.scalar(
        select(Debate).where(Debate.anchor_kind == anchor.kind, Debate.anchor_key == anchor.key)
    )


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
        return Debated(anchor, None, is_open=True, said=())
    rows = db.session.scalars(
        select(Intervention)
        .where(Intervention.debate_number == found.number)
        .options(joinedload(Intervention.author))
        .order_by(Intervention.path)
        .execution_options(populate_existing=True)
    ).all()
    authors = {row.number: row.author.name for row in rows}
    said = tuple(_said(row, authors.get(row.parent_number or 0)) for row in rows)
    return Debated(anchor, found.number, found.state == DebateState.OPEN, said)


def said(number: int) -> Said | None:
    """One intervention as it stands now, for the frame that tells of it."""
    row = db.session.scalar(
        select(Intervention).where(Intervention.number == number).options(joinedload(Intervention.author))
    )
    if row is None:
        return None
    parent = db.session.get(Intervention, row.parent_number) if row.parent_number else None
    return _said(row, parent.author.name if parent else None)


def _said(row: Intervention, parent_author: str | None) -> Said:
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
        text="" if row.removed else row.text,
        is_removed=row.removed,
        at=row.at,
        path=row.path,
        reply_to=parent_author if depth >= SHOWN_DEPTH else None,
    )


def counts(kind: str, prefix: str) -> dict[str, int]:
    """Number of interventions by anchor key, for keys of this kind that start with `prefix`."""
    rows = db.session.execute(
        select(Debate.anchor_key, func.count(Intervention.number))
        .join(Intervention, Intervention.debate_number == Debate.number)
        .where(Debate.anchor_kind == kind, Debate.anchor_key.startswith(prefix, autoescape=True))
        .where(Intervention.removed.is_(False))
        .group_by(Debate.anchor_key)
    )
    return {row[0]: row[1] for row in rows}
