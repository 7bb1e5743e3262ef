"""The final document as a page, and as a file in every format; both are public."""

from flask import Response, render_template, request
from werkzeug.wrappers import Response as Answer

from summit.db import db
from summit.documents.queries import text_languages
from summit.domain.errors import NotFound
from summit.export.composition import may_compose
from summit.export.formats import FORMATS, by_suffix, file_name
from summit.export.keeping import kept
from summit.export.making import ask_for
from summit.export.model import FINAL, edition, languages_of, require_edition
from summit.export.views.blueprint import blueprint
from summit.export.views.making import the_file_or_how_far
from summit.people.views.identity import current_person


@blueprint.get("/final")
def page() -> str:
    final = kept()
    formats = [(one.suffix, one.words) for one in FORMATS]
    return render_template(
        "export/page.html",
        document=final.document,
        drawn=final.drawn(),
        formats=formats,
        languages=languages_of(final.document),
        may_compose=final.document.status != FINAL and may_compose(current_person()),
    )


@blueprint.get("/final.<format>")
def file(format: str) -> Answer:
    """Always a download: a browser that showed it would show a page under other rules than the summit's."""
    wanted = by_suffix(format)
    if wanted is None:
        known = ", ".join(one.suffix for one in FORMATS)
        raise NotFound(f"The final document is not written in “{format}”; there are {known}.")
    language = request.args.get("language", "")
    if language and language not in text_languages():
        raise NotFound(f"There is no edition in “{language}”.")
    if wanted.takes_long:  # the job composes, in a process of its own, and says if there is no such edition
        return the_file_or_how_far(ask_for(wanted, language))
    final = kept()
    require_edition(final.document, language)
    db.session.rollback()  # who waits for the writer keeps no connection from those who vote
    answer = Response(final.written(wanted, language), content_type=wanted.mimetype)
    name = file_name(edition(final.document, language), wanted.suffix)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
