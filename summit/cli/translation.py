"""`flask translation …`: what waits for translators, out and back as a file, a file beside its document."""

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from summit.cli.said import plainly
from summit.documents import queries as documents
from summit.documents.reading import read
from summit.documents.reading.units import read_units
from summit.documents.services.bringing_back import Brought, bring_back, outcome_of
from summit.documents.writing.units import units_file
from summit.domain.errors import Unacceptable
from summit.pages.queries.translated_files import beside, brought_from, rows_for
from summit.pages.queries.translating import queue

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def translation() -> None:
    """Translations: what waits, out and back as files."""


@translation.command("list")
@click.option("--language", required=True, help="Into which language.")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@with_appcontext
@plainly
def waiting(language: str, as_json: bool) -> None:
    """List what waits to be translated, the nearest to a vote first."""
    _known(language)
    tasks = queue(language).to_translate
    rows = [
        {
            "text": one.unit.digest, "urgency": one.urgency.name.lower(), "standing": str(one.standing),
            "language": one.unit.language, "source": one.unit.source,
        }
        for one in tasks
    ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['urgency']:8} {row['standing']:8} {row['text'][:12]}  {row['source'][:80]}")
    click.echo(f"{len(rows)} texts wait.")


@translation.command()
@click.option("--language", required=True, help="Into which language.")
@click.option("--stale", is_flag=True, help="Only what has changed since it was translated.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The DOCX file.")
@with_appcontext
@plainly
def export(language: str, stale: bool, out: Path) -> None:
    """Write what waits to be translated to a DOCX file, a row for each text."""
    _known(language)
    rows = rows_for(language, stale=stale)
    out.write_bytes(units_file(rows, language))
    click.echo(f"{len(rows)} texts in {out}.")


@translation.command("import")
@click.argument("file", type=FILE)
@click.option("--language", required=True, help="The language of the translations.")
@click.option("--document", type=int, help="FILE is a whole translation of this document.")
@click.option("--dry-run", is_flag=True, help="Only say what would become of it.")
@with_appcontext
@plainly
def bring_in(file: Path, language: str, document: int | None, dry_run: bool) -> None:
    """Bring translations back from FILE; what does not align by itself is listed and left out."""
    _known(language)
    brought = _units(file, language) if document is None else _beside(file, language, document)
    done = outcome_of(brought, language, None) if dry_run else bring_back(None, language, brought)
    for fate, texts in (
        ("shown to readers", done.ready),
        ("kept as a draft: the text has moved", done.draft),
        ("kept as a draft: a term that is never translated is missing", done.term),
        ("left: translated already, or with a draft", done.kept),
        ("left: somebody is at work on it", done.claimed),
    ):
        click.echo(f"{len(texts):5} {fate}")


def _known(language: str) -> None:
    if language not in documents.text_languages():
        raise Unacceptable(f"Texts are not translated into {language} here.")


def _units(file: Path, language: str) -> list[Brought]:
    units = read_units(file.read_bytes())
    for one in units:
        if one.problem:
            click.echo(f"row {one.row}: {one.problem}", err=True)
    return brought_from(units, language)


def _beside(file: Path, language: str, document: int) -> list[Brought]:
    original = documents.document(document).language
    if original == language:
        raise Unacceptable("The document is written in this language.")
    laid = beside(document, language, read(file, language=language).text)
    for one in laid.aligned.questions:
        click.echo(f"does not align: {one.source.text[:100]}", err=True)
    for words in laid.aligned.left_over:
        click.echo(f"stands in the file alone: {words[:100]}", err=True)
    return [
        Brought(one.source.text, original, one.words)
        for one in laid.aligned.pairs
        if one.source.text not in laid.done
    ]
