"""`flask document …`: read a file into provisions, import it, show a revision."""

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from summit.cli.document_preview import preview
from summit.cli.said import plainly
from summit.documents import queries
from summit.documents.reading import read
from summit.documents.services import import_document
from summit.domain.text import labels, markdown, to_json

FORMATS = ["markdown", "json"]


@click.group()
def document() -> None:
    """Texts: read, import, show."""


document.add_command(preview)


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
@with_appcontext
@plainly
def show(number: int, revision: int | None, form: str) -> None:
    """Print document NUMBER."""
    paper = queries.document(number)
    stored = queries.revision(number, revision or paper.head)
    text = queries.text_at(number, stored.number)
    if form == "markdown":
        click.echo(markdown(text, title=paper.title), nl=False)
        return
    numbers = labels(text)
    provisions = [{**one, "number": numbers.get(one["id"], "")} for one in to_json(text)]
    found = {
        "number": number,
        "title": paper.title,
        "language": paper.language,
        "revision": stored.number,
        "digest": stored.digest,
        "provisions": provisions,
    }
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
