"""What debates can be about, each with its name and the page that shows it."""

from collections.abc import Callable
from dataclasses import replace

from flask import url_for
from sqlalchemy import select

from summit.agenda.queries import item as agenda_item
from summit.agenda.views.things import Thing, enter_offer, enter_thing
from summit.db import db
from summit.debates.queries import Anchor
from summit.debates.views.places import Place, enter_place, place_of
from summit.documents import queries as documents
from summit.documents.models import AmendmentState
from summit.documents.views.naming import provision_name
from summit.domain.errors import NotFound
from summit.domain.text import labels
from summit.domain.wording import poll_name
from summit.voting.models import Poll, PollState
from summit.voting.queries import Recommended, amendments_put, recommendations

LONGEST_NUMBER = 9
PREPARED = (PollState.ANNOUNCED, PollState.OPEN)


def enter_places() -> None:
    """Let debates be about documents, provisions, amendments, polls and agenda items."""
    enter_place("document", _whole)
    enter_place("item", _item)
    enter_place("provision", _provision)
    enter_place("amendment", _amendment)
    enter_place("poll", _poll)


def enter_things() -> None:
    """Let agenda items be about documents and about all that is debated."""
    enter_thing("document", _document)
    enter_thing("provision", _as_thing(_provision))
    for kind, look in (("amendment", _amendment), ("poll", _poll)):
        enter_thing(kind, _with_advice(kind, _as_thing(look)))
    enter_offer(_likely)


def _as_thing(look: Callable[[str], Place]) -> Callable[[str], Thing]:
    def thing(key: str) -> Thing:
        place = look(key)
        return Thing(place.title, place.thing or place.location)

    return thing


def _with_advice(kind: str, look: Callable[[str], Thing]) -> Callable[[str], Thing]:
    """The thing with what bodies recommend on the amendments that it is about."""

    def thing(key: str) -> Thing:
        found = look(key)
        numbers = [int(key)] if kind == "amendment" else amendments_put(int(key))
        said = recommendations(numbers)
        return replace(
            found, advice=tuple(_advice(one) for number in numbers for one in said.get(number, ()))
        )

    return thing


def _advice(one: Recommended) -> str:
    return f"{one.body} recommends on AM {one.amendment}: {one.words}."


def _document(key: str) -> Thing:
    found = documents.document(_number(key))
    return Thing(found.title, url_for("pages.reading", number=found.number))


def _likely() -> list[str]:
    """Documents, polls that wait, and amendments that are pending, by the names that are typed."""
    listed = documents.documents()
    waiting = db.session.scalars(select(Poll.number).where(Poll.state.in_(PREPARED)).order_by(Poll.number))
    pending = [
        f"AM {one.number}"
        for paper in listed
        for one in documents.amendments(paper.number, AmendmentState.TABLED)
    ]
    return [
        *(f"Document {one.number}" for one in listed),
        *(f"{poll_name(number)}" for number in waiting),
        *pending,
    ]


def debate_of_provision(document: int, provision: str) -> tuple[Anchor, Place]:
    """Raises NotFound."""
    anchor = Anchor("provision", f"{document}/{provision}")
    return anchor, place_of(anchor)


def _whole(key: str) -> Place:
    found = documents.document(_number(key))
    debate = url_for("debates.debate", kind="document", key=key)
    return Place(f"“{found.title}” as a whole", debate, thing=url_for("pages.reading", number=found.number))


def _item(key: str) -> Place:
    found = agenda_item(_number(key))
    sitting = url_for("agenda.sitting", number=found.sitting_id, _anchor=f"i-{found.id}")
    return Place(f"“{found.title}”", url_for("debates.debate", kind="item", key=key), thing=sitting)


def _provision(key: str) -> Place:
    document_key, _, id = key.partition("/")
    document = documents.document(_number(document_key))
    revision = documents.last_revision_with(document.number, id)
    if revision is None:
        raise NotFound(f"Document {document.number} has no provision {id}.")
    text = documents.text_at(document.number, revision)
    provision = next(one for one in text if one.id == id)
    name = provision_name(provision, labels(text).get(id))
    title = f"{name} of “{document.title}”"
    if revision == document.head:
        return Place(title, url_for("pages.reading", number=document.number, debate=id))
    debate = url_for("debates.debate", kind="provision", key=key)
    then = url_for("pages.reading", number=document.number, revision=revision, _anchor=id)
    return Place(f"{title}, struck since", debate, thing=then)


def _amendment(key: str) -> Place:
    number = _number(key)
    title = documents.title_of_amendment(number)
    return Place(f"AM {number}, {title}", url_for("pages.amendment", number=number), has_stances=True)


def _poll(key: str) -> Place:
    poll = db.session.get(Poll, _number(key))
    if poll is None or poll.state == PollState.DRAFT:
        raise NotFound(f"There is no poll {key}.")
    debate = url_for("debates.debate", kind="poll", key=key)
    thing = url_for("voting.poll", number=poll.number)
    return Place(f"{poll_name(poll.number)}, {poll.title}", debate, thing=thing)


def _number(key: str) -> int:
    """Keys have one spelling: “07” is not amendment 7, or its debate would exist twice."""
    if not key.isascii() or not key.isdigit() or len(key) > LONGEST_NUMBER or str(int(key)) != key:
        raise NotFound(f"Nothing is called “{key}” here.")
    return int(key)
