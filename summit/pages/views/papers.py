"""The now page, a document, an amendment, the collisions: what everybody may read, each with its topics."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, render_template, request, url_for

from summit.debates.queries import Anchor, debate_topic
from summit.debates.views.showing import debate_context
from summit.documents import queries as documents
from summit.documents.permissions import may_import, may_propose, may_withdraw
from summit.events import TopicName, heads_of
from summit.pages.queries import amending, floor
from summit.pages.queries.reading import reading as read
from summit.pages.views.anchors import debate_of_provision
from summit.pages.views.blueprint import blueprint
from summit.people.permissions import may_accredit
from summit.people.queries import the_body
from summit.people.views.identity import current_person


@blueprint.get("/")
def now() -> Response:
    person, body = current_person(), the_body()
    context = {
        "floor": floor.floor(),
        "may_import": may_import(person),
        "may_accredit": may_accredit(person),
        "body": body.name if body else None,
    }
    topics = [TopicName("summit")]
    return _answer("pages/now.html", "pages/_now.html", topics, context, as_part="part" in request.args)


@blueprint.get("/documents/<int:number>")
def reading(number: int) -> Response:
    return _reading(number, as_part=False)


@blueprint.get("/documents/<int:number>/text")
def reading_text(number: int) -> Response:
    return _reading(number, as_part=True)


def _reading(number: int, as_part: bool) -> Response:
    shown = read(number, request.args.get("revision", type=int))
    topics = [_document_topic(number)]
    context: dict[str, Any] = {"here": request.args.get("debate"), "person": current_person()}
    if context["here"]:
        anchor, place = debate_of_provision(number, context["here"])
        context |= debate_context(anchor, place)
        topics.append(debate_topic(anchor))
    context |= {
        "shown": shown,
        "log": documents.adoption_log(number),
        "may_propose": may_propose(context["person"]) and shown.is_head,
        "part_url": _part_url(number),
        "doc_topic": topics[0],
    }
    return _answer("pages/reading.html", "pages/_text.html", topics, context, as_part)


@blueprint.get("/amendments/<int:number>")
def amendment(number: int) -> Response:
    shown = amending.shown_amendment(number)
    anchor = Anchor("amendment", str(number))
    document = _document_topic(shown.amendment.document_number)
    context = {
        "shown": shown,
        "may_withdraw": may_withdraw(current_person(), shown.amendment),
        "doc_topic": document,
        **debate_context(anchor),
    }
    topics = [document, debate_topic(anchor)]
    as_part = "part" in request.args
    return _answer("pages/amendment.html", "pages/_amendment.html", topics, context, as_part)


@blueprint.get("/documents/<int:number>/collisions")
def collisions(number: int) -> Response:
    topics = [_document_topic(number)]
    context = {
        "document": documents.document(number),
        "matrix": amending.matrix(number),
        "doc_topic": topics[0],
    }
    as_part = "part" in request.args
    return _answer("pages/collisions.html", "pages/_collisions.html", topics, context, as_part)


def _part_url(number: int) -> str:
    """The address of the text alone, with the revision and the debate that the page shows."""
    asked = {name: request.args[name] for name in ("revision", "debate") if name in request.args}
    return f"{url_for('pages.reading_text', number=number)}?{urlencode(asked)}".rstrip("?")


def _document_topic(number: int) -> TopicName:
    return TopicName("document", str(number))


def _answer(
    page: str, part: str, topics: Sequence[TopicName], context: dict[str, Any], as_part: bool
) -> Response:
    """The page with the heads of what it follows, or its part alone with the same heads in X-Live."""
    live = ",".join(map(str, heads_of(topics)))
    answer = make_response(render_template(part if as_part else page, live=live, **context))
    if as_part:
        answer.headers["X-Live"] = live
    return answer
