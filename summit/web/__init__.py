"""What every page shares: security headers, errors, forms, assets, languages and filters."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from summit.web import (
    assets,
    compiled,
    errors,
    filters,
    forms,
    health,
    languages,
    limits,
    logs,
    numbers,
    security,
    text_language,
)


def init_app(app: Flask, zone: Callable[[], str], language: Callable[[], str] = languages.chosen) -> None:
    """Give `app` the shared parts.

    `zone` and `language` are asked during a request: the summit's time zone (an IANA name) and the
    reader's language.
    """
    compiled.init_app(app)
    logs.init_app(app)
    numbers.init_app(app)
    forms.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    limits.init_app(app)
    health.init_app(app)
    assets.init_app(app)
    text_language.init_app(app)
    spoken = languages.init_app(app, language)
    filters.init_app(app, lambda: ZoneInfo(zone()), spoken)


def believe_proxies(app: Flask, count: int) -> None:
    """Believe what the last `count` proxies say of a reader's address, host and scheme, and nobody else.

    Called last, so that it stands before everything, sockets included.
    """
    if count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
