"""The base of all forms: a token against forgery, text in one normal form, a key that makes writes single."""

import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from flask import Flask, current_app
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import HiddenField, StringField, TextAreaField, i18n
from wtforms.fields.choices import SelectChoice, SelectFieldBase
from wtforms.validators import Length

csrf = CSRFProtect()

MAX_KEY_LENGTH = 64


def init_app(app: Flask) -> None:
    """Refuse every POST without the session's token, and offer `command_key` to templates."""
    csrf.init_app(app)
    app.jinja_env.globals["command_key"] = command_key


def command_key() -> str:
    """A fresh random key; a write sent twice under one key is done once."""
    return secrets.token_urlsafe(16)


def one_line(text: str | None) -> str:
    """Text as it is compared and stored: NFC, white space single, none at the ends, no NUL sign."""
    return " ".join(unicodedata.normalize("NFC", text or "").replace("\x00", "").split())


def lines(text: str | None) -> str:
    """Text of several lines: NFC, line ends `\\n`, no white space at the ends, no NUL sign."""
    return (
        unicodedata.normalize("NFC", text or "")
        .replace("\x00", "")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .strip()
    )


def told_choices(choices: Iterable[SelectChoice]) -> list[SelectChoice]:
    """Choices in words of ours, in the reader's language."""
    told = current_app.extensions["told"]
    return [replace(one, label=told(one.label)) for one in choices]


class Line(StringField):
    """One line of text."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = one_line(valuelist[0])


class Words(TextAreaField):
    """Text of several lines."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = lines(valuelist[0])


@cache
def _translations(language: str) -> object:
    """WTForms looks for the files of a language anew for each form."""
    return i18n.get_translations([language])


class Form(FlaskForm):
    """A form with its token. Forms hold the shape of input; rules live in services."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: FlaskForm) -> object:
            """What WTForms itself says, in the reader's language."""
            return _translations(current_app.jinja_env.globals["ui_language"]())  # type: ignore[operator]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = current_app.extensions["told"]
        for field in self:
            if isinstance(field, HiddenField):
                continue  # nobody is shown its label
            field.label.text = told(field.label.text)
            if isinstance(field, SelectFieldBase) and isinstance(getattr(field, "choices", None), list):
                field.choices = told_choices(field.choices)

    def first_error(self) -> str | None:
        """The first thing to mend, as a sentence, or None."""
        return next((str(error) for field in self for error in field.errors), None)


class CommandForm(Form):
    """A form whose write is done once: the key is drawn with the page and returns with every attempt."""

    key = HiddenField(default=command_key, validators=[Length(max=MAX_KEY_LENGTH)])
