"""What is shown now: what the driving officer points at, or what follows by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import func, select

from summit.agenda.models import Announcement, Sitting
from summit.agenda.queries import OnFloor, announcements, floor_of
from summit.db import db
from summit.debates.queries import ListShown, list_in_use
from summit.domain.screens import LINES, LINES_BESIDE_SPEAKERS
from summit.pages.queries.projected.items import announcement_scene, idle_scene, item_scene
from summit.pages.queries.projected.polls import latest_result, poll_scene, polls_under_way, result_scene
from summit.pages.queries.projected.scenes import Scene, Slide
from summit.voting.models import Poll


@dataclass(frozen=True, slots=True)
class Projected:
    """A body's projector at this moment; `others` are the names of what it could be pointed at besides.

    `said` is the latest announcement, which stands below whatever is shown unless it is itself shown.
    """

    on: OnFloor
    scene: Scene
    step: int
    is_pointed_at: bool
    others: tuple[tuple[str, str], ...]
    said: Announcement | None
    polls: tuple[Poll, ...]
    speakers: ListShown | None

    @property
    def slide(self) -> Slide:
        return self.scene.slides[self.step]

    @property
    def steps(self) -> int:
        return len(self.scene.slides)

    @property
    def below(self) -> str:
        """The announcement that stands below what is shown; empty where there is none, or it is shown."""
        return self.said.words if self.said is not None and self.scene.kind != "announcement" else ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Something that can be shown, made only when it is."""

    kind: str
    key: str
    since: datetime | None
    make: Callable[[], Scene]


def projected(body_id: int) -> Projected:
    """What this body's projector shows. Raises NotFound for an unknown body."""
    on, polls = floor_of(body_id), polls_under_way(body_id)
    said, speakers = next(iter(announcements(body_id)), None), list_in_use(body_id)
    can_be_shown = list(_candidates(on, polls, said, LINES_BESIDE_SPEAKERS if speakers else LINES))
    pointed_at = (on.shown_kind, on.shown_key)
    chosen = next((one for one in can_be_shown if (one.kind, one.key) == pointed_at), None)
    one = chosen or can_be_shown[0]
    scene = one.make()
    step = (on.shown_step or 0) if chosen else 0
    return Projected(
        on=on,
        scene=scene,
        step=min(max(step, 0), len(scene.slides) - 1),
        is_pointed_at=chosen is not None,
        others=tuple((other.kind, other.key) for other in can_be_shown if other is not one),
        said=said,
        polls=tuple(polls),
        speakers=speakers,
    )


def _candidates(
    on: OnFloor, polls: list[Poll], said: Announcement | None, lines: int
) -> Iterator[_Candidate]:
    """Polls under way first; then result, announcement and item, the latest first; then that nothing is."""
    for poll in polls:
        yield _Candidate("poll", str(poll.number), poll.opened_at, partial(poll_scene, poll))
    yield from sorted(
        _rest(on, said, lines), key=lambda one: one.since.timestamp() if one.since else 0, reverse=True
    )
    yield _Candidate("idle", str(on.body.id), None, partial(idle_scene, on.body, on.sitting, on.following))


def _rest(on: OnFloor, said: Announcement | None, lines: int) -> Iterator[_Candidate]:
    result, item = latest_result(on.body.id), on.item
    if result is not None and not _is_over(on, result):
        yield _Candidate("result", str(result.number), result.published_at, partial(result_scene, result))
    if said is not None:
        yield _Candidate("announcement", str(said.id), said.made_at, partial(announcement_scene, said))
    if item is not None:
        yield _Candidate("item", str(item.id), item.taken_up_at, partial(item_scene, item, lines))


def _is_over(on: OnFloor, result: Poll) -> bool:
    """Whether a sitting of the body was opened or closed since: nobody comes back to yesterday's result."""
    closed = db.session.scalar(select(func.max(Sitting.closed_at)).where(Sitting.body_id == on.body.id))
    opened = on.sitting.opened_at if on.sitting else None
    published = result.published_at
    return published is not None and any(turn > published for turn in (closed, opened) if turn is not None)
