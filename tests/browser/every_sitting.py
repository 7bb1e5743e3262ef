"""A sitting in each state with all that an order paper can show, on top of the demonstration summit."""

from datetime import timedelta

from summit.agenda.models import Act as ActWithEnd
from summit.agenda.models import ChannelKind
from summit.agenda.services import (
    add_channel,
    add_item,
    close_sitting,
    defer_item,
    end_announcement,
    end_now,
    give_ruling,
    make_announcement,
    open_sitting,
    scan_in,
    scan_out,
    set_deadline,
    suspend_sitting,
    take_up,
)
from summit.db import now
from summit.domain.anchors import Anchor
from summit.people.services import found_body
from tests.factories import a_sitting

STATES = ("open", "suspended", "closed", "planned")
LONG_SITTING = "First sitting, with everything that was left over from yesterday"


def every_sitting(chair: int, document: int, sentences: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """A sitting in each state, each of a body of its own, and what officers say to them."""
    bodies = {state: found_body(None, f"Table of the {state}", room="Room 4").id for state in STATES}
    sittings = {state: a_sitting(chair, body, LONG_SITTING) for state, body in bodies.items()}
    open_one = sittings["open"]
    about = (
        Anchor("document", str(document)),
        Anchor("amendment", "1"),
        Anchor("poll", "1"),
        None,
        None,
        None,
    )
    minutes = (5, 20, 30, None, None, 10)
    items = [add_item(chair, open_one, *item) for item in zip(sentences, about, minutes, strict=True)]
    for state in ("open", "suspended", "closed"):
        add_item(chair, sittings[state], "Opening")
        open_sitting(chair, sittings[state])
    take_up(chair, items[0])
    take_up(chair, items[1], instead_of=items[0])
    defer_item(chair, items[3])
    for kind, language in ((ChannelKind.STREAM, "es"), (ChannelKind.INTERPRETATION, "qu")):
        add_channel(chair, open_one, kind, language, "https://example.org/a/rather/long/address/of/a/stream")
    for badge in ("04-07", "11-03", "B-1"):
        scan_in(chair, open_one, badge)
    scan_out(chair, open_one, "11-03")
    suspend_sitting(chair, sittings["suspended"])
    close_sitting(chair, sittings["closed"])
    for body in (None, bodies["open"]):
        make_announcement(chair, f"The doors close at one. {sentences[-1]}", body)
    end_announcement(chair, make_announcement(chair, "Lunch is served."))
    give_ruling(chair, bodies["open"], f"The amendment is in order.\n{sentences[-1]}", items[1])
    give_ruling(chair, bodies["open"], "Speaking time is three minutes.")
    set_deadline(chair, ActWithEnd.PROPOSING, now() + timedelta(days=1))
    end_now(chair, set_deadline(chair, ActWithEnd.SECONDING, now() + timedelta(days=1), document))
    return {state: f"/sittings/{number}" for state, number in sittings.items()}, f"/items/{items[4]}"
