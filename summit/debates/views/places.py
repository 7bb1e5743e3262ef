"""Where the things stand that debates are about: features above enter how to look for theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from summit.debates.queries import Anchor, anchor_of, intervention, is_on_last_page
from summit.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Place:
    """A thing that is debated: its name in words, the address of the page that shows the debate.

    `thing` is the page of the thing itself where that is another one.
    """

    title: str
    location: str
    has_stances: bool = False
    thing: str = ""


Look = Callable[[str], Place]
_looks: dict[str, Look] = {}


def enter_place(kind: str, look: Look) -> None:
    """Let debates be about things of this kind; `look` finds one by its key or raises NotFound."""
    _looks[kind] = look


def place_of(anchor: Anchor) -> Place:
    """Raises NotFound where there is no such thing."""
    look = _looks.get(anchor.kind)
    if look is None:
        raise NotFound(f"Nothing called “{anchor.kind}” is debated here.")
    return look(anchor.key)


def where_said(number: int, place: Place | None = None) -> str:
    """The address at which an intervention is read: its page of the debate, and its place there. Whoever
    knows the `place` of the debate spares looking for it. Raises NotFound.
    """
    row = intervention(number)
    location = (place or place_of(anchor_of(row.debate_number))).location
    is_shown = is_on_last_page(row.debate_number, row.path)
    page = "" if is_shown else f"{'&' if '?' in location else '?'}said={number}"
    return f"{location}{page}#i-{number}"
