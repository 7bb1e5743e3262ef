"""Taking an editorial correction back, after a look at what that does."""

from flask import Response as Answer
from flask import make_response, render_template, url_for
from werkzeug.wrappers import Response

from summit.documents import queries
from summit.documents.forms import ReasonForm
from summit.documents.models import AmendmentState, Document
from summit.documents.permissions import may_correct
from summit.documents.services import take_correction_back, uncorrecting
from summit.documents.views.blueprint import blueprint
from summit.documents.views.changing import shown_changes
from summit.documents.views.corrected import fates_of
from summit.domain.errors import Refusal, require
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter

CARRIED = ("clean", "moved")


@blueprint.get("/documents/<int:number>/revisions/<int:revision>/take-back")
@signed_in
def look_at_taking_back(number: int, revision: int) -> Answer:
    return _page(_document(number), revision, ReasonForm(formdata=None))


@blueprint.post("/documents/<int:number>/revisions/<int:revision>/take-back")
@limiter.limit(WRITES)
@signed_in
def take_back_correction(number: int, revision: int) -> Response:
    document, form = _document(number), ReasonForm()
    form.validate_on_submit()

    def done() -> str:
        take_correction_back(current_person_id() or 0, number, revision, form.reason.data or "")
        return url_for("pages.reading", number=number)

    try:
        return answer_once(done)
    except Refusal as refusal:
        return _page(document, revision, form, refusal)


def _back(document: Document, carried: list[int]) -> list[int]:
    """The amendments among these that wait for their words, and get them back."""
    away = queries.amendments(document.number, AmendmentState.ORPHANED, AmendmentState.OBSOLETE)
    return [one.number for one in away if one.number in carried]


def _document(number: int) -> Document:
    document = queries.document(number)
    is_allowed = may_correct(current_person(), document)
    require(is_allowed, "Only an officer of the body that has the text before it takes a correction back.")
    return document


def _page(document: Document, revision: int, form: ReasonForm, refusal: Refusal | None = None) -> Answer:
    """Raises NotFound, Refusal where the revision is no correction in force."""
    done = uncorrecting(document.number, revision)
    page = render_template(
        "documents/take_back.html",
        document=document,
        revision=queries.revision(document.number, revision),
        form=form,
        shown=shown_changes(queries.text_at(document.number, document.head), done.operations),
        fates=fates_of(done.carried),
        held=done.held_amendments,
        back=_back(document, [one.number for one in fates_of(done.carried) if one.outcome in CARRIED]),
        sentence=None if refusal is None else str(refusal),
    )
    return make_response(page, 200 if refusal is None else int(refusal.status))
