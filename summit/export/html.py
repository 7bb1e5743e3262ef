"""The final document as HTML: what page and file share, and the file, which needs nothing beside it."""

from functools import cache
from pathlib import Path

from flask import current_app
from markupsafe import Markup, escape

from summit.domain.text.shown import VisibleRun
from summit.export.blocks import Block, Runs
from summit.export.model import FinalDocument
from summit.export.outline import outline
from summit.export.qr_codes import qr_code
from summit.jobs.politely import politely

STYLE = Path(__file__).parents[2] / "templates" / "export" / "file.css"
TAGS = {"strong": "strong", "emphasis": "em", "code": "code"}
FATES = {
    "equal": Markup("{}"),
    "deleted": Markup('<del><span class="vh">removed: </span>{}</del>'),
    "inserted": Markup('<ins><span class="vh">added: </span>{}</ins>'),
    "marked": Markup('<span class="remarked">{}</span>'),
}


def write_html(document: FinalDocument) -> str:
    """One file with its style inside and no script: it can be printed, mailed and kept."""
    template = current_app.jinja_env.get_template("export/file.html")
    return template.render(document=document, style=style(), drawn=draw(document))


def draw(document: FinalDocument) -> Markup:
    """The document itself. Straight from the template: what pages know of their reader has no place in it."""
    template = current_app.jinja_env.get_template("export/_final.html")
    pieces = template.generate(blocks=outline(document), kind_of=kind_of, drawn=drawn_runs, qr=qr)
    return Markup("".join(politely(pieces)))  # noqa: S704 - the template escaped it


def qr(address: str) -> Markup:
    """The code as a drawing inside the page; without a size of its own it takes that of its frame."""
    drawn = qr_code(address).replace("<svg ", '<svg role="img" aria-label="QR code of the address" ', 1)
    return Markup(drawn)  # noqa: S704 - drawn from figures alone


@cache
def style() -> Markup:
    """The style element of the file. It is written here because a page served by the summit may have none."""
    return Markup("<style>\n{}</style>").format(Markup(STYLE.read_text()))  # noqa: S704 - our own file


def kind_of(block: Block) -> str:
    return type(block).__name__


def drawn_runs(runs: Runs, notes: str = "") -> Markup:
    """Runs as safe HTML; `notes` goes before the addresses of notes, which are counted anew in each text."""
    return Markup("").join(_drawn(run, notes) for run in runs)


def _drawn(run: VisibleRun, notes: str) -> Markup:
    words = Markup("<br>").join(escape(line) for line in run.text.split("\n"))
    for name, target in reversed(run.marks):
        words = _inside(words, name, target, notes)
    return FATES[run.kind].format(words)


def _inside(words: Markup, name: str, target: str, notes: str) -> Markup:
    match name:
        case "break":
            return Markup("<br>")
        case "note" if notes:
            return Markup('<sup class="note-ref"><a href="#{0}note-{1}">{1}</a></sup>').format(notes, words)
        case "note":
            return Markup('<sup class="note-ref">{}</sup>').format(words)
        case "link":
            kind = Markup('class="keep"') if target.startswith("#") else Markup('rel="noopener"')
            return Markup('<a href="{}" {}>{}</a>').format(target, kind, words)
    return Markup("<{0}>{1}</{0}>").format(Markup(TAGS[name]), words)  # noqa: S704 - one of three names
