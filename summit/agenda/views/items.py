"""Items of an order paper: added, changed, ordered, taken up, done, deferred, struck."""

from collections.abc import Callable

from flask import request, url_for
from werkzeug.wrappers import Response

from summit.agenda import queries
from summit.agenda.forms import ItemForm
from summit.agenda.permissions import may_plan
from summit.agenda.services import (
    add_item,
    change_item,
    defer_item,
    finish_item,
    move_item,
    order_items,
    remove_item,
    take_up,
)
from summit.agenda.services.steps import SUMMIT
from summit.agenda.views.blueprint import actor, blueprint, page, send
from summit.agenda.views.editing import back_to, refused_item, refused_step
from summit.agenda.views.things import known_anchor, offered
from summit.domain.anchors import Anchor, written_anchor
from summit.domain.errors import Unacceptable, require
from summit.people.views.identity import current_person, signed_in
from summit.web.commands import answer_once
from summit.web.forms import Form
from summit.web.limits import WRITES, limiter
from summit.web.numbers import HIGHEST

STEPS: dict[str, Callable[[int], object]] = {
    "up": lambda number: move_item(actor(), number, -1),
    "down": lambda number: move_item(actor(), number, 1),
    "take-up": lambda number: take_up(actor(), number, _number("seen")),
    "done": lambda number: finish_item(actor(), number),
    "defer": lambda number: defer_item(actor(), number, _number("to")),
    "remove": lambda number: remove_item(actor(), number),
}


@blueprint.post("/sittings/<int:number>/items")
@limiter.limit(WRITES)
@signed_in
def add(number: int) -> Response:
    form = ItemForm()

    def act() -> str:
        anchor = known_anchor(form.about.anchor())
        item = add_item(actor(), number, form.title.data or "", anchor, form.minutes.data)
        return url_for("agenda.edit", number=number, _anchor=f"i-{item}")

    return send(form, act, refused_item(number))


@blueprint.post("/sittings/<int:number>/order")
@limiter.limit(WRITES)
@signed_in
def order(number: int) -> Response:
    """The order that was made by dragging: numbers of items, parted by commas."""
    wanted = [_whole(one) for one in request.form.get("order", "").split(",")]

    def act() -> str:
        order_items(actor(), number, wanted)
        return back_to(number, "order-paper")

    return refused_step(number, lambda: answer_once(act))


@blueprint.post("/items/<int:number>/<any('up', 'down', 'take-up', 'done', 'defer', 'remove'):step>")
@limiter.limit(WRITES)
@signed_in
def item_step(number: int, step: str) -> Response:
    sitting_id = queries.item(number).sitting_id

    def act() -> str:
        STEPS[step](number)
        return back_to(sitting_id, f"i-{number}" if step != "remove" else "order-paper")

    return refused_step(sitting_id, lambda: answer_once(act))


@blueprint.get("/items/<int:number>/edit")
@signed_in
def edit_item(number: int) -> Response:
    found = queries.item(number)
    form = ItemForm(formdata=None, title=found.title, minutes=found.minutes)
    if found.anchor_kind and found.anchor_key:
        form.about.data = written_anchor(Anchor(found.anchor_kind, found.anchor_key))
    return _page(number, form)


@blueprint.post("/items/<int:number>/edit")
@limiter.limit(WRITES)
@signed_in
def store_item(number: int) -> Response:
    form, sitting_id = ItemForm(), queries.item(number).sitting_id

    def act() -> str:
        anchor = known_anchor(form.about.anchor())
        change_item(actor(), number, form.title.data or "", anchor, form.minutes.data)
        return url_for("agenda.edit", number=sitting_id, _anchor=f"i-{number}")

    return send(form, act, lambda form, words, status: _page(number, form, words, status))


def _page(number: int, form: Form, sentence: str | None = None, status: int = 200) -> Response:
    found = queries.item(number)
    body = found.sitting.body
    require(may_plan(current_person(), body.id), f"Only officers of {body.name} change its order paper.")
    return page(
        "agenda/item.html", [SUMMIT], status, item=found, form=form, sentence=sentence, offered=offered()
    )


def _number(name: str) -> int | None:
    typed = request.form.get(name, "")
    return _whole(typed) if typed else None


def _whole(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or len(typed) > len(str(HIGHEST)):
        raise Unacceptable("Items and sittings are named by their numbers.")
    return int(typed)
