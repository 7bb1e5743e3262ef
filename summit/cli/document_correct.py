"""`flask document correct`: a better file while nobody has amended a text, a correction after."""

from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import with_appcontext

from summit.cli.said import plainly
from summit.documents import queries
from summit.documents.models import Document
from summit.documents.reading import Reading, read
from summit.documents.services import (
    Correction,
    compared,
    correct_text,
    is_replaceable,
    prepare_correction,
    replace_text,
)
from summit.domain.text import Delete, Insert, Move, Operation, Replace


@click.command("correct")
@click.argument("number", type=int)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", default="", help="Why; it stands in the record.")
@click.option("--without", multiple=True, metavar="ID", help="A provision to leave out; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing.")
@with_appcontext
@plainly
def correct(number: int, file: Path, reason: str, without: tuple[str, ...], dry_run: bool) -> None:
    """Compare FILE with document NUMBER and make what differs an editorial correction.

    As long as nobody has proposed to amend the text, the file takes its place instead.
    """
    document = queries.document(number)
    reading = read(file, language=document.language)
    for warning in reading.warnings:
        click.echo(f"{warning.where}: {warning.what}", err=True)
    if is_replaceable(number):
        _replace(document, reading, dry_run)
        return
    operations = compared(number, document.head, reading.text)
    prepared = prepare_correction(number, document.head, operations, without)
    for line in _said(prepared):
        click.echo(line)
    if not dry_run:
        click.echo(f"Document {number}: revision {correct_text(None, prepared, reason)}.")


def _replace(document: Document, reading: Reading, dry_run: bool) -> None:
    found = f"{len(reading.text)} provisions"
    if dry_run:
        click.echo(f"Document {document.number} would be replaced: {found}.")
        return
    made = replace_text(None, document.number, reading.text, document.title, document.language)
    click.echo(f"Document {document.number} is replaced: revision {made}, {found}.")


def _said(prepared: Correction) -> Iterable[str]:
    for operation in prepared.operations:
        yield from _lines(operation)
    for number, done in prepared.carried:
        lost = ", ".join(dict.fromkeys(f"“{one.words}”" for one in done.collisions))
        yield f"AM {number}: {FATES[done.outcome]}{f' ({lost})' if lost else ''}"


FATES = {
    "clean": "stays",
    "moved": "stays, at another place",
    "obsolete": "becomes obsolete: the text then says so already",
    "orphaned": "is orphaned: its words are gone",
}


def _lines(operation: Operation) -> list[str]:
    match operation:
        case Replace(id, _, text):
            return [f"{id}: {text}"]
        case Delete(id, _):
            return [f"{id}: struck"]
        case Move(id, after):
            return [f"{id}: moved behind {after or 'the beginning'}"]
        case Insert(after, provisions):
            return [f"{one.id}, new behind {after or 'the beginning'}: {one.text}" for one in provisions]
