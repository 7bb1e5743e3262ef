"""One's own notes on amendments: keeping one, and all of them on a page."""

from flask import make_response, render_template, url_for
from werkzeug.wrappers import Response

from summit.documents.forms import NoteForm
from summit.documents.models import AmendmentNote, Marker
from summit.documents.queries.noted import note_on, notes_of
from summit.documents.services.noting import note_amendment
from summit.documents.views.blueprint import blueprint
from summit.domain.errors import Refusal
from summit.events import TopicName, heads_of
from summit.people.views.identity import current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


def note_form(number: int) -> tuple[NoteForm, AmendmentNote | None]:
    """The form with what this reader noted on an amendment, and that note."""
    found = note_on(current_person_id() or 0, number)
    form = NoteForm(
        formdata=None, marker=found.marker if found else Marker.NONE, note=found.text if found else ""
    )
    form.note.render_kw = {"data-draft": f"note-{number}", "rows": 3}
    return form, found


@blueprint.get("/notes")
@signed_in
def notes() -> Response:
    """All that one has noted, to be read by nobody else."""
    return _page()


@blueprint.post("/amendments/<int:number>/note")
@limiter.limit(WRITES)
@signed_in
def note(number: int) -> Response:
    form = NoteForm()
    if not form.validate_on_submit():
        return _page(form, number, form.first_error(), 422)

    def act() -> str:
        note_amendment(current_person_id() or 0, number, form.marker.data or "", form.note.data or "")
        return url_for("pages.amendment", number=number, _anchor="own-note")

    try:
        return answer_once(act)
    except Refusal as refusal:
        return _page(form, number, str(refusal), int(refusal.status))


def _page(
    form: NoteForm | None = None, number: int = 0, sentence: str | None = None, status: int = 200
) -> Response:
    """With a form that was refused the page keeps what was typed in it."""
    html = render_template(
        "documents/notes.html",
        notes=notes_of(current_person_id() or 0),
        form=form,
        number=number,
        sentence=sentence,
        live=str(heads_of([TopicName("summit")])[0]),
    )
    return make_response(html, status)
