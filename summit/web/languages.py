"""The language of the interface: which one a reader gets, and the catalogues in translations/ behind `_`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol
from babel.support import Translations
from flask import Flask, Response, g, has_app_context, has_request_context, request

from summit.domain.rules.sentences import sentences as rule_sentences
from summit.domain.wording import is_unnamed
from summit.web.sentences import Sentences

OFFERED = ("en", "es", "fr")
"""The languages of the interface, the one that everything falls back to first."""
NAMES = {"en": "English", "es": "Español", "fr": "Français"}
FIELD = "interface"
COOKIE = "interface_language"
ASKED = "summit.interface"
A_YEAR = 365 * 24 * 3600


def chosen() -> str:
    """What the address names, else what was chosen last on this device, else what the browser asks for."""
    if not has_request_context():
        return OFFERED[0]
    if ASKED not in request.environ:  # read once: a page asks with each of its sentences
        request.environ[ASKED] = _asked()
    return str(request.environ[ASKED])


def _asked() -> str:
    for asked in (request.args.get(FIELD, ""), request.cookies.get(COOKIE, "")):
        if asked in OFFERED:
            return asked
    return request.accept_languages.best_match(OFFERED) or OFFERED[0]


def init_app(app: Flask, language: Callable[[], str] = chosen) -> Callable[[], str]:
    """Offer `_`, `gettext`, `ngettext`, `ui_language` and `told` to templates.

    Answers what tells the language of the moment: `language`, unless something is drawn `in_language`.
    """
    folder = Path(app.root_path) / "translations"

    def spoken() -> str:
        return (str(g.get("drawn_in", "")) if has_app_context() else "") or language()

    def catalogue() -> NullTranslations:
        return _catalogue(folder, spoken())

    def told(sentence: object) -> str:
        """A sentence that was made in Python, in the language of the moment; what `_` told already stays."""
        if hasattr(sentence, "__html__"):
            return str(sentence) if not isinstance(sentence, str) else sentence
        return _sentences(folder, spoken()).told(str(sentence))

    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: catalogue().gettext(text),
        lambda one, many, n: catalogue().ngettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals.update(ui_language=spoken, ui_languages=NAMES, ui_address=_here_in)
    app.jinja_env.filters["told"] = told
    app.jinja_env.filters["poll_title"] = lambda title: told(title) if is_unnamed(title) else title
    app.extensions["told"] = told
    app.after_request(_remember)
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


def _here_in(language: str) -> str:
    """The address of this page in another language; of the first page where a form was just refused."""
    if not has_request_context() or request.method != "GET":
        return f"/?{FIELD}={language}"
    kept = request.args.to_dict(flat=False) | {FIELD: [language]}
    return f"{quote(request.path)}?{urlencode(kept, doseq=True)}"


def _remember(answer: Response) -> Response:
    answer.vary.add("Accept-Language")
    asked = request.args.get(FIELD, "")
    if request.method == "GET" and asked in OFFERED and request.cookies.get(COOKIE) != asked:
        secure = request.is_secure
        answer.set_cookie(COOKIE, asked, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer


@lru_cache(maxsize=8)
def _catalogue(folder: Path, language: str) -> NullTranslations:
    """Compiled when it is first asked for, so that none lies about that is older than its words."""
    file = folder / language / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as words:
        write_mo(compiled, read_po(words, locale=language))
    compiled.seek(0)
    return Translations(fp=compiled)


@lru_cache(maxsize=8)
def _sentences(folder: Path, language: str) -> Sentences:
    known = getattr(_catalogue(folder, language), "_catalog", {})
    rules = {} if language == OFFERED[0] else _rules(language)
    said = {one: words for one, words in known.items() if isinstance(one, str) and one and words}
    return Sentences(rules | said, get_decimal_symbol(Locale.parse(language)))


def _rules(language: str) -> dict[str, str]:
    """The sentences of rule sets, which the domain has in every language."""
    there = rule_sentences(language)
    return {words: there[key] for key, words in rule_sentences(OFFERED[0]).items()}
