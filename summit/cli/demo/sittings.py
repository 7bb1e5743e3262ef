"""The demonstration summit's agenda: a plenary that sits, two tables, order papers, people who are there."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from summit.agenda.models import Act, ChannelKind
from summit.agenda.services import (
    add_channel,
    add_item,
    announce_presence,
    finish_item,
    give_ruling,
    make_announcement,
    open_sitting,
    plan_sitting,
    scan_in,
    set_deadline,
    show,
    take_part,
    take_up,
)
from summit.cli.demo.cast import FARMING, SOFTWARE, body_named
from summit.db import now
from summit.debates.services import ask_for_floor, call_speaker, open_list
from summit.debates.services.listing import Terms
from summit.domain.anchors import Anchor
from summit.people.queries import plenary

IN_THE_ROOM = ("04-07", "11-03", "02-05", "03-06", "05-02", "06-04", "08-03", "10-01", "12-05", "B-1")
REMOTE = ("09-02", "07-01")
Item = tuple[str, Anchor | None, int | None]


def begin(who: dict[str, int]) -> int:
    """Open the plenary's first sitting and let people come; answers the sitting."""
    chair, body = who["O-1"], plenary()
    assert body is not None
    starts = _quarter_hour()
    sitting = plan_sitting(chair, body.id, "First sitting", starts, starts + timedelta(hours=3))
    for kind, language in (
        (ChannelKind.STREAM, "es"),
        *((ChannelKind.INTERPRETATION, one) for one in ("en", "fr", "qu")),
    ):
        add_channel(chair, sitting, kind, language, f"https://stream.example.org/plenary/{language}")
    opening = add_item(chair, sitting, "Opening, and adoption of the order paper", minutes=15)
    open_sitting(chair, sitting)
    for badge in IN_THE_ROOM:
        scan_in(chair, sitting, badge)
    for badge in REMOTE:
        take_part(who[badge], sitting)
    take_up(chair, opening)
    finish_item(chair, opening)
    return sitting


def plan(who: dict[str, int], sitting: int, seeds: int, plan: int) -> None:
    """Put what the demo's texts and polls are about on order papers, of the plenary and of two tables."""
    chair, body = who["O-1"], plenary()
    assert body is not None
    items = _add(
        chair,
        sitting,
        ("Data on seeds and soils", Anchor("poll", "2"), 45),
        ("Workshops in every province", Anchor("poll", "3"), 30),
        ("The plan as a whole", Anchor("document", str(plan)), 60),
        ("Any other business", None, None),
    )
    take_up(chair, items[0])
    give_ruling(chair, body.id, "Speaking time on this item is three minutes.", items[0])
    make_announcement(chair, "Interpretation into Kichwa begins at the second item.")
    tomorrow = _quarter_hour() + timedelta(days=1)
    closing = plan_sitting(chair, body.id, "Second sitting", tomorrow, tomorrow + timedelta(hours=3))
    _add(chair, closing, ("Results of the tables", None, 60), ("Final document", None, 30))
    set_deadline(chair, Act.PROPOSING, tomorrow + timedelta(hours=1))
    _farming(who, seeds)
    _software(who, plan)
    announce_presence()


def _farming(who: dict[str, int], seeds: int) -> None:
    """A table in session under its own chair."""
    chair, body = who["05-02"], body_named(FARMING).id
    starts = _quarter_hour() - timedelta(minutes=30)
    sitting = plan_sitting(chair, body, "Morning sitting", starts, starts + timedelta(hours=2))
    first, *_ = _add(
        chair,
        sitting,
        ("Seeds that communities keep", Anchor("document", str(seeds)), 40),
        ("A map of soils", Anchor("amendment", "7"), 30),
        ("What goes to the plenary", None, 20),
    )
    open_sitting(chair, sitting)
    for badge in ("05-02", "08-03", "02-05"):
        scan_in(chair, sitting, badge)
    make_announcement(chair, "The table meets again at three, in the garden.", body)
    take_up(chair, first)
    show(chair, body, "item", str(first), 1)
    open_list(chair, body, Terms(seconds=300))
    call_speaker(chair, ask_for_floor(who["02-05"], body))
    for badge in ("09-02", "04-07", "08-03"):
        ask_for_floor(who[badge], body)


def _software(who: dict[str, int], plan: int) -> None:
    """A table that meets later today."""
    chair, body = who["06-04"], body_named(SOFTWARE).id
    starts = _quarter_hour() + timedelta(hours=4)
    sitting = plan_sitting(chair, body, "Afternoon sitting", starts)
    _add(
        chair,
        sitting,
        ("Software paid for by everybody", Anchor("document", str(plan)), 45),
        ("Licences within a year", Anchor("amendment", "2"), None),
    )


def _add(chair: int, sitting: int, *items: Item) -> Sequence[int]:
    return [add_item(chair, sitting, title, about, minutes) for title, about, minutes in items]


def _quarter_hour() -> datetime:
    """The last full quarter of an hour."""
    moment = now()
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
