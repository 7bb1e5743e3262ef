"""`flask export FORMAT --out FILE [--language L]`: write the final document as it stands."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from summit.cli.said import fail, plainly
from summit.export.formats import FORMATS, by_name
from summit.export.making import compose_apart
from summit.export.model import edition, languages_of


@click.command()
@click.argument("format", type=click.Choice([one.name for one in FORMATS]))
@click.option(
    "--out", "file", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it."
)
@click.option("--language", default="", help="The edition in this language.")
@with_appcontext
@plainly
def export(format: str, file: Path, language: str) -> None:
    """Write the final document (provisional until the summit is closed) to FILE."""
    document = compose_apart()
    if language and language not in languages_of(document):
        fail(f"Nothing is translated into {language}.")
    document = edition(document, language)
    written = by_name(format).write(document)
    try:
        file.write_bytes(written)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
    click.echo(f"{file}: {len(written):,} bytes, record {document.record_code}, sha256 {document.digest}")
