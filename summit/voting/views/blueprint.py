"""The blueprint that the voting pages share, and the two kinds of addresses that a poll has."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint
from werkzeug.routing import ValidationError

from summit.web.numbers import NumberInAddress

blueprint = Blueprint("voting", __name__)

View = Callable[..., Any]


class NumberOfPractice(NumberInAddress):
    """`<practice:number>`: practice is numbered below zero, and its address leaves the sign out."""

    def to_python(self, value: str) -> int:
        number = super().to_python(value)
        if not number:
            raise ValidationError
        return -int(number)

    def to_url(self, value: int) -> str:
        if value >= 0:
            raise ValidationError
        return super().to_url(-value)


def at_poll(path: str = "", **options: Any) -> Callable[[View], View]:
    """A route below /polls/7, and the same below /practice/3, which is asked first for its address."""

    def register(view: View) -> View:
        for start in ("/practice/<practice:number>", "/polls/<int:number>"):
            blueprint.add_url_rule(f"{start}{path}", view_func=view, **options)
        return view

    return register
