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
from summit.debates.services import add_speaker, call_speaker, end_speech, open_list, set_speaking_rules
from summit.debates.services.listing import Terms
from summit.domain.anchors import Anchor
from summit.domain.speakers import Rules
from summit.people.services import found_body
from tests.factories import a_sitting

STATES = ("open", "suspended", "closed", "planned")
LONG_SITTING = "First sitting, with everything that was left over from yesterday"


def every_sitting(chair: int, document: int, sentences: tuple[str, ...]) -> tuple[dict[str, str], str, int]:
    """A sitting in each state, each of a body of its own, and what officers say to them.

    Answers where they are, where an item is, and the body with a speakers' list.
    """
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
    _speakers(chair, bodies["open"])
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
    where = {state: f"/sittings/{number}" for state, number in sittings.items()}
    return where, f"/items/{items[4]}", bodies["open"]


def _speakers(chair: int, body: int) -> None:
    """A list with everything on it: who has spoken, who was interrupted, who has the floor, who waits."""
    open_list(chair, body, Terms(240))
    first = add_speaker(chair, body, "11-03", side="for")
    call_speaker(chair, first)
    end_speech(chair, first)
    second = add_speaker(chair, body, "R-1", side="against")
    call_speaker(chair, second)
    call_speaker(chair, add_speaker(chair, body, "04-07", "point of order"), second)
    for badge, purpose, side in (
        ("04-07", "turn", None), ("03-06", "turn", "against"), ("09-02", "question", None),
        ("02-05", "turn", "for"), ("11-03", "reply", None),
    ):  # fmt: skip
        add_speaker(chair, body, badge, purpose, side)
    set_speaking_rules(chair, body, Terms(240, Rules(interleaves=True)))
