"""Putting a text right: a better file in its place, or an editorial correction."""

from typing import Any

from flask import Response as Answer
from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.documents import queries
from summit.documents.forms import CorrectForm, edits_of
from summit.documents.models import Document
from summit.documents.permissions import may_correct, may_import
from summit.documents.services import (
    Correction,
    TextMoved,
    correct_text,
    is_replaceable,
    prepare_correction,
    replace_text,
)
from summit.documents.views.blueprint import blueprint
from summit.documents.views.corrected import Wanted, deeds_of, fates_of, seen_as, wanted_of
from summit.documents.views.desk import Desk, desk, opened, widened
from summit.documents.views.edited import changes_of
from summit.documents.views.inserted import read_inserted
from summit.documents.views.sent_files import TOO_LARGE, wanted_act
from summit.domain.errors import Refusal, require
from summit.domain.text import labels
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.forms import csrf
from summit.web.limits import WRITES, limiter

LOOK_AGAIN = "Something else would happen now than what was shown. Look again before you confirm."


@blueprint.get("/documents/<int:number>/correct")
@signed_in
def correct(number: int) -> Answer:
    """A file to compare, or with ?provision=… that provision to edit in place."""
    document = _document(number)
    form = CorrectForm(formdata=None, seen=document.head, title=document.title, language=document.language)
    provision = request.args.get("provision")
    text = queries.text_at(number, document.head)
    return _page(form, document, desk(text, opened(text, provision), {}) if provision else None)


@blueprint.post("/documents/<int:number>/correct")
@limiter.limit(WRITES)
@signed_in
@csrf.exempt
def put_right(number: int) -> Response:
    """`do`: preview (a file or what was typed), above, below or confirm; the token is checked on the way."""
    document = _document(number)
    act = wanted_act()
    if act is None:
        form = CorrectForm(formdata=None, seen=document.head, title=document.title)
        return _page(form, document, None, TOO_LARGE, 413)
    form = CorrectForm()
    if act in ("above", "below"):
        return _page(form, document, _desk(form, document, act))
    try:
        wanted = wanted_of(form, document)
        return _confirmed(form, document, wanted) if act == "confirm" else _shown(form, document, wanted)
    except TextMoved as moved:
        form.seen.data, form.seen.raw_data = document.head, None
        return _shown(form, document, wanted_of(form, document), moved)
    except Refusal as refusal:
        return _page(form, document, _desk(form, document), str(refusal), int(refusal.status))


def _document(number: int) -> Document:
    """Raises NotFound, NotAllowed."""
    document = queries.document(number)
    is_allowed = may_correct(current_person(), document)
    require(is_allowed, "Only an officer of the body that has the text before it corrects it.")
    return document


def _replaces(document: Document) -> bool:
    return may_import(current_person()) and is_replaceable(document.number)


def _desk(form: CorrectForm, document: Document, direction: str = "") -> Desk | None:
    """What was typed at single provisions, with what cannot be read said at its place."""
    edits = edits_of(request.form)
    if not edits:
        return None
    text = queries.text_at(document.number, form.seen.data or document.head)
    if direction:
        return desk(text, widened(edits, text, direction), {})
    return desk(text, edits, changes_of(edits, text, read_inserted).problems)


def _confirmed(form: CorrectForm, document: Document, wanted: Wanted) -> Response:
    if wanted.reading is not None and _replaces(document):
        return answer_once(lambda: _replaced(form, document, wanted))
    prepared = prepare_correction(document.number, wanted.base, wanted.operations, wanted.without)
    if form.shown.data != seen_as(prepared):
        return _shown(form, document, wanted, Refusal(LOOK_AGAIN))
    try:
        return answer_once(lambda: _corrected(form, prepared))
    except TextMoved:
        raise
    except Refusal as refusal:
        return _shown(form, document, wanted, refusal)


def _replaced(form: CorrectForm, document: Document, wanted: Wanted) -> str:
    text = wanted.reading.text if wanted.reading else ()
    title, language = form.title.data or "", form.language.data or document.language
    replace_text(current_person_id(), document.number, text, title, language)
    return url_for("pages.reading", number=document.number)


def _corrected(form: CorrectForm, prepared: Correction) -> str:
    correct_text(current_person_id() or 0, prepared, form.reason.data or "")
    return url_for("pages.reading", number=prepared.document)


def _shown(form: CorrectForm, document: Document, wanted: Wanted, refusal: Refusal | None = None) -> Answer:
    """What would be done, provision by provision, and to every pending amendment."""
    prepared = prepare_correction(document.number, wanted.base, wanted.operations, wanted.without)
    form.shown.data, form.shown.raw_data = seen_as(prepared), None
    text = queries.text_at(document.number, wanted.base)
    shown = {
        "deeds": deeds_of(text, wanted.operations, wanted.without),
        "fates": fates_of(prepared.carried),
        "remarks": wanted.remarks,
        "replaces": wanted.reading is not None and _replaces(document),
        "edits": edits_of(request.form),
    }
    return _answer("documents/correct_preview.html", form, document, shown, refusal)


def _page(
    form: CorrectForm, document: Document, edited: Desk | None, sentence: str | None = None, status: int = 200
) -> Answer:
    text = queries.text_at(document.number, document.head)
    shown = {"desk": edited, "text": text, "numbers": labels(text), "replaces": _replaces(document)}
    page = render_template("documents/correct.html", form=form, document=document, sentence=sentence, **shown)
    return make_response(page, status)


def _answer(
    page: str, form: CorrectForm, document: Document, shown: dict[str, Any], refusal: Refusal | None
) -> Answer:
    sentence = None if refusal is None else str(refusal)
    html = render_template(page, form=form, document=document, sentence=sentence, **shown)
    return make_response(html, 200 if refusal is None else int(refusal.status))
