"""Numbers from outside: none is larger than what the database can look for."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter
from wtforms import IntegerField

HIGHEST = 2**31 - 1


class NumberInAddress(IntegerConverter):
    """`<int:number>`: at an address with a longer number there is no page."""

    regex = r"\d{1,9}"


def number(typed: object) -> int:
    """A whole number that a query or a choice names. Raises ValueError for one that is too large or none."""
    value = int(str(typed))
    if abs(value) > HIGHEST:
        raise ValueError(f"{str(typed)[:20]} is larger than any number here")
    return value


class Number(IntegerField):
    """A whole number in a form; a larger one is none, and `data` is None."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and abs(self.data) > HIGHEST:
            self.data = None
            raise ValueError("This number is too large.")


def init_app(app: Flask) -> None:
    """Before any address is entered."""
    app.url_map.converters["int"] = NumberInAddress
