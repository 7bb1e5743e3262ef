"""The translators' queue, the desk on which one text is translated, and the glossary."""

from collections.abc import Callable

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.documents import queries as documents
from summit.documents.forms import TranslationForm
from summit.documents.permissions import may_review, may_translate
from summit.documents.queries.written import awaiting_form
from summit.documents.services import (
    claim_translation,
    enter_term,
    mark_ready,
    release_translation,
    remove_term,
    review_translation,
    save_draft,
    withdraw_translation,
)
from summit.domain.errors import NotFound, Refusal, Unacceptable, require
from summit.pages.queries.translating import MOST_SHOWN, desk, queue
from summit.pages.views.blueprint import blueprint
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.get("/translations")
@signed_in
def translations() -> Response:
    require_translator()
    languages = documents.text_languages()
    if not languages:
        raise NotFound("The summit has no languages yet.")
    return redirect(url_for("pages.translators_queue", language=languages[-1]))


@blueprint.get("/translations/<language>")
@signed_in
def translators_queue(language: str) -> str:
    require_translator(language)
    languages = documents.text_languages()
    shown = MOST_SHOWN if "all" not in request.args else None
    return render_template(
        "pages/translations.html",
        queue=queue(language),
        languages=languages,
        most=shown,
        awaiting=awaiting_form(language),
    )


@blueprint.get("/translations/<language>/<digest>")
@signed_in
def translators_desk(language: str, digest: str) -> Response:
    require_translator()
    return _desk(language, digest, TranslationForm(formdata=None))


@blueprint.post("/translations/<language>/<digest>")
@limiter.limit(WRITES)
@signed_in
def translate(language: str, digest: str) -> Response:
    """`do` says which button was pressed; whoever writes has claimed the text."""
    require_translator()
    form = TranslationForm()
    try:
        if not form.validate_on_submit():
            raise Unacceptable(form.first_error() or "Look at the form again.")
        return answer_once(lambda: _done(language, digest, form))
    except Refusal as refusal:
        return _desk(language, digest, form, str(refusal), int(refusal.status))


def _done(language: str, digest: str, form: TranslationForm) -> str:
    actor, words = current_person_id() or 0, form.words.data or ""
    if (act := request.form.get("do", "")) in ("claim", "draft", "ready"):
        unit = desk(digest, language).task.unit
        claim_translation(actor, unit.source, unit.language, language)
    acts: dict[str, Callable[[], None]] = {
        "claim": lambda: None,
        "release": lambda: release_translation(actor, digest, language),
        "draft": lambda: save_draft(actor, digest, language, words),
        "ready": lambda: mark_ready(actor, digest, language, words),
        "review": lambda: review_translation(actor, digest, language, form.seen.data or ""),
        "withdraw": lambda: withdraw_translation(actor, digest, language, form.reason.data or ""),
    }
    if act not in acts:
        raise Unacceptable("Choose what to do with this text.")
    acts[act]()
    stays = act in ("claim", "draft", "withdraw")
    if stays:
        return url_for("pages.translators_desk", language=language, digest=digest)
    return url_for("pages.translators_queue", language=language)


def _desk(
    language: str, digest: str, form: TranslationForm, sentence: str | None = None, status: int = 200
) -> Response:
    shown = desk(digest, language)
    if not form.is_submitted():
        form.words.data, form.seen.data = shown.words, shown.seen
    found = shown.task.translation
    html = render_template(
        "pages/translation.html",
        desk=shown,
        form=form,
        sentence=sentence,
        may_review=found is not None and may_review(current_person(), found),
    )
    return make_response(html, status)


@blueprint.get("/glossary")
def glossary() -> Response:
    return _glossary()


@blueprint.post("/glossary")
@limiter.limit(WRITES)
@signed_in
def change_glossary() -> Response:
    """Enter a term, or take one out (`remove` is its number)."""
    require_translator()

    def act() -> str:
        actor, number = current_person_id() or 0, request.form.get("remove", "")
        if number.isascii() and number.isdigit() and len(number) < 10:
            remove_term(actor, int(number))
        else:
            enter_term(actor, _typed(), request.form.get("note", ""))
        return url_for("pages.glossary")

    try:
        return answer_once(act)
    except Refusal as refusal:
        return _glossary(str(refusal), int(refusal.status))


def _typed() -> dict[str, str]:
    return {code: request.form.get(f"word-{code}", "") for code in documents.text_languages()}


def _glossary(sentence: str | None = None, status: int = 200) -> Response:
    html = render_template(
        "pages/glossary.html",
        terms=documents.terms(),
        languages=documents.text_languages(),
        typed=_typed(),
        note=request.form.get("note", ""),
        may_translate=may_translate(current_person()),
        sentence=sentence,
    )
    return make_response(html, status)


def require_translator(language: str = "") -> None:
    """Raises NotAllowed; NotFound for a language into which nothing is translated."""
    require(may_translate(current_person()), "Translators of the summit and organisers translate.")
    if language and language not in documents.text_languages():
        raise NotFound(f"Texts are not translated into {language} here.")
