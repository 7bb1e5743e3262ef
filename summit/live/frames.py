"""Frames: what is sent about a stream, the same whether pushed by socket or fetched by request."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from flask import current_app

from summit.debates import queries
from summit.debates.views.drawn import drawn
from summit.live.log import Happened, Stream

Frame = dict[str, Any]
HtmlFor = Callable[[Happened], str | None]

INTERVENTIONS = {
    "intervention_posted",
    "intervention_changed",
    "intervention_hidden",
    "intervention_shown",
    "intervention_removed",
}


def frame_of(stream: Stream, events: Sequence[Happened], html_for: HtmlFor) -> Frame:
    """Events of one stream in order; `head` is the number of the last one in the frame."""
    return {
        "topic": stream.name,
        "epoch": stream.epoch,
        "head": events[-1].seq,
        "events": [_event(event, html_for) for event in events],
    }


def reset_of(stream: Stream) -> Frame:
    """The reader's position cannot be gone on from: fetch what the page shows again, go on from `head`."""
    return {
        "topic": stream.name,
        "epoch": stream.epoch,
        "head": stream.head,
        "events": [],
        "reset": True,
    }


def _event(event: Happened, html_for: HtmlFor) -> dict[str, Any]:
    told: dict[str, Any] = {"seq": event.seq, "type": event.type, "payload": event.payload}
    html = html_for(event)
    if html is not None:
        told["html"] = html
    return told


def element_of(event: Happened) -> int | None:
    """The number of the intervention that an event brings; None for events without HTML of their own."""
    return int(str(event.payload["intervention"])) if event.type in INTERVENTIONS else None


def html_of(event: Happened, language: str) -> str | None:
    """The HTML of an event as its thing stands now, and not as it was when the event happened: words
    that were taken down are never sent again. None where there is none or it cannot be drawn: pages
    then fetch the part instead, and one odd event never stops a stream."""
    return html_of_state(look(event), language)


def html_of_state(state: Hashable | None, language: str) -> str | None:
    """An intervention as the page's own macro writes it."""
    if state is None:
        return None
    try:
        return str(drawn(state, language))
    except Exception:
        current_app.logger.exception("live: an event could not be drawn")
        return None


def look(event: Happened) -> Hashable | None:
    """What an event is about as it stands now; None where it brings nothing or cannot be read."""
    try:
        number = element_of(event)
        return None if number is None else queries.said(number)
    except Exception:
        current_app.logger.exception("live: what %s is about could not be read", event.type)
        return None
