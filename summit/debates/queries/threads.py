"""What was said in a debate as it is shown, page by page: threads stay whole, and each its page."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from summit.db import db
from summit.debates.models import Debate, DebateState, Intervention
from summit.debates.queries.interventions import CHANGEABLE, Anchor, debate_about
from summit.documents.models import Amendment
from summit.people.models import Person, Role

SHOWN_DEPTH = 2
AMENDABLE = ("provision", "amendment")
THREADS = 40
"""A page of a long debate; the last has up to twice as many less one, so that it is never nearly empty."""


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
class Stretch:
    """The threads of one page: paths from `first` on and before `before`, empty where nothing bounds them.

    `earlier` and `later` are interventions on the pages beside it, `own` is one on this page unless it is the
    last.
    """

    first: str = ""
    before: str = ""
    earlier: int | None = None
    later: int | None = None
    own: int | None = None


@dataclass(frozen=True, slots=True)
class Debated:
    """A debate with a page of what was said in it, in the order in which all screens show it.

    `total` counts what was said on all pages.
    """

    anchor: Anchor
    number: int | None
    state: DebateState
    opens_at: datetime | None
    slow_minutes: int | None
    summary: str
    said: tuple[Said, ...]
    total: int = 0
    stretch: Stretch = Stretch()

    @property
    def is_open(self) -> bool:
        return self.state in (DebateState.OPEN, DebateState.SLOW)


def debated(anchor: Anchor, holding: int | None = None) -> Debated:
    """The last page of the debate about a thing, or the one with the intervention `holding`; an empty one
    where nobody has spoken yet."""
    found = debate_about(anchor)
    if found is None:
        return Debated(anchor, None, DebateState.OPEN, None, None, "", said=())
    total, stretch = _stretch(found.number, holding)
    asked = {"the_debate": found.number, "first": stretch.first, "before": stretch.before or BEHIND_ALL}
    rows = db.session.execute(_OF_A_PAGE, asked).all()
    grew = _grown(row.number for row in rows)
    said = tuple(_said(row, grew) for row in rows)
    state = DebateState(found.state)
    shown = (found.opens_at, found.slow_minutes, found.summary, said, total, stretch)
    return Debated(anchor, found.number, state, *shown)


def said(number: int) -> Said | None:
    """One intervention as it stands now, for the frame that tells of it."""
    row = db.session.execute(_ONE, {"the_number": number}).first()
    return None if row is None else _said(row, _grown([number]))


def is_on_last_page(debate: int, path: str) -> bool:
    """Whether the page of a debate that opens by itself shows what stands at this path."""
    asked = {"the_debate": debate, "the_root": path.partition("/")[0]}
    roots, until = db.session.execute(_COUNTED_ROOTS, asked).one()
    return bool((until - 1) // THREADS >= roots // THREADS - 1)


def own_said(debate: int | None, author_id: int) -> list[Intervention]:
    """What a person said in a debate and can still be read, on whichever page it stands."""
    return list(db.session.scalars(_OWN, {"the_debate": debate, "the_author": author_id}))


def _stretch(debate: int, holding: int | None) -> tuple[int, Stretch]:
    """How much was said, and which threads are on the page. Pages are counted from the first thread, so that
    one that is full stays as it is."""
    total, replies = db.session.execute(_COUNTED, {"the_debate": debate}).one()
    if total - replies < 2 * THREADS:
        return total, Stretch()
    roots = list(db.session.scalars(_ROOTS, {"the_debate": debate}))
    last = len(roots) // THREADS - 1
    page = last if holding is None else min(last, _page_of(holding, debate, roots))
    start, end = page * THREADS, (page + 1) * THREADS
    is_last = page == last
    return total, Stretch(
        first=roots[start] if page else "",
        before="" if is_last else roots[end],
        earlier=int(roots[start - 1]) if page else None,
        later=None if is_last else int(roots[end]),
        own=None if is_last else int(roots[start]),
    )


def _page_of(holding: int, debate: int, roots: list[str]) -> int:
    """The last page for an intervention that is none of this debate's."""
    path = db.session.scalar(_PATH, {"the_number": holding, "the_debate": debate})
    return len(roots) if path is None else (bisect_right(roots, path.partition("/")[0]) - 1) // THREADS


def _grown(numbers: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """By intervention: the amendments that grew out of it."""
    found: dict[int, tuple[int, ...]] = {}
    for said_number, number in db.session.execute(_GREW, {"the_numbers": list(numbers)}):
        key = int(said_number or 0)
        found[key] = (*found.get(key, ()), number)
    return found


def _said(row: Row[*tuple[object, ...]], grew: dict[int, tuple[int, ...]]) -> Said:
    depth = row.path.count("/")
    return Said(
        number=row.number,
        debate=row.debate_number,
        parent=row.parent_number,
        depth=min(depth, SHOWN_DEPTH - 1),
        author_id=row.author_id,
        author=row.author,
        badge=row.badge,
        is_chair=row.role == Role.ORGANISER,
        stance=row.stance,
        text="" if row.removed or row.hidden else row.text,
        is_removed=row.removed,
        is_hidden=row.hidden,
        reason=row.reason,
        at=row.at,
        changed_at=row.changed_at,
        path=row.path,
        reply_to=row.replied_to if depth >= SHOWN_DEPTH else None,
        amends=row.anchor_kind if row.anchor_kind in AMENDABLE else "",
        grew=grew.get(row.number, ()),
    )


# --- statements, built once: a debate is opened by many in the same moment ---------------------------------

BEHIND_ALL = "9" * 100
"""After every path, in the order of every language: some of them sort signs before digits."""
_replied, _replied_author = aliased(Intervention), aliased(Person)
_IN_DEBATE = Intervention.debate_number == bindparam("the_debate")
_SHOWN = (
    select(
        Intervention.number, Intervention.debate_number, Intervention.parent_number, Intervention.author_id,
        Intervention.stance, Intervention.text, Intervention.removed, Intervention.hidden,
        Intervention.reason, Intervention.at, Intervention.changed_at, Intervention.path,
        Person.name.label("author"), Person.badge, Person.role, Debate.anchor_kind,
        _replied_author.name.label("replied_to"),
    )
    .join(Person, Person.id == Intervention.author_id)
    .join(Debate, Debate.number == Intervention.debate_number)
    .outerjoin(_replied, _replied.number == Intervention.parent_number)
    .outerjoin(_replied_author, _replied_author.id == _replied.author_id)
)  # fmt: skip
_ONE = _SHOWN.where(Intervention.number == bindparam("the_number"))
_OF_A_PAGE = _SHOWN.where(
    _IN_DEBATE, Intervention.path >= bindparam("first"), Intervention.path < bindparam("before")
).order_by(Intervention.path)
_COUNTED = select(func.count(), func.count(Intervention.parent_number)).where(_IN_DEBATE)
_IS_ROOT = Intervention.parent_number.is_(None)
_ROOTS = select(Intervention.path).where(_IN_DEBATE, _IS_ROOT).order_by(Intervention.path)
_COUNTED_ROOTS = select(func.count(), func.count().filter(Intervention.path <= bindparam("the_root"))).where(
    _IN_DEBATE, _IS_ROOT
)
_PATH = select(Intervention.path).where(Intervention.number == bindparam("the_number"), _IN_DEBATE)
_OWN = (
    select(Intervention)
    .where(_IN_DEBATE, Intervention.author_id == bindparam("the_author"))
    .where(Intervention.removed.is_(False), Intervention.hidden.is_(False))
    .order_by(Intervention.path)
)
_GREW = (
    select(Amendment.said_number, Amendment.number)
    .where(Amendment.said_number.in_(bindparam("the_numbers", expanding=True)))
    .order_by(Amendment.number)
)
