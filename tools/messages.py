"""Collect every sentence that people see, put it into the catalogues, and say what is not translated yet.

python tools/messages.py            write new sentences into summit/translations/*/LC_MESSAGES/messages.po
python tools/messages.py --check    fail where a sentence is missing, untranslated, fuzzy, bare or gone
python tools/messages.py --todo es  print what waits for a translation
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LANGUAGES = ("es", "fr")
FOLDER = ROOT / "summit" / "translations"

HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural={plural};\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

# What nobody reads on a page: commands, the record's own words, formats, logs.
UNSEEN = (
    "summit/__init__.py", "summit/agenda/views/blueprint.py", "summit/backup/", "summit/cli/",
    "summit/config.py", "summit/db.py", "summit/documents/writing/", "summit/domain/formats/",
    "summit/domain/practice.py", "summit/domain/rules/sentences/", "summit/domain/tally/",
    "summit/events.py", "summit/export/bundle/", "summit/export/composing/", "summit/export/html.py",
    "summit/export/markdown.py", "summit/export/minutes/writing.py", "summit/export/model/",
    "summit/export/office/", "summit/export/outline/", "summit/export/tongues/",
    "summit/export/wording.py", "summit/export/typesetting.py", "summit/jobs/",
    "summit/export/views/minutes.py", "summit/live/", "summit/mail/addresses.py", "summit/mail/models.py",
    "summit/mail/sending.py", "summit/mail/services/post.py", "summit/pages/queries/colliding.py",
    "summit/people/reading/headings.py", "summit/people/views/device.py", "summit/sqlite.py",
    "summit/voting/queries/translated.py", "summit/web/assets.py", "summit/web/commands.py",
    "summit/web/health.py", "summit/web/limits.py", "summit/web/logs.py", "summit/web/markdown.py",
    "summit/web/sentences.py",
    "summit/web/security.py",
)  # fmt: skip
FOR_PROGRAMMERS = {
    "AssertionError", "CheckConstraint", "Column", "ForeignKey", "ImportError", "Index", "KeyError",
    "LookupError", "NewType", "NotImplementedError", "RuntimeError", "TypeError", "TypeVar",
    "UniqueConstraint", "ValueError", "cast", "compile", "debug", "error", "exception", "getLogger",
    "get_template_attribute", "headers", "info", "mapped_column", "relationship", "render_template", "text",
    "url_for", "warning",
}  # fmt: skip
# Names that a program knows things by, spelt like words.
NAMES = {
    "Emph", "Strong", "Str", "Space", "Span", "Quoted", "Para", "Plain", "Period", "Decimal", "Div",
    "Strikeout", "Underline", "Superscript", "Subscript", "Image", "Math", "Cite", "Header", "Figure",
    "Pending", "Lower", "Upper", "Edg", "Mobi", "Edge", "Opera", "Firefox", "Chrome", "Safari", "Android",
    "Windows", "Chromebook", "Macintosh", "Linux", "Link", "Code", "Table", "Note", "Text", "Visit",
    "Draft", "Seconding", "Amendment", "Body", "Summit", "Provision", "Schulze", "Vary", "Cookie", "Lax",
    "EEE d MMM", "stack overflow", "Reading the file needs memory", "hidden sign-ins", "poll part",
    "wrong PINs", "rebase: {outcome}", "REPEATABLE READ", "Dejar el texto como está",
    "Garder le texte tel quel", "buen vivir", "sumak kawsay", "sumak yachay",
    "Plenaria", "Plénière",
}  # fmt: skip
# What the code says in single words or puts together from pieces, so that it cannot be told by its looks.
PIECES = (
    "semicolons", "commas", "tabs",
    "yes", "no", "now", "none yet", "nobody", "none", "carried", "elected", "chosen", "present", "absent",
    "remote", "out", "wins", "leads", "abstention", "abstentions", "reached", "spoilt", "blank", "votes",
    "approvals", "texts", "polls", "record", "acts", "people", "agenda", "debates", "neither", "a question",
    "a reply", "a point of order", "anywhere", "E-mail", "quorate", "not quorate", "{needed}: reached.",
    "{needed}: not reached.", "The majority was {figure}; {reached}", "cast", "entitled", "second", "third",
    "first", "only", "against {figure} for {option}", "elected: {names}", "chosen: {names}",
    "Elected: {names}", "Chosen: {names}", "{amendments} falls.", "{amendments} fall.",
    "{amendments} moved with their words and stay pending.",
    "{amendments} became obsolete: what they wanted stands.",
    "{amendments} became orphaned: their words are gone.", "{amendments} is adopted.",
    "{amendments} are adopted.", "{amendments} is rejected.", "{amendments} are rejected.", "{name}, wins",
    "{name}, elected", "{name}, out", "{names} had the fewest; {where}.",
    "{names} had the fewest even together; {where}.", "of its {figure} ballots {where}",
    "of their {figure} ballots {where}", "{figure} went to {option}",
    "{count} of the {figure} ballots that still named an option",
    "{body} recommends on AM {amendment}: {advice}", "{name} of “{title}”", "Sittings", "§ {value}",
)  # fmt: skip
WORDS = re.compile(r"[A-Za-zé]{2,}[,;:]? [A-Za-z“]|^[A-Z][a-z]{2,}[.:]?$|[a-z]\.$| [a-z]{3,}|[a-z]{3,} ")
CODE = re.compile(
    r"\n|^N (slip|badge) N| person:|filename=|^announce, |^[\w./:%<>=-]+$|SELECT |UPDATE |^application/"
    r"|^text/|^/|[<>]|max-age|^%"
)


VALUE = re.compile(r"%\(\w+\)s|\{\w+\}")
# Everything in a template that is not words between tags.
SAID = re.compile(
    r"\{% block \w+_class %\}.*?\{% endblock %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}"
    r"|<(code|kbd|script|style)\b.*?</\1>",
    re.DOTALL,
)
SAME_EVERYWHERE = {"Summit", "&ensp;", "verify.py", "buen vivir", "sumak kawsay", "sumak yachay", "minga"}
# What a record is written in is English, whoever reads it.
RECORDS = {"bundle.html", "file.html"}
FIELD = re.compile(r"\{\w+\}")


def visible(text: str) -> bool:
    """Whether people see this literal, as far as it tells by itself."""
    return bool(WORDS.search(text)) and not (
        CODE.search(text) and not re.fullmatch(r"[A-Z][a-z]{2,}[.:]?", text)
    )


def spoken(node: ast.expr) -> str | None:
    """A literal, or an f-string as a pattern with the names of its values in braces."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace("{}", "{value}")
    if not isinstance(node, ast.JoinedStr):
        return None
    used: dict[str, str] = {}
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{" + _name(part, used) + "}"
        for part in node.values
    )


def _name(part: ast.expr, used: dict[str, str]) -> str:
    source = ast.unparse(part.value if isinstance(part, ast.FormattedValue) else part)
    plain = re.sub(r"\(.*", "", source) if source.count("(") == 1 and source.endswith(")") else source
    words = [
        one for one in re.findall(r"[a-z_]+", re.sub(r"'[^']*'|\"[^\"]*\"", "", plain)) if one.strip("_")
    ]
    base = name = (words[-1] if words else "value").strip("_")
    while used.setdefault(name, source) != source:
        name = f"{base}{len(used) + 1}"
    return name


def from_python() -> Iterator[tuple[str, str]]:
    """(file:line, sentence) of what the code says to people."""
    for path in sorted((ROOT / "summit").rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        if where.startswith(UNSEEN):
            continue
        tree = ast.parse(path.read_text())
        hidden = _hidden(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.expr) and id(node) not in hidden:
                said = spoken(node)
                if said and said not in NAMES and visible(FIELD.sub("N", said)):
                    yield f"{where}:{node.lineno}", said
        yield from _states(tree, where)
    yield from (("tools/messages.py:1", words) for words in PIECES)


def _states(tree: ast.AST, where: str) -> Iterator[tuple[str, str]]:
    """The words of closed sets: pages show them as they stand, with spaces."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any("StrEnum" in ast.unparse(base) for base in node.bases):
            for line in node.body:
                if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
                    yield f"{where}:{line.lineno}", str(line.value.value).replace("_", " ")


def _hidden(tree: ast.AST) -> set[int]:
    """Literals that nobody reads: docstrings, annotations, what programmers are told, parts of f-strings."""
    found: set[int] = set()
    for node in ast.walk(tree):
        inner: list[ast.AST] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inner = [node.value]
        elif isinstance(node, ast.JoinedStr):
            inner = [part for part in node.values if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.Call) and _called(node.func) in FOR_PROGRAMMERS:
            inner = [one for piece in (*node.args, *node.keywords) for one in ast.walk(piece)]
        elif isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
            inner = list(ast.walk(node.annotation))
        elif isinstance(node, ast.FunctionDef) and node.returns:
            inner = list(ast.walk(node.returns))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("__all__", "__slots__"):
            inner = list(ast.walk(node.value))
        elif isinstance(node, ast.Subscript):
            inner = [node.slice]
        found |= {id(one) for one in inner}
    return found


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def from_templates() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    options = {"**.html": {"silent": "false", "newstyle_gettext": "true"}}
    found = extract_from_dir(str(ROOT / "templates"), [("**.html", "jinja2")], options)
    for file, line, words, _comments, _context in found:
        yield f"templates/{file}:{line}", words


def collected() -> Catalog:
    catalogue = Catalog(project="summit", charset="utf-8")
    for where, words in (*from_templates(), *from_python()):
        file, line = where.rsplit(":", 1)
        catalogue.add(words, locations=[(file, int(line))])
    return catalogue


def catalogue_of(language: str) -> Catalog:
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return Catalog(locale=language, project="summit", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(language: str, catalogue: Catalog) -> None:
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        file.write(HEADER.format(language=language, plural=catalogue.plural_expr).encode())
        write_po(file, catalogue, no_location=True, omit_header=True, sort_output=True, width=0)


def merged(language: str, now: Catalog) -> Catalog:
    """Today's sentences with the translations that we have."""
    before, after = catalogue_of(language), Catalog(locale=language, project="summit", charset="utf-8")
    for message in now:
        if message.id:
            had = before.get(message.id)
            after.add(message.id, had.string if had else None)
    return after


def waiting(catalogue: Catalog) -> list[Message]:
    return [one for one in catalogue if one.id and (one.fuzzy or not _complete(one))]


def _complete(message: Message) -> bool:
    words = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(words) and all(words)


def unwrapped() -> list[str]:
    """Words that stand in a template as they are, so that no catalogue could tell them."""
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        bare = "" if path.name in RECORDS else SAID.sub("", path.read_text())
        for words in re.findall(r">([^<>{}]*[A-Za-z]{3,}[^<>{}]*)<", bare):
            if words.strip() not in SAME_EVERYWHERE and "sha256" not in words:
                found.append(f"{path.relative_to(ROOT)}: {words.strip()}")
    return found


def update() -> bool:
    """Write today's sentences into the catalogues; whether nothing waits for a translation."""
    now, whole = collected(), True
    for language in LANGUAGES:
        catalogue = merged(language, now)
        write(language, catalogue)
        left = waiting(catalogue)
        whole &= not left
        print(f"{language}: {len(catalogue)} sentences, {len(left)} to translate")
    return whole


def check() -> list[str]:
    """What is wrong with the catalogues and templates, a line each."""
    now = collected()
    wrong = [f"{one} is not wrapped in _(…)" for one in unwrapped()]
    for language in LANGUAGES:
        have = catalogue_of(language)
        wrong += [f"{language}: not translated: {one.id!r}" for one in waiting(merged(language, now))]
        wrong += [f"{language}: said no more: {one.id!r}" for one in have if one.id and one.id not in now]
        wrong += [f"{language}: {problem}" for one in have for problem in misnamed(one)]
    return wrong


def misnamed(message: Message) -> list[str]:
    """Values that a translation names and its sentence does not, or that it forgets."""
    asked = message.id if isinstance(message.id, tuple) else (message.id,)
    told = message.string if isinstance(message.string, tuple) else (message.string,)
    known = {name for words in asked for name in VALUE.findall(words)}
    return [
        f"{words!r} names other values than {asked[-1]!r}"
        for words in told
        if set(VALUE.findall(words)) - known
        or ("%(" in asked[-1] and set(VALUE.findall(words)) - {"%(num)s"} != known - {"%(num)s"})
    ]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--check"]:
            wrong = check()
            print("\n".join(wrong) or "every sentence is there in English, Spanish and French")
            sys.exit(bool(wrong))
        case ["--todo", language]:
            for one in waiting(merged(language, collected())):
                print(" || ".join(one.id) if isinstance(one.id, tuple) else one.id)
        case []:
            update()
        case _:
            sys.exit(__doc__)
