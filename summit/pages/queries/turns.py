"""What somebody who sits in a body can do about its floor: the buttons of their own on the now page."""

from dataclasses import dataclass

from summit.debates.permissions import may_ask_for_floor
from summit.debates.queries import ListShown, SpeechShown, list_in_use, own_requests
from summit.domain.speakers import Purpose
from summit.people.models import Person

WRITTEN_ABOUT = ("amendment", "provision")
"""What items are about that can be debated in writing as well."""


@dataclass(frozen=True, slots=True)
class OwnTurn:
    """A person before an open or closed list; `requests` are their own with their places, from 1."""

    list: ListShown
    requests: tuple[tuple[int, SpeechShown], ...]
    has_floor: bool
    has_spoken: bool

    @property
    def is_next(self) -> bool:
        """Whether theirs is the first request on the list."""
        return any(place == 1 for place, _ in self.requests)

    def may_ask(self, purpose: str) -> bool:
        """Whether they do not wait for this already."""
        return all(one.purpose != Purpose(purpose) for _, one in self.requests)

    @property
    def instead(self) -> str:
        """Where the same is debated in writing; empty where it is not."""
        kind, key = self.list.about
        return f"/debates/{kind}/{key}" if kind in WRITTEN_ABOUT else ""


def own_turn(person: Person | None, body_id: int) -> OwnTurn | None:
    """None for who does not sit in the body, and while it has no speakers' list."""
    if person is None or not may_ask_for_floor(person, body_id):
        return None
    shown = list_in_use(body_id)
    if shown is None:
        return None
    spoke = (*shown.spoken, *shown.interrupted)
    return OwnTurn(
        list=shown,
        requests=tuple(own_requests(person.id, shown)),
        has_floor=shown.speaking is not None and shown.speaking.person_id == person.id,
        has_spoken=any(one.person_id == person.id for one in spoke),
    )
