"""Pages that follow what happens: the whole with the heads of its topics, or its part alone."""

from collections.abc import Sequence
from typing import Any

from flask import Response, make_response, render_template, request

from summit.events import TopicName, heads_of


def document_topic(number: int) -> TopicName:
    return TopicName("document", str(number))


def answer(
    page: str, part: str, topics: Sequence[TopicName], context: dict[str, Any], *, as_part: bool | None = None
) -> Response:
    """The page with the heads of what it follows, or its part alone with the same heads in X-Live.

    A part is asked for by `?part`, unless it has an address of its own.
    """
    live = ",".join(map(str, heads_of(topics)))
    is_part = "part" in request.args if as_part is None else as_part
    made = make_response(render_template(part if is_part else page, live=live, **context))
    if is_part:
        made.headers["X-Live"] = live
    return made
