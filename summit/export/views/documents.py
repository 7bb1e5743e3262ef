"""The final document as a page, and as a file in every format; both are public."""

from flask import Response, make_response, render_template, request
from werkzeug.wrappers import Response as Answer

from summit.db import db
from summit.documents.queries import text_languages
from summit.domain.errors import NotFound
from summit.export.composition import may_compose
from summit.export.formats import FORMATS, by_suffix, file_name
from summit.export.keeping import kept
from summit.export.making import PAGE, PAGE_FILE, ask_for
from summit.export.model import FINAL, edition, require_edition
from summit.export.shown import Shown, is_long, page_of, read_page
from summit.export.views.blueprint import blueprint
from summit.export.views.making import ended, how_far, the_file_or_how_far
from summit.jobs import folder_of
from summit.people.views.identity import current_person


@blueprint.get("/final")
def page() -> Answer:
    """A long one is composed by a job, and whoever waits for it sees how far it is."""
    if not is_long():
        final = kept()
        return _page(page_of(final.document, final.drawn()))
    number = ask_for(PAGE)
    if (found := ended(number)) is None:
        return how_far(number)
    return _page(read_page((folder_of(found.number) / PAGE_FILE).read_bytes()))


def _page(shown: Shown) -> Answer:
    formats = [(one.suffix, one.words) for one in FORMATS]
    may = shown.status != FINAL and may_compose(current_person())
    return make_response(render_template("export/page.html", shown=shown, formats=formats, may_compose=may))


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
    if wanted.takes_long or is_long():  # the job composes, and says if there is no such edition
        return the_file_or_how_far(ask_for(wanted.name, language))
    final = kept()
    require_edition(final.document, language)
    db.session.rollback()  # who waits for the writer keeps no connection from those who vote
    answer = Response(final.written(wanted, language), content_type=wanted.mimetype)
    name = file_name(edition(final.document, language), wanted.suffix)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
