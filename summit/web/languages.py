"""The language of the interface: `_` and `ngettext` by the catalogues in translations/, else English."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from babel.support import Translations
from flask import Flask, g, has_app_context

OFFERED = ("en", "es", "fr")
"""The languages of the interface, the one that everything falls back to first."""


def init_app(app: Flask, language: Callable[[], str]) -> Callable[[], str]:
    """Offer `_`, `gettext`, `ngettext` and `ui_language` to templates; `language` is asked at each use.

    Answers what tells the language of the moment: `language`, unless something is drawn `in_language`.
    """
    folder = Path(app.root_path).parent / "translations"

    def spoken() -> str:
        return (str(g.get("drawn_in", "")) if has_app_context() else "") or language()

    def catalogue() -> NullTranslations:
        return _catalogue(folder, spoken())

    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: catalogue().gettext(text),
        lambda one, many, n: catalogue().ngettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["ui_language"] = spoken
    return spoken


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Draw in this language, whoever asks: for what is drawn once for many readers."""
    before = g.get("drawn_in", "")
    g.drawn_in = language
    try:
        yield
    finally:
        g.drawn_in = before


@lru_cache(maxsize=16)
def _catalogue(folder: Path, language: str) -> NullTranslations:
    return Translations.load(str(folder), [language])
