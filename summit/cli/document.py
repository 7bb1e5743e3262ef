"""`flask document …`: read a file into provisions, import it, correct it, show a revision."""

import json
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from summit.cli.document_correct import correct
from summit.cli.document_preview import preview
from summit.cli.said import plainly
from summit.documents import queries
from summit.documents.models import Document, Revision
from summit.documents.reading import read
from summit.documents.services import import_document
from summit.documents.writing import office_file, office_text
from summit.domain.text import Text, from_json, labels, markdown, to_json
from summit.domain.text.pandoc_writing import to_pandoc

FORMATS = ["markdown", "html", "json", "docx", "odt"]


@click.group()
def document() -> None:
    """Texts: read, import, correct, show."""


document.add_command(preview)
document.add_command(correct)


@document.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--number", type=click.IntRange(min=1), help="Its number; the next free one by default.")
@click.option("--language", default="en", show_default=True, help="Its language of authority.")
@with_appcontext
@plainly
def bring_in(file: Path, number: int | None, language: str) -> None:
    """Import FILE as the first revision of a new document."""
    reading = read(file, language=language)
    for warning in reading.warnings:
        click.echo(f"{warning.where}: {warning.what}", err=True)
    given = import_document(
        None, reading.title or file.stem, reading.language or language, reading.text, number
    )
    click.echo(f"Document {given}: {len(reading.text)} provisions.")


@document.command()
@click.argument("number", type=int)
@click.option("--revision", type=int, help="The latest by default.")
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to; printed by default.")
@with_appcontext
@plainly
def show(number: int, revision: int | None, form: str, out: Path | None) -> None:
    """Print document NUMBER, or write it to a file that can be brought in again."""
    paper = queries.document(number)
    stored = queries.revision(number, revision or paper.head)
    written = _written(paper, stored, form)
    if out is None:
        click.echo(written, nl=False)
    else:
        out.write_bytes(written)


def _written(paper: Document, stored: Revision, form: str) -> bytes:
    text = from_json(stored.provisions)
    if form == "json":
        return (json.dumps(_as_value(paper, stored, text), ensure_ascii=False, indent=2) + "\n").encode()
    if form == "markdown":
        return markdown(text, title=paper.title).encode()
    if form == "html":
        return office_file(to_pandoc(text, title=paper.title, language=paper.language), "html")
    return office_text(text, form, title=paper.title, language=paper.language, at=stored.made_at)


def _as_value(paper: Document, stored: Revision, text: Text) -> dict[str, Any]:
    numbers = labels(text)
    return {
        "number": paper.number,
        "title": paper.title,
        "language": paper.language,
        "revision": stored.number,
        "digest": stored.digest,
        "provisions": [{**one, "number": numbers.get(one["id"], "")} for one in to_json(text)],
    }
