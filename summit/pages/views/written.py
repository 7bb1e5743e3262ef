"""Amending on a translation: where it is written, and how it gets its form in the language that decides."""

from collections.abc import Callable

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.documents import queries as documents
from summit.documents.models import WrittenAmendment
from summit.documents.permissions import may_propose, may_translate
from summit.documents.queries.written import WAITING, written_amendment
from summit.documents.services.importing import document_topic
from summit.documents.services.writing import (
    confirm_form,
    give_form,
    return_form,
    withdraw_written,
    write_on_translation,
)
from summit.documents.views.naming import provision_name
from summit.domain.errors import NotFound, Refusal, Unacceptable, require
from summit.domain.text import Provision, labels
from summit.events import heads_of
from summit.pages.views.blueprint import blueprint
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.drawing import Parts, diff_parts
from summit.web.forms import lines, one_line
from summit.web.limits import WRITES, limiter
from summit.web.numbers import number as whole
from summit.web.text_language import wanted_language


@blueprint.get("/documents/<int:number>/amend-translation")
@signed_in
def amend_translation(number: int) -> Response:
    _require_delegate()
    head = documents.document(number).head
    return _editor(number, head, request.args.get("provision", ""), wanted_language())


@blueprint.post("/documents/<int:number>/amend-translation")
@limiter.limit(WRITES)
@signed_in
def write(number: int) -> Response:
    _require_delegate()
    typed = request.form.get
    seen, provision, language = _number(typed("seen")), typed("provision", ""), typed("language", "")

    def act() -> str:
        written = write_on_translation(
            current_person_id() or 0, number, seen, provision, language, lines(typed("words")),
            one_line(typed("title")), lines(typed("rationale")),
        )  # fmt: skip
        return url_for("pages.written", number=written)

    try:
        return answer_once(act)
    except Refusal as refusal:
        return _editor(number, seen, provision, language, str(refusal), int(refusal.status))


@blueprint.get("/written/<int:number>")
def written(number: int) -> Response:
    return _page(written_amendment(number))


@blueprint.post("/written/<int:number>/<any(form, confirm, return, withdraw):act>")
@limiter.limit(WRITES)
@signed_in
def act_on_written(number: int, act: str) -> Response:
    actor, typed = current_person_id() or 0, request.form.get
    acts: dict[str, Callable[[], object]] = {
        "form": lambda: give_form(
            actor, number, lines(typed("words")), one_line(typed("title")), lines(typed("rationale"))
        ),
        "confirm": lambda: confirm_form(actor, number),
        "return": lambda: return_form(actor, number, one_line(typed("reason"))),
        "withdraw": lambda: withdraw_written(actor, number),
    }

    def done() -> str:
        acts[act]()
        return url_for("pages.written", number=number)

    try:
        return answer_once(done)
    except Refusal as refusal:
        return _page(written_amendment(number), str(refusal), int(refusal.status))


def _require_delegate() -> None:
    require(may_propose(current_person()), "Only delegates propose amendments.")


def _number(typed: str | None) -> int:
    try:
        return whole(typed)
    except ValueError:
        raise Unacceptable("This form has lost its revision. Reload the page.") from None


def _provision(document: int, revision: int, id: str) -> tuple[Provision, str]:
    text = documents.text_at(document, revision)
    for one in text:
        if one.id == id:
            return one, provision_name(one, labels(text).get(id))
    raise NotFound("There is no such provision in this text.")


def _editor(
    number: int, seen: int, id: str, language: str, sentence: str | None = None, status: int = 200
) -> Response:
    document = documents.document(number)
    provision, name = _provision(number, seen, id)
    shown = documents.rendered_provisions(number, [provision], document.language, language).get(id)
    if shown is None or not shown.is_translated or language == document.language:
        raise NotFound("This provision has no translation to write on.")
    html = render_template(
        "pages/amend_translation.html", document=document, provision=provision, name=name, seen=seen,
        language=language, shown=shown, typed=request.form, sentence=sentence,
    )  # fmt: skip
    return make_response(html, status)


def _moved(one: WrittenAmendment, provision: Provision) -> Parts | None:
    """What was changed in the provision since, as long as this matters; all of it where it was struck."""
    if one.state not in WAITING:
        return None
    now = {each.id: each.text for each in documents.text_at(one.document_number, one.document.head)}
    text = now.get(one.provision, "")
    return None if text == provision.text else diff_parts(provision.text, text, provision.kind)


def _page(one: WrittenAmendment, sentence: str | None = None, status: int = 200) -> Response:
    provision, name = _provision(one.document_number, one.revision, one.provision)
    me, topic = current_person(), document_topic(one.document_number)
    is_own = me is not None and me.id == one.proposer_id
    html = render_template(
        "pages/written.html",
        one=one,
        name=name,
        provision=provision,
        changed=diff_parts(one.written_on, one.words, provision.kind),
        form_changed=diff_parts(provision.text, one.form_words, provision.kind) if one.form_words else [],
        moved=_moved(one, provision),
        is_own=is_own,
        may_translate=may_translate(me) and not is_own,
        typed=request.form,
        sentence=sentence,
        live=str(heads_of([topic])[0]),
    )
    return make_response(html, status)
