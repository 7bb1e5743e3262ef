"""Accreditation from a list: a CSV file is read and shown line by line, and stored once that is confirmed."""

import base64
import binascii
from contextlib import closing

from flask import current_app, flash, make_response, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from summit.domain.errors import Refusal, Unacceptable, require
from summit.people.forms import ConfirmListForm, ListForm
from summit.people.permissions import may_accredit
from summit.people.reading import LARGEST, MOST_LINES, PeopleList, but_for, read_people
from summit.people.services import import_people, known_to
from summit.people.views.blueprint import blueprint
from summit.people.views.identity import current_person, current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.forms import csrf
from summit.web.limits import WRITES, limiter

TOO_LARGE = f"The file is too large: at most {LARGEST // 1_000_000} MB are read."
NO_FILE = "Choose a file first."


@blueprint.get("/people/import")
@signed_in
def choose_list() -> Response:
    _require_desk()
    return _page()


@blueprint.post("/people/import")
@limiter.limit(WRITES)
@signed_in
@csrf.exempt
def take_list() -> Response:
    """A file to look at, or with do=confirm the one looked at; the token is checked once it is read."""
    _require_desk()
    request.max_form_memory_size = current_app.config["MAX_CONTENT_LENGTH"]
    try:
        wanted = request.form.get("do")
    except RequestEntityTooLarge:
        return _page(TOO_LARGE, 413)
    if current_app.config.get("WTF_CSRF_ENABLED", True):
        csrf.protect()
    try:
        return _confirm() if wanted == "confirm" else _preview()
    except Refusal as refusal:
        return _page(str(refusal), int(refusal.status))


def _require_desk() -> None:
    require(may_accredit(current_person()), "Only an organiser may accredit people.")


def _preview() -> Response:
    sent = request.files.get("file")
    if not sent or not sent.filename:
        raise Unacceptable(NO_FILE)
    with closing(sent):
        content = sent.read(LARGEST + 1)
    return _shown(content, read_people(content))


def _confirm() -> Response:
    """Store, and show again what was not; where nothing was left out, or it is sent again, go to the desk."""
    form = ConfirmListForm()
    try:
        content = base64.b64decode(form.content.data or "", validate=True)
    except binascii.Error as error:
        raise Unacceptable(NO_FILE) from error
    listed = read_people(content)
    stored: list[PeopleList] = []

    def act() -> str:
        stored.append(import_people(current_person_id(), listed))
        return url_for("people.desk")

    try:
        answer = answer_once(act)
    except Unacceptable as nobody:
        return _shown(content, listed, str(nobody))
    return _told(answer, stored)


def _told(answer: Response, stored: list[PeopleList]) -> Response:
    if not stored:
        flash("This list was stored before; nothing was stored twice.", "good")
        return answer
    if stored[-1].faults:
        return make_response(render_template("people/imported.html", listed=stored[-1]))
    number = len(stored[-1].entries)
    flash("1 person is accredited." if number == 1 else f"{number} people are accredited.", "good")
    return answer


def _shown(content: bytes, listed: PeopleList, sentence: str | None = None) -> Response:
    form = ConfirmListForm(formdata=None, content=base64.b64encode(content).decode())
    page = render_template(
        "people/import_preview.html",
        form=form,
        listed=but_for(listed, known_to(current_person_id())),
        sentence=sentence,
    )
    return make_response(page, 422 if sentence else 200)


def _page(sentence: str | None = None, status: int = 200) -> Response:
    page = render_template(
        "people/import.html",
        form=ListForm(formdata=None),
        sentence=sentence,
        lines=MOST_LINES,
        size=LARGEST // 1_000_000,
    )
    return make_response(page, status)
