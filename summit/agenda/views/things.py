"""What agenda items can be about: features above enter how to look for theirs, and what is offered first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from summit.agenda.models import AgendaItem
from summit.domain.anchors import Anchor, written_anchor
from summit.domain.errors import NotFound, Unacceptable


@dataclass(frozen=True, slots=True)
class Thing:
    """What an item is about: its name in words and the address of its page; none where it is gone.

    `advice` is what bodies recommend on it, line by line.
    """

    title: str
    location: str
    advice: tuple[str, ...] = ()


Look = Callable[[str], Thing]
_looks: dict[str, Look] = {}
_offers: list[Callable[[], list[str]]] = []


def enter_thing(kind: str, look: Look) -> None:
    """Let items be about things of this kind; `look` finds one by its key or raises NotFound."""
    _looks[kind] = look


def enter_offer(offer: Callable[[], list[str]]) -> None:
    """Let `offer` suggest names of things while an item is written."""
    if offer not in _offers:
        _offers.append(offer)


def offered() -> list[str]:
    """Names of things that an item is likely to be about."""
    return [name for offer in _offers for name in offer()]


def known_anchor(anchor: Anchor | None) -> Anchor | None:
    """The anchor itself when there is such a thing. Raises Unacceptable in words for the form."""
    if anchor is None:
        return None
    try:
        _looks[anchor.kind](anchor.key)
    except (KeyError, NotFound) as error:
        raise Unacceptable(f"There is no {written_anchor(anchor)}.") from error
    return anchor


def things_of(items: Iterable[AgendaItem]) -> dict[int, Thing]:
    """By item: what it is about; each thing is looked for once."""
    about = {
        item.id: Anchor(item.anchor_kind, item.anchor_key)
        for item in items
        if item.anchor_kind and item.anchor_key
    }
    found = things_named(about.values())
    return {item: found[anchor] for item, anchor in about.items()}


def things_named(anchors: Iterable[Anchor]) -> dict[Anchor, Thing]:
    """By anchor: the thing, or its bare name where it is gone."""
    return {anchor: _thing(anchor) for anchor in set(anchors)}


def _thing(anchor: Anchor) -> Thing:
    try:
        return _looks[anchor.kind](anchor.key)
    except (KeyError, NotFound):
        return Thing(written_anchor(anchor), "")
