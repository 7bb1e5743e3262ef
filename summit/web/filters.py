"""How moments, figures and texts are written on pages: in the summit's zone and the reader's language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from flask import Flask

from summit.domain.wording import poll_name
from summit.web import markdown

GROUP = 4
_locale = cache(Locale.parse)
"""Kept, since reading a language's name asks the disk, and a debate says the time five hundred times."""


def init_app(app: Flask, zone: Callable[[], ZoneInfo], language: Callable[[], str]) -> None:
    """Register the filters; `zone` and `language` are asked at each use."""

    def local(moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("a moment without a zone cannot be shown in another")
        return moment.astimezone(zone())

    def clock(moment: datetime, seconds: bool = True) -> str:
        """Time of day with seconds, since a dispute may turn on them: 10:07:31."""
        return format_time(local(moment), "HH:mm:ss" if seconds else "HH:mm", locale=_locale(language()))

    def local_day(moment: date) -> date:
        return local(moment).date() if isinstance(moment, datetime) else moment

    def day(moment: date) -> str:
        return format_date(local_day(moment), "full", locale=_locale(language()))

    def short_day(moment: date) -> str:
        """Wed 25 Nov, for rows of days."""
        return format_date(local_day(moment), "EEE d MMM", locale=_locale(language()))

    def number(value: int | Fraction) -> str:
        """Grouped as the language groups; fractions to at most five places."""
        return format_decimal(
            value if isinstance(value, int) else float(value), "#,##0.#####", locale=_locale(language())
        )

    def percent(share: Fraction | float) -> str:
        return format_percent(float(share), "0.0 %", locale=_locale(language()))

    app.jinja_env.filters.update(
        clock=clock,
        day=day,
        day_clock=lambda moment: f"{day(moment)}, {clock(moment)}",
        short_day=short_day,
        iso_day=lambda moment: local_day(moment).isoformat(),
        language_name=language_name,
        iso=lambda moment: moment.isoformat(),
        local_iso=lambda moment: local(moment).isoformat(timespec="seconds"),
        number=number,
        percent=percent,
        minutes=minutes,
        poll_name=lambda number: app.extensions["told"](poll_name(number)),
        receipt=receipt,
        inline=markdown.inline,
        prose=markdown.prose,
        table=markdown.table,
        in_words=lambda provision, words: replace(provision, text=words),
    )


def minutes(seconds: int) -> str:
    """A length of time as clocks of speeches show it: 2:05."""
    return f"{seconds // 60}:{seconds % 60:02}"


def language_name(code: str) -> str:
    """A language by its own name, as those who speak it look for it; its code where none is known."""
    try:
        return (Locale.parse(code, sep="-").get_display_name() or code).capitalize()
    except (UnknownLocaleError, ValueError):
        return code


def receipt(code: str) -> str:
    """A receipt in groups of four, as people read one aloud: 7K4Q-M2XD-9F0T-HB6W."""
    plain = code.replace("-", "")
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))
