"""Proposing an amendment by editing the text in place, with the word diff while one types."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace

from flask import Response as Answer
from flask import flash, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.agenda.models import Act
from summit.agenda.queries import is_open
from summit.documents import queries
from summit.documents.forms import AmendForm, Edit, edits_of, numbers_of
from summit.documents.models import Document
from summit.documents.permissions import may_compose, may_propose
from summit.documents.services import (
    TextChanged,
    discard_own_draft,
    keep_draft,
    propose_amendment,
    require_before,
)
from summit.documents.views.blueprint import blueprint
from summit.documents.views.desk import Desk, desk, opened, since_read, widened
from summit.documents.views.edited import Typed, changes_of
from summit.documents.views.inserted import read_inserted
from summit.documents.views.prefilled import prefilled, require_to_document, sources_shown
from summit.documents.views.previewing import Preview, preview
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.text import Text
from summit.events import TopicName, heads_of
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import PREVIEWS, WRITES, limiter

MEND = "Something has to be mended before this can be proposed; look for the red line."


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came: the text its writer saw, what was typed, and what changes that makes."""

    form: AmendForm
    document: Document
    text: Text
    edits: list[Edit]
    typed: Typed
    replaces: list[int]


@blueprint.get("/documents/<int:number>/amend")
@signed_in
def amend(number: int) -> Answer:
    """The editor at a provision; `again` brings an amendment's words back, `replaces` makes a compromise."""
    replaces = numbers_of(request.args)
    _require_writer(replaces)
    document = queries.document(number)
    require_before(document)
    text = queries.text_at(number, document.head)
    form = AmendForm(formdata=None, seen=document.head)
    sources = [queries.amendment(one) for one in replaces or numbers_of(request.args, "again")]
    require_to_document(sources, number)
    if sources and not replaces:
        form.title.data, form.rationale.data = sources[0].title, sources[0].rationale
    edits = prefilled(text, sources) if sources else opened(text, request.args.get("provision"))
    return _page(form, document, desk(text, edits, {}), replaces=replaces)


@blueprint.post("/documents/<int:number>/amend")
@limiter.limit(WRITES)
@signed_in
def propose(number: int) -> Response:
    """`do` says which button was pressed: propose, preview, keep, or one more provision above or below."""
    sent = _sent(number)
    wanted = request.form.get("do", "propose")
    if wanted in ("above", "below"):
        shown = desk(sent.text, widened(sent.edits, sent.text, wanted), sent.typed.problems)
        return _page(sent.form, sent.document, shown, replaces=sent.replaces)
    if wanted == "preview":
        previewed = (_preview(sent), sent.typed)
        return _page(sent.form, sent.document, _desk(sent), previewed, replaces=sent.replaces)
    if wanted == "keep":
        return _kept(sent)
    return _propose(sent)


@blueprint.post("/documents/<int:number>/amend/diff")
@limiter.limit(PREVIEWS)
@signed_in
def preview_changes(number: int) -> str:
    """The fragment shown while one types: the word diff and whom it would collide with."""
    sent = _sent(number)
    return render_template(
        "documents/_preview.html", preview=_preview(sent), typed=sent.typed, document=sent.document
    )


def _require_writer(replaces: Collection[int]) -> None:
    person = current_person()
    may = may_compose(person) if replaces else may_propose(person)
    require(may, "Only delegates propose amendments, and rapporteurs compromises.")


def _sent(number: int) -> Sent:
    """Raises NotAllowed, NotFound (no such document or revision), Unacceptable (no revision in the form)."""
    replaces = numbers_of(request.form)
    _require_writer(replaces)
    document = queries.document(number)
    form = AmendForm()
    if form.seen.data is None:
        raise Unacceptable("This form has lost its revision. Reload the page.")
    text = queries.text_at(number, form.seen.data)
    edits = edits_of(request.form)
    return Sent(form, document, text, edits, changes_of(edits, text, read_inserted), replaces)


def _propose(sent: Sent) -> Response:
    if not sent.form.validate_on_submit() or sent.typed.problems:
        return _refused(sent, MEND, 422)
    try:
        return answer_once(lambda: _proposed(sent))
    except TextChanged as changed:
        return _moved(sent, changed)
    except Refusal as refusal:
        return _refused(sent, str(refusal), int(refusal.status))


def _refused(sent: Sent, sentence: str, status: int) -> Answer:
    shown = _desk(sent)
    return _page(sent.form, sent.document, shown, sentence=sentence, status=status, replaces=sent.replaces)


def _kept(sent: Sent) -> Response:
    """What was typed, as it was typed, into a draft of the writer's own."""

    def act() -> str:
        form = sent.form
        draft = keep_draft(
            current_person_id() or 0,
            sent.document.number,
            form.seen.data,
            [asdict(one) for one in sent.edits],
            form.title.data or "",
            form.rationale.data or "",
            replaces=sent.replaces,
            draft=form.draft.data,
            said=form.said.data,
        )
        flash("Kept on the server, for you alone. You find it under “What awaits you”.", "good")
        return url_for("documents.draft", id=draft)

    try:
        return answer_once(act)
    except Refusal as refusal:
        return _refused(sent, str(refusal), int(refusal.status))


@blueprint.get("/drafts/<int:id>")
@signed_in
def draft(id: int) -> Answer:
    """One's own draft in the editor, on the text as it is now, with what changed since it was written."""
    kept = queries.draft_of(current_person_id() or 0, id)
    document = queries.document(kept.document_number)
    form = AmendForm(
        formdata=None, seen=document.head, title=kept.title, rationale=kept.rationale, draft=kept.id,
        said=kept.said_number,
    )  # fmt: skip
    then = desk(queries.text_at(document.number, kept.seen), [Edit(**one) for one in kept.edits], {})
    head = queries.text_at(document.number, document.head)
    shown = then if kept.seen == document.head else since_read(then, head)
    return _page(form, document, shown, replaces=kept.replaces)


@blueprint.post("/drafts/<int:id>/discard")
@limiter.limit(WRITES)
@signed_in
def discard(id: int) -> Response:
    def act() -> str:
        discard_own_draft(current_person_id() or 0, id)
        return url_for("pages.awaits")

    return answer_once(act)


def _proposed(sent: Sent) -> str:
    form = sent.form
    number = propose_amendment(
        current_person_id() or 0,
        sent.document.number,
        form.seen.data,
        sent.typed.changes,
        form.title.data,
        form.rationale.data or "",
        is_late=form.late.data,
        replaces=sent.replaces,
        draft=form.draft.data,
        said=form.said.data,
    )
    return url_for("pages.amendment", number=number)


def _moved(sent: Sent, changed: TextChanged) -> Answer:
    """The page again on the latest text, with what changed since it was read; nothing typed is lost."""
    document = queries.document(sent.document.number)
    sent.form.seen.data, sent.form.seen.raw_data = document.head, None
    fresh = since_read(_desk(sent), queries.text_at(document.number, document.head))
    return _page(
        sent.form,
        document,
        fresh,
        sentence=str(changed),
        status=int(changed.status),
        replaces=sent.replaces,
    )


def _desk(sent: Sent) -> Desk:
    return desk(sent.text, sent.edits, sent.typed.problems)


def _preview(sent: Sent) -> Preview:
    """On the latest text, where the pending amendments stand; what is gone from it is left out."""
    head = queries.text_at(sent.document.number, sent.document.head)
    standing = {one.id for one in head}
    changes = [change for change in sent.typed.changes if not change.id or change.id in standing]
    return preview(sent.document.number, head, changes)


def grown(document_number: int, said: int, words: str, provision: str, amendment: int | None) -> Answer:
    """The editor with the words of an intervention: as new text behind the provision that it is about (where
    that was struck, behind the first); where it is about an amendment, as reasons for what that changes."""
    _require_writer(())
    document = queries.document(document_number)
    text = queries.text_at(document_number, document.head)
    form = AmendForm(formdata=None, seen=document.head, said=said)
    if amendment is None:
        place = provision if any(one.id == provision for one in text) else None
        edits = [replace(one, after=words) for one in opened(text, place)]
    else:
        form.rationale.data, edits = words, prefilled(text, [queries.amendment(amendment)])
    return _page(form, document, desk(text, edits, {}))


def _page(
    form: AmendForm,
    document: Document,
    shown: Desk,
    previewed: tuple[Preview, Typed] | None = None,
    sentence: str | None = None,
    status: int = 200,
    replaces: Sequence[int] = (),
) -> Answer:
    form.rationale.render_kw = {"data-draft": "", "rows": 3}
    live = ",".join(map(str, heads_of([TopicName("summit"), TopicName("document", str(document.number))])))
    page = render_template(
        "documents/amend.html",
        form=form,
        document=document,
        desk=shown,
        preview=previewed[0] if previewed else None,
        typed=previewed[1] if previewed else None,
        sentence=sentence,
        sources=sources_shown(replaces),
        is_over=not is_open(Act.PROPOSING, document.number),
        live=live,
    )
    return make_response(page, status)
