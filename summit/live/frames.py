"""Frames: what is sent about a stream, the same whether pushed by socket or fetched by request."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from flask import current_app, get_template_attribute

from summit.debates import queries
from summit.debates.queries import Said
from summit.live.log import Happened, Stream

Frame = dict[str, Any]

INTERVENTIONS = {"intervention_posted", "intervention_removed"}
MOST_RENDERED = 2_000


def frame_of(stream: Stream, events: Sequence[Happened], rendered: "Rendered") -> Frame:
    """Events of one stream in order; `head` is the number of the last one in the frame."""
    return {
        "topic": stream.name,
        "epoch": stream.epoch,
        "head": events[-1].seq,
        "events": [_event(event, rendered) for event in events],
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


def _event(event: Happened, rendered: "Rendered") -> dict[str, Any]:
    told: dict[str, Any] = {"seq": event.seq, "type": event.type, "payload": event.payload}
    html = rendered.html_of(event)
    if html is not None:
        told["html"] = html
    return told


class Rendered:
    """Interventions as the page's own macro writes them, once per state and language, the latest kept.

    What is rendered is the intervention as it stands now and not as it was when the event happened, and it is
    looked up each time: words that were taken down are never sent again, neither from the log nor from here.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Said, str], str] = OrderedDict()

    def html_of(self, event: Happened) -> str | None:
        """The HTML of an event that carries some. None otherwise, and when it cannot be rendered: pages then
        fetch the part instead, and one odd event never stops a stream."""
        if event.type not in INTERVENTIONS:
            return None
        try:
            said = queries.said(int(str(event.payload["intervention"])))
            return None if said is None else self._html(said)
        except Exception:
            current_app.logger.exception("live: %s could not be rendered", event)
            return None

    def _html(self, said: Said) -> str:
        key = (said, current_app.jinja_env.globals["ui_language"]())  # type: ignore[operator]
        if key not in self._kept:
            self._kept[key] = str(get_template_attribute("debates/_intervention.html", "intervention")(said))
            if len(self._kept) > MOST_RENDERED:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return self._kept[key]
