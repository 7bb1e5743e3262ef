"""The page on which the desk types an amendment that is moved from the floor."""

from flask import Response as Answer
from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.documents import queries
from summit.documents.forms import Edit, FloorForm
from summit.documents.permissions import may_rule
from summit.documents.services import Change, move_amendment, require_before
from summit.documents.views.blueprint import blueprint
from summit.documents.views.edited import changes_of
from summit.documents.views.inserted import read_inserted
from summit.documents.views.naming import provision_name
from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable, require
from summit.domain.text import labels
from summit.people.views.identity import current_person, officer_id, signed_in
from summit.people.views.place import in_body
from summit.web.commands import answer_once
from summit.web.forms import lines
from summit.web.limits import WRITES, limiter


@blueprint.get("/documents/<int:number>/floor")
@signed_in
def from_floor(number: int) -> Answer:
    """Choose a provision, then its words as they stand, to be changed."""
    document = queries.document(number)
    form = FloorForm(formdata=None, seen=document.head)
    form.provision.data = request.args.get("provision", "")
    text = {one.id: one for one in queries.text_at(number, document.head)}
    chosen = text.get(form.provision.data)
    if chosen is not None:
        form.words.data = chosen.text
    return _page(number, form)


@blueprint.post("/documents/<int:number>/floor")
@limiter.limit(WRITES)
@signed_in
def move_from_floor(number: int) -> Response:
    """Table and announce it; refused, the page comes back with the typing."""
    form = FloorForm()
    try:
        if not form.validate_on_submit():
            raise Unacceptable(form.first_error() or "The motion could not be read.")
        return answer_once(lambda: _moved(number, form))
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return _page(number, form, refusal)


def _moved(number: int, form: FloorForm) -> str:
    body = queries.body_of(queries.document(number)) or 0
    move_amendment(
        officer_id(), body, number, form.seen.data, _change(number, form), form.badge.data or "",
        form.title.data or "",
    )  # fmt: skip
    return url_for("console.desk", body=body)


def _change(number: int, form: FloorForm) -> Change:
    """What was typed, read as in the editor, where tables and code keep their lines. Raises Unacceptable."""
    id, words = form.provision.data or "", lines(form.words.data)
    edit = Edit(id, words, struck=not words, after="")
    typed = changes_of([edit], queries.text_at(number, form.seen.data), read_inserted)
    for problem in typed.problems.values():
        raise Unacceptable(problem)
    return typed.changes[0] if typed.changes else Change(id)


def _page(number: int, form: FloorForm, refused: Refusal | None = None) -> Answer:
    document = queries.document(number)
    require(may_rule(current_person(), document), "Officers of its body type motions on a text.")
    require_before(document)
    in_body(queries.body_of(document) or 0)
    text = queries.text_at(number, document.head)
    called = labels(text)
    choices = [(one.id, provision_name(one, called.get(one.id)), one.text) for one in text if one.text]
    page = render_template(
        "documents/floor.html", document=document, form=form, choices=choices, refused=refused
    )
    return make_response(page, int(refused.status) if refused else 200)
