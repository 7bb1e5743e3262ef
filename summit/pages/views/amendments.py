"""All amendments to a document, page by page, and all collisions between those that are pending."""

from flask import Response, request

from summit.documents import queries as documents
from summit.documents.models import AmendmentState
from summit.documents.queries.noted import markers_of
from summit.domain.errors import NotFound
from summit.pages.queries.colliding import FEW, PER_PAGE, cells, matrix
from summit.pages.views.answering import answer, document_topic
from summit.pages.views.blueprint import blueprint
from summit.people.views.identity import current_person_id
from summit.voting.queries import recommendations
from summit.web.numbers import number as whole

IN_A_LIST = 50
FURTHEST = 10_000


@blueprint.get("/documents/<int:number>/amendments")
def amendments(number: int) -> Response:
    topics = [document_topic(number)]
    state = request.args.get("state") if request.args.get("state") in set(AmendmentState) else None
    page = _page()
    found = documents.amendments_listed(number, state, (page - 1) * IN_A_LIST, IN_A_LIST)
    context = {
        "document": documents.document(number),
        "state": state,
        "counts": documents.amendments_counted(number),
        "page": page,
        "per_page": IN_A_LIST,
        "found": found,
        "markers": markers_of(current_person_id() or 0, (one.number for one in found)),
        "recommended": recommendations(one.number for one in found),
        "doc_topic": topics[0],
    }
    return answer("pages/amendments.html", "pages/_amendments.html", topics, context)


@blueprint.get("/documents/<int:number>/collisions")
def collisions(number: int) -> Response:
    """Every group with its first collisions; `of` an amendment, its group with all of them."""
    topics = [document_topic(number)]
    shown, asked = matrix(number), request.args.get("of", type=whole)
    only = shown.group_of(asked) if asked is not None else None
    if asked is not None and only is None and "part" not in request.args:
        raise NotFound(f"AM {asked} collides with no other that is pending.")
    context = {
        "document": documents.document(number),
        "matrix": shown,
        "only": only,
        "all_meets": frozenset(pair for one in shown.groups for pair in one.meets),
        "page": _page(),
        "per_page": PER_PAGE,
        "few": FEW,
        "cells": cells,
        "doc_topic": topics[0],
    }
    return answer("pages/collisions.html", "pages/_collisions.html", topics, context)


def _page() -> int:
    return min(max(request.args.get("page", 1, type=whole), 1), FURTHEST)
