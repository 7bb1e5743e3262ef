"""The revisions of a document, two of them beside each other, and one paragraph to be cited."""

from flask import render_template, request, url_for

from summit.documents import queries as documents
from summit.domain.errors import Unacceptable
from summit.pages.queries.comparing import comparison
from summit.pages.queries.paths import IMPORTED, cited
from summit.pages.queries.sources import sources
from summit.pages.views.blueprint import blueprint
from summit.web.numbers import number as whole


@blueprint.get("/documents/<int:number>/revisions")
def revisions(number: int) -> str:
    document, log = documents.document(number), documents.adoption_log(number)
    context = {"document": document, "log": log, "sources": sources(log)}
    return render_template("pages/revisions.html", **context, in_force=documents.in_force(log))


@blueprint.get("/documents/<int:number>/compare")
def compare(number: int) -> str:
    """From the first revision to the latest where none are named: the consolidated text."""
    head = documents.document(number).head
    first, last = _asked("from", IMPORTED), _asked("to", head)
    shown = comparison(number, first, last)
    is_whole = request.args.get("show") == "whole" or not shown.touched
    return render_template("pages/compare.html", shown=shown, is_whole=is_whole)


def _asked(name: str, otherwise: int) -> int:
    """A revision's number from the address; Unacceptable for what is no number."""
    try:
        return whole(request.args[name]) if request.args.get(name) else otherwise
    except ValueError:
        raise Unacceptable(f"“{request.args[name][:20]}” is not the number of a revision.") from None


@blueprint.get("/documents/<int:number>/§<id>@<int:revision>")
def paragraph(number: int, id: str, revision: int) -> str:
    """The permanent address of a paragraph: it shows the same words for ever, and what became of them."""
    shown = cited(number, id, revision)
    here = url_for("pages.paragraph", number=number, id=id, revision=revision, _external=True)
    return render_template("pages/paragraph.html", shown=shown, here=here)
