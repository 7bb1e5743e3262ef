"""What debates can be about, each with its name and the page that shows it."""

from flask import url_for

from summit.db import db
from summit.debates.queries import Anchor
from summit.debates.views.places import Place, enter_place, place_of
from summit.documents import queries as documents
from summit.documents.views.naming import provision_name
from summit.domain.errors import NotFound
from summit.domain.text import labels
from summit.voting.models import Poll, PollState

LONGEST_NUMBER = 9


def enter_places() -> None:
    """Let debates be about provisions, amendments and polls."""
    enter_place("provision", _provision)
    enter_place("amendment", _amendment)
    enter_place("poll", _poll)


def debate_of_provision(document: int, provision: str) -> tuple[Anchor, Place]:
    """Raises NotFound."""
    anchor = Anchor("provision", f"{document}/{provision}")
    return anchor, place_of(anchor)


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
    amendment = documents.amendment(_number(key))
    location = url_for("pages.amendment", number=amendment.number)
    return Place(f"AM {amendment.number}, {amendment.title}", location, has_stances=True)


def _poll(key: str) -> Place:
    poll = db.session.get(Poll, _number(key))
    if poll is None or poll.state == PollState.DRAFT:
        raise NotFound(f"There is no poll {key}.")
    debate = url_for("debates.debate", kind="poll", key=key)
    thing = url_for("voting.poll", number=poll.number)
    return Place(f"V-{poll.number:02}, {poll.title}", debate, thing=thing)


def _number(key: str) -> int:
    """Keys have one spelling: “07” is not amendment 7, or its debate would exist twice."""
    if not key.isascii() or not key.isdigit() or len(key) > LONGEST_NUMBER or str(int(key)) != key:
        raise NotFound(f"Nothing is called “{key}” here.")
    return int(key)
