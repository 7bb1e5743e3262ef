"""What every page shares: security headers, errors, forms, assets, languages and filters."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask import Flask

from summit.web import assets, errors, filters, forms, health, languages, limits, numbers, security


def init_app(app: Flask, zone: Callable[[], str], language: Callable[[], str]) -> None:
    """Give `app` the shared parts.

    `zone` and `language` are asked during a request: the summit's time zone (an IANA name) and the
    reader's language.
    """
    numbers.init_app(app)
    forms.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    limits.init_app(app)
    health.init_app(app)
    assets.init_app(app)
    spoken = languages.init_app(app, language)
    filters.init_app(app, lambda: ZoneInfo(zone()), spoken)
