"""Bringing a text in: a file is read and shown provision by provision, and stored once that is confirmed."""

from flask import Response as Answer
from flask import make_response, render_template, url_for
from werkzeug.wrappers import Response

from summit.documents.forms import ConfirmForm, TextForm
from summit.documents.permissions import may_import
from summit.documents.reading import Reading, read
from summit.documents.services import import_document
from summit.documents.views.blueprint import blueprint
from summit.documents.views.sent_files import (
    LARGEST,
    TOO_LARGE,
    known_format,
    packed,
    read_packed,
    uploaded,
    wanted_act,
)
from summit.domain.errors import Refusal, require
from summit.domain.text import labels
from summit.domain.text.items import item_signs
from summit.people.queries import the_summit
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.forms import csrf
from summit.web.limits import WRITES, limiter


@blueprint.get("/documents/import")
@signed_in
def bring_in() -> Answer:
    _require_organiser()
    summit = the_summit()
    return _page(TextForm(formdata=None, language=next(iter(summit.languages if summit else ()), "en")))


@blueprint.post("/documents/import")
@limiter.limit(WRITES)
@signed_in
@csrf.exempt
def take_in() -> Response:
    """A file to look at, or with do=confirm the one looked at; the token is checked once it is read."""
    _require_organiser()
    wanted = wanted_act()
    if wanted is None:
        return _page(TextForm(formdata=None), TOO_LARGE, 413)
    return _confirm() if wanted == "confirm" else _preview()


def _require_organiser() -> None:
    require(may_import(current_person()), "Only an organiser may bring texts in.")


def _preview() -> Response:
    form = TextForm()
    if not form.validate_on_submit():
        return _page(form, form.first_error(), 422)
    name, content = uploaded(form.file)
    try:
        format = known_format(name, content)
        reading = read(content, format, form.language.data)
    except Refusal as refusal:
        return _page(form, str(refusal), 413 if len(content) > LARGEST else int(refusal.status))
    confirm = ConfirmForm(
        formdata=None,
        content=packed(content),
        format=format,
        title=form.title.data or reading.title,
        language=form.language.data,
    )
    return _shown(confirm, reading)


def _confirm() -> Response:
    form = ConfirmForm()
    try:
        reading = read_packed(form.content.data, form.format.data, form.language.data)
    except Refusal as refusal:
        return _page(TextForm(formdata=None), str(refusal), 422)
    if not form.validate_on_submit():
        return _shown(form, reading, form.first_error(), 422)
    try:
        return answer_once(lambda: _imported(form, reading))
    except Refusal as refusal:
        return _shown(form, reading, str(refusal), int(refusal.status))


def _imported(form: ConfirmForm, reading: Reading) -> str:
    number = import_document(
        current_person_id(), form.title.data, form.language.data, reading.text, is_draft=form.draft.data
    )
    return url_for("pages.reading", number=number)


def _shown(form: ConfirmForm, reading: Reading, sentence: str | None = None, status: int = 200) -> Answer:
    numbers, signs = labels(reading.text), item_signs(reading.text)
    lines = [(one, numbers.get(one.id), signs.get(one.id, "")) for one in reading.text]
    page = render_template(
        "documents/bring_in_preview.html",
        form=form,
        lines=lines,
        warnings=reading.warnings,
        sentence=sentence,
    )
    return make_response(page, status)


def _page(form: TextForm, sentence: str | None = None, status: int = 200) -> Answer:
    page = render_template("documents/bring_in.html", form=form, sentence=sentence, limit="8 MB")
    return make_response(page, status)
