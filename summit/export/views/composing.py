"""Where the secretariat composes the final document; what it looks like is on the next page at any time."""

from flask import make_response, render_template, url_for
from werkzeug.wrappers import Response

from summit.agenda.views.blueprint import actor, send
from summit.documents.queries import documents
from summit.domain.errors import require
from summit.export.composition import compose_document, composition, may_compose
from summit.export.forms import CompositionForm, typed
from summit.export.views.blueprint import blueprint
from summit.people.queries import the_summit
from summit.people.views.identity import current_person, signed_in
from summit.web.forms import Form
from summit.web.limits import WRITES, limiter

WHO = "Only organisers, chair and secretary of the plenary compose the final document."


@blueprint.get("/final/composition")
@signed_in
def composition_page() -> Response:
    require(may_compose(current_person()), WHO)
    return _page(CompositionForm(formdata=None, data=typed(composition())))


@blueprint.post("/final/composition")
@limiter.limit(WRITES)
@signed_in
def store_composition() -> Response:
    require(may_compose(current_person()), WHO)
    form = CompositionForm()

    def act() -> str:
        compose_document(actor(), form.composition())
        return url_for("export.page")

    return send(form, act, _page)


def _page(form: Form, sentence: str | None = None, status: int = 200) -> Response:
    summit = the_summit()
    is_closed = summit is not None and summit.closed_at is not None
    page = render_template(
        "export/composition.html", form=form, sentence=sentence, texts=documents(), is_closed=is_closed
    )
    return make_response(page, status)
