"""The live slice alone as a server of its own, with levers for what tests have to make happen in it."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import gevent
import gevent.monkey
from flask import Flask, Response, current_app, redirect, render_template, request
from flask_login import login_user
from flask_socketio import join_room
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import update

from summit import config, db, due, live, web
from summit.db import transaction
from summit.debates.queries import Anchor, debated
from summit.debates.services import post_intervention, remove_intervention
from summit.domain.errors import Refusal
from summit.events import LISTENERS, Topic, TopicName, announce, heads_of
from summit.live import namespace, relay
from summit.live.catching_up import missed
from summit.live.topics import audience_of, authorise
from summit.people.models import Person, Role, SignIn
from summit.people.queries import token_hash
from summit.people.services.ending import tell_ended
from summit.people.views import identity
from summit.voting.services import keys
from summit.web.limits import limiter

ROOT = Path(__file__).parents[2]
MACRO = """{% macro intervention(said) %}<li id="i-{{ said.number }}" data-path="{{ said.path }}">
{%- if said.is_removed %}removed{% else %}{{ said.text }}{% endif %}</li>{% endmacro %}"""


PAGE = """{% extends "base.html" %}{% from "debates/_intervention.html" import intervention %}
{% block content %}
<h1>Amendment {{ key }}</h1>
<section data-part="/test/part_of/{{ key }}" data-topic="document:{{ key }}">
{% include "_part.html" %}</section>
<ol data-debate="amendment/{{ key }}">{% for one in said %}{{ intervention(one) }}{% endfor %}</ol>
<form id="outside" method="post" action="/test/sent/{{ key }}">
<label for="draft">Words</label>
<textarea id="draft" name="text" data-draft="say-{{ key }}">{{ typed }}</textarea>
<button>Send</button></form>{% endblock %}"""
PART = """<p id="head">{{ head }}</p><p data-keep id="kept">{{ head }}</p>
<form id="inside"><label for="typed">Typed</label><input id="typed" name="typed" value="at {{ head }}"></form>
<form id="idle"><label for="plain">Plain</label><input id="plain" name="plain" value="at {{ head }}"></form>
<details id="more"><summary>More {{ head }}</summary><p>said</p></details>"""


class Slice(ChoiceLoader):
    """Finds the frame of every page, and has only pages of its own to compile beforehand: those of the
    whole application ask for what this slice has not."""

    def list_templates(self) -> list[str]:
        return self.loaders[0].list_templates()


def make() -> Flask:
    app = Flask(
        "live_app",
        root_path=str(ROOT / "summit"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    config.configure(app, {"WTF_CSRF_ENABLED": False, "LIVE_HELD_S": 2})
    db.init_app(app)
    web.init_app(app, zone=lambda: "UTC", language=lambda: "en")
    app.jinja_env.loader = Slice(
        [
            DictLoader({"debates/_intervention.html": MACRO, "page.html": PAGE, "_part.html": PART}),
            app.jinja_loader,
        ]
    )
    identity.init_app(app)
    keys.keep_in(app.config["INSTANCE"] / "keys")
    live.init_app(app)
    with app.app_context():
        if db.is_sqlite():  # several workers find their tables made
            db.db.create_all()
    for page in (page_of, part_of, sent):
        app.add_url_rule(f"/test/{page.__name__}/<key>", view_func=page, methods=["GET", "POST"])
    for lever in (enter, say, remove, tell, fail, deafen, dawdle, renumber, prune, leave, ring, block, wait):
        app.add_url_rule(f"/test/{lever.__name__}", view_func=lever, methods=["POST"])
    app.add_url_rule("/test/limited", view_func=limiter.limit("12 per minute")(limited), methods=["POST"])
    due.VERBS["ring"] = lambda n: announce(TopicName("document", "900"), "turnout_changed", n=n)
    namespace.Followers.on_worker = lambda *_: os.getpid()  # type: ignore[attr-defined]
    if os.environ.get("LIVE_BLIND"):
        relay.LOOK_EVERY_S = 3600.0  # pokes alone have to do it
    return app


def page_of(key: str, typed: str = "") -> str:
    """A page that follows a document and a debate, with forms in it and around it."""
    heads = heads_of([TopicName("document", key), TopicName("debate", f"amendment/{key}")])
    words = {"key": key, "head": heads[0].seq, "live": ",".join(map(str, heads)), "typed": typed}
    strip = [("Connection", "not live yet", "offline")]
    shown = debated(Anchor("amendment", key)).said
    return render_template("page.html", said=shown, standing=strip, reader="7", **words)


def part_of(key: str) -> Response:
    head = heads_of([TopicName("document", key)])[0]
    return Response(render_template("_part.html", head=head.seq), headers={"X-Live": str(head)})


def sent(key: str) -> Any:
    """Take the words, or answer the page with them and a refusal."""
    if "refuse" in request.form["text"]:
        return page_of(key, request.form["text"]), 422
    return redirect(f"/test/page_of/{key}", 303)


def enter() -> str:
    """Make a person of the role asked for and sign this client in as them."""
    role = Role(request.form.get("role", "delegate"))
    person_id = _person(role)
    login_user(identity.SignedIn(person_id, str(person_id)))
    return str(person_id)


@transaction
def _person(role: Role) -> int:
    badge = f"T-{db.db.session.query(Person).count()}"
    person = Person(name=f"Person {badge}", badge=badge, role=role)
    db.db.session.add(person)
    db.db.session.flush()
    db.db.session.add(SignIn(person_id=person.id, token_hash=token_hash(str(person.id))))
    return person.id


def say() -> str:
    number = post_intervention(
        int(request.form["actor"]),
        Anchor("amendment", request.form["key"]),
        request.form["text"],
        request.form.get("parent", type=int),
    )
    return str(number)


def remove() -> str:
    return str(remove_intervention(int(request.form["actor"]), int(request.form["number"])))


def tell() -> str:
    """Announce `times` numbered events, each in a transaction of its own; one request is one greenlet."""
    start = int(request.form.get("start", 0))
    for n in range(start, start + int(request.form.get("times", 1))):
        _tell(_topic(), n)
    return worker()


@transaction
def _tell(topic: TopicName, n: int) -> None:
    announce(topic, "turnout_changed", n=n)


def _tell_elsewhere(app: Flask, topic: TopicName, n: int) -> None:
    with app.app_context():
        _tell(topic, n)


def fail() -> Any:
    try:
        _fail(_topic())
    except Refusal:
        return ""


@transaction
def _fail(topic: TopicName) -> None:
    announce(topic, "turnout_changed", n=-1)
    raise Refusal("This was not to be.")


def deafen() -> str:
    """Let every poke of this worker be lost from now on, or none again."""
    relay = current_app.extensions["summit-live"].relay
    if request.form.get("deaf") == "yes":
        LISTENERS.remove(relay.poke)
    else:
        LISTENERS.append(relay.poke)
    return ""


def dawdle() -> str:
    """Let something happen after each step of following, and be sent, before the next step is done."""
    name, told = _topic(), iter(range(100))
    is_on = request.form.get("slow") == "yes"

    def slow(step: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any) -> Any:
            result = step(*args)
            gevent.spawn(_tell_elsewhere, current_app._get_current_object(), name, next(told)).join()
            gevent.sleep(0.2)
            return result

        return stepped

    namespace.authorise = slow(authorise) if is_on else authorise
    namespace.join_room = slow(join_room) if is_on else join_room
    namespace.missed = slow(missed) if is_on else missed
    return ""


@transaction
def renumber() -> str:
    """Begin a new count of a stream, as a restored backup does."""
    name = _topic()
    db.db.session.execute(
        update(Topic).where(Topic.kind == name.kind, Topic.key == name.key).values(epoch="ffff0000", head=1)
    )
    return ""


@transaction
def prune() -> str:
    """Forget the beginning of a stream up to its head."""
    name = _topic()
    db.db.session.execute(
        update(Topic).where(Topic.kind == name.kind, Topic.key == name.key).values(floor=Topic.head)
    )
    return ""


@transaction
def leave() -> str:
    tell_ended(int(request.form["person"]))
    return ""


@transaction
def ring() -> str:
    """Enter `times` acts that are due at this moment."""
    for n in range(int(request.form["times"])):
        due.at(db.now() - timedelta(seconds=1), "ring", n)
    return ""


def block() -> str:
    """Let nothing else run for `seconds`, as a count or a conversion in the wrong place does."""
    gevent.monkey.get_original("time", "sleep")(float(request.form["seconds"]))
    return ""


def wait() -> str:
    """Take `seconds` and let everything else run meanwhile."""
    gevent.sleep(float(request.form["seconds"]))
    return ""


def worker() -> str:
    """Which process answers."""
    return str(os.getpid())


def limited() -> str:
    """Answers so often and not more."""
    return ""


def _topic() -> TopicName:
    kind, _, key = request.form["topic"].partition(":")
    return TopicName(kind, key, audience_of(kind))


app = make()
