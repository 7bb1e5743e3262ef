"""The language of the interface: `_` and `ngettext` by the catalogues in translations/, else English."""

from collections.abc import Callable
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from babel.support import Translations
from flask import Flask


def init_app(app: Flask, language: Callable[[], str]) -> None:
    """Offer `_`, `gettext`, `ngettext` and `ui_language` to templates; `language` is asked at each use."""
    folder = Path(app.root_path).parent / "translations"

    def catalogue() -> NullTranslations:
        return _catalogue(folder, language())

    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: catalogue().gettext(text),
        lambda one, many, n: catalogue().ngettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["ui_language"] = language


@lru_cache(maxsize=16)
def _catalogue(folder: Path, language: str) -> NullTranslations:
    return Translations.load(str(folder), [language])
