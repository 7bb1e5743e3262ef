"""The final document as a page, and as a file in every format; both are public."""

from flask import Blueprint, Response, render_template

from summit.domain.errors import NotFound
from summit.export.composing import compose
from summit.export.formats import FORMATS, by_suffix, file_name
from summit.export.html import drawing

blueprint = Blueprint("export", __name__)


@blueprint.get("/final")
def page() -> str:
    document = compose()
    formats = [(one.suffix, one.words) for one in FORMATS]
    return render_template("export/page.html", document=document, formats=formats, **drawing(document))


@blueprint.get("/final.<format>")
def file(format: str) -> Response:
    """Always a download: a browser that showed it would show a page under other rules than the summit's."""
    wanted = by_suffix(format)
    if wanted is None:
        known = ", ".join(one.suffix for one in FORMATS)
        raise NotFound(f"The final document is not written in “{format}”; there are {known}.")
    document = compose()
    answer = Response(wanted.write(document), content_type=wanted.mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=file_name(document, wanted.suffix))
    return answer
