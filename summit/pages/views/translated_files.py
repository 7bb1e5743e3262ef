"""Translations out and back as files: a DOCX of what waits, and a whole file laid beside its document."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import PurePath

from flask import Response as Answer
from flask import flash, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from summit.db import now
from summit.documents import queries as documents
from summit.documents.reading import SUFFIXES, read
from summit.documents.reading.units import read_units
from summit.documents.services.bringing_back import Brought, Outcome, bring_back, outcome_of
from summit.documents.views.sent_files import LARGEST, TOO_LARGE, wanted_act
from summit.documents.writing.units import units_file
from summit.domain.errors import NotFound, Refusal, Unacceptable
from summit.pages.queries.translated_files import Beside, beside, brought_from, rows_for
from summit.pages.views.blueprint import blueprint
from summit.pages.views.translating import require_translator
from summit.people.views.identity import current_person_id, signed_in
from summit.web.commands import answer_once
from summit.web.forms import csrf
from summit.web.limits import WRITES, limiter

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOWHERE = "Choose one of the documents."


@blueprint.get("/translations/<language>/texts.docx")
@signed_in
def translations_out(language: str) -> Answer:
    require_translator(language)
    answer = make_response(units_file(rows_for(language, stale="stale" in request.args), language, now()))
    answer.headers["Content-Type"] = DOCX
    answer.headers["Content-Disposition"] = f'attachment; filename="translations-{language}.docx"'
    return answer


@blueprint.get("/translations/<language>/files")
@signed_in
def translation_files(language: str) -> Answer:
    require_translator(language)
    return _page(language)


@blueprint.post("/translations/<language>/files")
@limiter.limit(WRITES)
@signed_in
@csrf.exempt  # `wanted_act` looks at the token once it has allowed a form as large as a file
def translations_back(language: str) -> Response:
    """`do` is preview or confirm; the file travels with its preview and is read again."""
    require_translator(language)
    wanted = wanted_act()
    if wanted is None:
        return _page(language, TOO_LARGE, 413)
    is_confirmed = wanted == "confirm"
    try:
        name, content = _sent(is_confirmed)
        number = _document()
        if number is None:
            brought, problems = _units(content, language)
            shown, laid = outcome_of(brought, language, current_person_id()), None
        else:
            laid, problems = _laid(number, language, name, content), []
            brought = _answered(number, laid)
            shown = outcome_of(brought, language, current_person_id())
        if is_confirmed:
            return answer_once(lambda: _brought(language, brought))
    except Refusal as refusal:
        return _page(language, str(refusal), int(refusal.status))
    sent = {"name": name, "content": base64.b64encode(content).decode(), "document": number or ""}
    return _page(language, shown=shown, laid=laid, problems=problems, sent=sent)


def _sent(is_confirmed: bool) -> tuple[str, bytes]:
    if is_confirmed:
        try:
            content = base64.b64decode(request.form.get("content", ""), validate=True)
        except binascii.Error:
            raise Unacceptable("The file did not come back whole. Choose it again.") from None
        return request.form.get("name", ""), content
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Unacceptable("Choose a file first.")
    with closing(file) as one:
        content = one.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unacceptable(f"The file is too large: at most {LARGEST // 1_000_000} MB are read.")
    return file.filename, content


def _document() -> int | None:
    """The document that the file is a translation of; none for a file of single texts."""
    typed = request.form.get("document", "")
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
        raise NotFound(NOWHERE)
    return int(typed)


def _units(content: bytes, language: str) -> tuple[list[Brought], list[str]]:
    units = read_units(content)
    problems = [f"Row {one.row}: {one.problem}." for one in units if one.problem]
    return brought_from(units, language), problems


def _laid(number: int, language: str, name: str, content: bytes) -> Beside:
    if documents.document(number).language == language:
        raise Unacceptable("The document is written in this language.")
    form = SUFFIXES.get(PurePath(name).suffix.lower())
    if form is None:
        raise Unacceptable("Only Markdown, HTML, DOCX and ODT files are read.")
    return beside(number, language, read(content, form, language).text)


def _answered(number: int, laid: Beside) -> list[Brought]:
    """What is plain, and what was asked and answered by the place of a candidate."""
    language = documents.document(number).language
    found = [Brought(one.source.text, language, one.words) for one in laid.aligned.pairs]
    for one in laid.aligned.questions:
        typed = request.form.get(f"q-{one.source.id}", "")
        if typed.isascii() and typed.isdigit() and int(typed[:9]) < len(one.candidates):
            found.append(Brought(one.source.text, language, one.candidates[int(typed)]))
    return [one for one in found if one.source not in laid.done]


def _brought(language: str, brought: Sequence[Brought]) -> str:
    done = bring_back(current_person_id() or 0, language, brought)
    flash(
        f"{len(done.ready)} translations are shown to readers now, {len(done.draft) + len(done.term)} are "
        f"kept as drafts, {len(done.kept) + len(done.claimed)} were left as they are.",
        "good",
    )
    return url_for("pages.translators_queue", language=language)


def _page(
    language: str,
    sentence: str | None = None,
    status: int = 200,
    shown: Outcome | None = None,
    laid: Beside | None = None,
    problems: Sequence[str] = (),
    sent: Mapping[str, object] | None = None,
) -> Answer:
    html = render_template(
        "pages/translation_files.html",
        language=language,
        languages=documents.text_languages(),
        papers=[one for one in documents.documents() if documents.document(one.number).language != language],
        sentence=sentence,
        shown=shown,
        laid=laid,
        problems=problems,
        sent=sent,
    )
    return make_response(html, status)
