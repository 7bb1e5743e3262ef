"""The search page; a search is an address that can be passed on."""

from flask import render_template, request

from summit.domain.seeking import LONGEST_QUERY
from summit.pages.queries.searching import KINDS, PER_PAGE, search
from summit.pages.views.blueprint import blueprint
from summit.web.limits import SEARCHES, limiter
from summit.web.numbers import number as whole

FURTHEST = 1_000


@blueprint.get("/search")
@limiter.limit(SEARCHES)
def seek() -> str:
    query = request.args.get("q", "")[:LONGEST_QUERY]
    kind = request.args.get("in") if request.args.get("in") in KINDS else None
    page = min(max(request.args.get("page", 1, type=whole), 1), FURTHEST)
    wanted, results = search(query, kind, page)
    context = {"query": query, "kind": kind, "page": page, "wanted": wanted, "results": results}
    return render_template("pages/search.html", per_page=PER_PAGE, **context)
