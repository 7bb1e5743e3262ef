"""What every page of a signed-in person carries: notices, the streams that bring them, tabs of the desk."""

from functools import cached_property
from typing import Any

from flask import Flask, Response, request, url_for

from summit.events import TopicName, heads_of
from summit.people import queries
from summit.people.models import Person
from summit.people.permissions import is_staff, may_accredit, may_read_everything
from summit.people.services.desk import STAFF
from summit.people.views.blueprint import blueprint
from summit.people.views.devices import noticed
from summit.people.views.identity import current_person


def init_app(app: Flask) -> None:
    app.context_processor(_own)


class Own:
    """Read only where a page draws it: fragments come without it."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @cached_property
    def notices(self) -> dict[str, object]:
        return noticed(self.person)

    @cached_property
    def _topics(self) -> list[TopicName]:
        return [queries.own_topic(self.person.id), *([STAFF] if is_staff(self.person) else [])]

    @cached_property
    def topics(self) -> str:
        return " ".join(str(topic) for topic in self._topics)

    @cached_property
    def heads(self) -> list[str]:
        return [str(head) for head in heads_of(self._topics)]

    @cached_property
    def followed(self) -> list[str]:
        """The streams of this person and of the bodies in which they vote: polls are told on every page."""
        bodies = [TopicName("body", str(seat.body_id)) for seat in self.person.seats]
        return [str(head) for head in heads_of([*self._topics, *bodies])]

    @cached_property
    def tabs(self) -> list[tuple[str, str, str]]:
        """(name, words, address) of the pages of the desk that this person may open."""
        at_desk = may_accredit(self.person) or may_read_everything(self.person)
        tabs = [
            ("people", "People", url_for("people.desk"), at_desk),
            ("bodies", "Bodies", url_for("people.bodies"), True),
            ("ways-in", "Ways in", url_for("people.ways_in"), at_desk),
            ("sign-ins", "Sign-ins", url_for("people.sign_ins"), at_desk),
            ("two-officers", "Two officers", url_for("people.signatures"), True),
            ("acts", "Log of acts", url_for("pages.log_of_acts"), True),
        ]
        return [(name, words, address) for name, words, address, is_open in tabs if is_open]


@blueprint.after_request
def with_heads(response: Response) -> Response:
    """Say of a part of a page where the streams stood from whose news it was made."""
    person = current_person() if (request.endpoint or "").endswith("_part") else None
    if person is not None:
        response.headers["X-Live"] = ",".join(Own(person).heads)
    return response


def _own() -> dict[str, Any]:
    person = current_person()
    return {"your": Own(person)} if person else {}
