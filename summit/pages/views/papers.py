"""A document, an amendment, the collisions: what everybody may read, each with its topics."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, cast
from urllib.parse import urlencode

from flask import Response, current_app, render_template, request, url_for
from markupsafe import Markup

from summit.debates.queries import Anchor, counts, debate_topic
from summit.debates.views.showing import debate_context
from summit.documents import queries as documents
from summit.documents.forms import RulingForm
from summit.documents.models import Document
from summit.documents.permissions import (
    is_amendable,
    may_compose,
    may_correct,
    may_propose,
    may_rule,
    may_second,
    may_take_over,
    may_withdraw,
)
from summit.documents.queries.written import written_as, written_on
from summit.documents.services.translating import translations_topic
from summit.documents.views.noting import note_form
from summit.events import TopicName, heads_of
from summit.pages.queries import amending
from summit.pages.queries.reading import reading as read
from summit.pages.queries.translated import amendment_in
from summit.pages.views.anchors import debate_of_provision
from summit.pages.views.answering import answer, document_topic
from summit.pages.views.blueprint import blueprint
from summit.pages.views.recommending import recommending
from summit.people.views.identity import current_person
from summit.voting.models import PollState
from summit.voting.queries import poll
from summit.web.kept import kept
from summit.web.numbers import number as whole
from summit.web.text_language import FIELD, wanted_language


@blueprint.get("/documents/<int:number>")
def reading(number: int) -> Response:
    return _reading(number, as_part=False)


@blueprint.get("/documents/<int:number>/text")
def reading_text(number: int) -> Response:
    return _reading(number, as_part=True)


def _reading(number: int, as_part: bool) -> Response:
    """The text is kept as drawn for all readers of one kind, unless a debate with its form is open in it."""
    asked = {
        name: request.args[name] for name in ("revision", "debate", "said", FIELD) if name in request.args
    }
    topics = [*_topics_of_text(number)]
    if "debate" in asked:
        topics.append(debate_topic(debate_of_provision(number, asked["debate"])[0]))
        title, text = _drawn(number, asked)
    else:
        title, text = kept(_kind_of_reader(number, topics), lambda: _drawn(number, asked))
    part_url = f"{url_for('pages.reading_text', number=number)}?{urlencode(asked)}".rstrip("?")
    context = {"title": title, "text": text, "part_url": part_url, "doc_topic": " ".join(map(str, topics))}
    return answer("pages/reading.html", "pages/kept_text.html", topics, context, as_part=as_part)


def _topics_of_text(number: int) -> list[TopicName]:
    """What changes a text as this reader reads it."""
    language = _text_language()
    return [document_topic(number), *([translations_topic(language)] if language else [])]


def _text_language() -> str:
    """The language in which the reader wants texts, if texts are translated into it here."""
    wanted = wanted_language()
    return wanted if wanted and wanted in documents.text_languages() else ""


def _kind_of_reader(number: int, topics: Sequence[TopicName]) -> Hashable:
    """All that a text without an open debate depends on."""
    language = cast(Callable[[], str], current_app.jinja_env.globals["ui_language"])
    return (
        *map(str, heads_of(topics)),
        request.args.get("revision", type=whole),
        may_propose(current_person()),
        may_compose(current_person()),
        may_correct(current_person(), documents.document(number)),
        language(),
        _text_language(),
        tuple(sorted(counts("provision", f"{number}/").items())),
    )


def _drawn(number: int, asked: dict[str, str]) -> tuple[str, Markup]:
    """Title and text with its margins. Raises NotFound for an unknown document, revision or provision."""
    shown = read(number, request.args.get("revision", type=whole), _text_language())
    languages = [shown.document.language, *documents.text_languages()]
    context: dict[str, Any] = {"shown": shown, "here": asked.get("debate")}
    context["languages"] = list(dict.fromkeys(languages))
    if "debate" in asked:
        context |= debate_context(*debate_of_provision(number, asked["debate"]))
    context["written"] = written_on(number) if shown.is_head else []
    context["log"] = documents.adoption_log(number)
    takes_amendments = shown.is_head and is_amendable(shown.document)
    context["put_publicly"] = _is_put_publicly(shown.document)
    context["may_compose"] = may_compose(current_person()) and takes_amendments
    context["may_correct"] = may_correct(current_person(), shown.document)
    context["may_propose"] = may_propose(current_person()) and takes_amendments
    html = render_template("pages/_text.html", **context)
    return shown.title.words, Markup(html)  # noqa: S704 - a template of ours, escaped as every page


def _is_put_publicly(document: Document) -> bool:
    """A draft of a poll is its officers' to know."""
    return document.poll_number is not None and poll(document.poll_number).state != PollState.DRAFT


def _own_note(number: int) -> dict[str, Any]:
    """What this reader noted, for a page and never for its part: no news may touch what is being typed."""
    if current_person() is None or "part" in request.args:
        return {}
    form, noted = note_form(number)
    return {"note_form": form, "noted": noted}


@blueprint.get("/amendments/<int:number>")
def amendment(number: int) -> Response:
    shown = amending.shown_amendment(number)
    anchor = Anchor("amendment", str(number))
    document = document_topic(shown.amendment.document_number)
    language = _text_language()
    context = {
        "shown": shown,
        "language": language,
        "languages": list(dict.fromkeys([shown.amendment.document.language, *documents.text_languages()])),
        "translations": amendment_in(language, shown),
        "written": written_as(number),
        "may_withdraw": may_withdraw(current_person(), shown.amendment),
        "may_second": may_second(current_person(), shown.amendment),
        "may_reintroduce": may_propose(current_person()) and is_amendable(shown.amendment.document),
        "may_take_over": may_take_over(current_person(), shown.amendment)
        and is_amendable(shown.amendment.document),
        "may_rule": may_rule(current_person(), shown.amendment.document),
        "ruling": RulingForm(formdata=None),
        "recommending": recommending(current_person(), shown.amendment, shown.recommended),
        "doc_topic": document,
        **_own_note(number),
        **debate_context(anchor),
    }
    topics = [document, debate_topic(anchor), *([translations_topic(language)] if language else [])]
    return answer("pages/amendment.html", "pages/_amendment.html", topics, context)
