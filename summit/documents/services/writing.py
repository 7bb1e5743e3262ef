"""Amend on a translation: written there, given its form by a translator, confirmed by its proposer."""

from sqlalchemy import update

from summit.agenda.models import Act
from summit.agenda.services import require_open
from summit.db import db, transaction, wrote
from summit.documents import queries
from summit.documents.models import WrittenAmendment, WrittenState
from summit.documents.permissions import may_propose, may_translate
from summit.documents.queries.written import WAITING, written_amendment
from summit.documents.services.as_written import propose_as_written
from summit.documents.services.before import require_before
from summit.documents.services.bringing_back import Brought, bring_back
from summit.documents.services.changes import Change
from summit.documents.services.importing import document_topic
from summit.documents.services.proposing import check_words
from summit.documents.services.ruling import required_reason
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.text import canonical_inline
from summit.events import announce
from summit.people.queries import person
from summit.people.services import tell_person
from summit.record import keep

LONGEST = 50_000


@transaction
def write_on_translation(
    actor_id: int, document_number: int, seen: int, provision: str, language: str, words: str, title: str,
    rationale: str = "",
) -> int:  # fmt: skip
    """Change the translated words of a provision; answers the number under which it waits for a translator.

    What is written before the deadline is in time, however long its translation takes. Raises NotAllowed,
    NotFound, ActIsOver, Unacceptable (no translation to write on, nothing changed, no title, too long).
    """
    require(may_propose(person(actor_id)), "Only delegates propose amendments.")
    require_open(Act.PROPOSING, document_number)
    check_words(title, rationale)
    document = queries.document(document_number)
    require_before(document)
    text = queries.text_at(document_number, seen)
    shown = queries.rendered_provisions(document_number, text, document.language, language).get(provision)
    if shown is None or not shown.is_translated:
        raise Unacceptable("This provision has no translation to write on. Amend the text that decides.")
    said = _checked(words)
    if said == shown.words:
        raise Unacceptable("You have not changed anything yet. Edit the words.")
    written = WrittenAmendment(
        document_number=document_number, revision=seen, provision=provision, language=language,
        written_on=shown.words, words=said, title=" ".join(title.split()), rationale=rationale.strip(),
        proposer_id=actor_id,
    )  # fmt: skip
    db.session.add(written)
    db.session.flush()
    _keep_and_tell(
        "written_on_translation", written, actor_id, revision=seen, provision=provision, language=language,
        written_on=shown.words, words=said, title=written.title,
    )  # fmt: skip
    return written.id


@transaction
def give_form(actor_id: int, id: int, words: str, title: str, rationale: str = "") -> None:
    """A translator says it in the language of authority; its proposer has to confirm.

    Raises NotAllowed, also for the proposer, NotFound, Unacceptable, Refusal where it does not wait for that.
    """
    translator, written = person(actor_id), written_amendment(id)
    is_other = written.proposer_id != actor_id
    require(may_translate(translator) and is_other, "Another person, a translator, gives it its form.")
    check_words(title, rationale)
    said = _checked(words)
    _move(written, WrittenState.AWAITING, WrittenState.TRANSLATED)
    written.form_words, written.form_title, written.form_rationale = said, " ".join(title.split()), rationale
    written.translator_id, written.returned = actor_id, ""
    _keep_and_tell("form_given", written, actor_id, words=said, title=written.form_title)
    tell_person(written.proposer_id, "form_given", written=id, title=written.title)


@transaction
def confirm_form(actor_id: int, id: int) -> int:
    """Its proposer finds that the form says what they wrote: it is proposed; answers the amendment's number.

    It was made on the text that was translated, and is carried along what was adopted since, as what is
    pending was. The proposer's own words are its translation, unless others work on one. Raises NotAllowed,
    NotFound, WordsGone where the very words were changed meanwhile, Refusal for what waits for no word.
    """
    written = _own(actor_id, id)
    _move(written, WrittenState.TRANSLATED, WrittenState.TABLED)
    require(may_propose(person(actor_id)), "Only delegates propose amendments.")
    document = queries.document(written.document_number, held=True)
    change = Change(written.provision, words=written.form_words)
    made = propose_as_written(
        document, actor_id, written.revision, [change], written.form_title, written.form_rationale
    )
    written.became, original = made.number, document.language
    bring_back(None, written.language, [Brought(written.form_words, original, written.words)])
    _keep_and_tell("form_confirmed", written, actor_id, became=written.became)
    return written.became


@transaction
def return_form(actor_id: int, id: int, reason: str) -> None:
    """Its proposer says what it gets wrong; it waits for a translator again. Raises as `confirm_form`."""
    written = _own(actor_id, id)
    said = required_reason(reason)
    _move(written, WrittenState.TRANSLATED, WrittenState.AWAITING)
    written.returned = said
    _keep_and_tell("form_returned", written, actor_id, reason=said)


@transaction
def withdraw_written(actor_id: int, id: int) -> None:
    """Its proposer takes it back before it is tabled. Raises NotAllowed, NotFound, Refusal."""
    written = _own(actor_id, id)
    if written.state not in WAITING:
        raise Refusal("It is not waiting any more.")
    _move(written, WrittenState(written.state), WrittenState.WITHDRAWN)
    _keep_and_tell("written_withdrawn", written, actor_id)


def _own(actor_id: int, id: int) -> WrittenAmendment:
    written = written_amendment(id)
    require(written.proposer_id == actor_id, "Only who wrote it confirms it, sends it back or withdraws it.")
    return written


def _move(written: WrittenAmendment, was: WrittenState, becomes: WrittenState) -> None:
    same = (WrittenAmendment.id == written.id, WrittenAmendment.state == was)
    if not wrote(update(WrittenAmendment).where(*same).values(state=becomes)):
        raise Refusal(f"It is {written.state}, so this step cannot be taken now.")
    db.session.refresh(written)


def _checked(words: str) -> str:
    said = canonical_inline(words.strip()) if words.strip() else ""
    if not said or len(said) > LONGEST:
        raise Unacceptable(f"Write between 1 and {LONGEST:,} signs.")
    return said


def _keep_and_tell(kind: str, written: WrittenAmendment, actor_id: int, **more: object) -> None:
    keep(kind, written=written.id, document=written.document_number, by=actor_id, **more)
    announce(document_topic(written.document_number), kind, written=written.id)
