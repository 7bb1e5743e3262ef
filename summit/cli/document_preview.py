"""`flask document preview`: what importing a file would make of it, before anything is stored."""

import json
from pathlib import Path

import click

from summit.cli.said import plainly
from summit.documents.reading import read
from summit.domain.text import Reading, labels


@click.command("preview")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", default="", help="Its language (BCP 47), where the file does not say.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@plainly
def preview(file: Path, language: str, as_json: bool) -> None:
    """Read FILE (Markdown, HTML, DOCX or ODT) and show its provisions, and what could not stay as it was."""
    reading = read(file, language=language)
    click.echo(json.dumps(as_value(reading), ensure_ascii=False, indent=2) if as_json else as_lines(reading))


def as_value(reading: Reading) -> dict[str, object]:
    """The reading as the JSON document of this command."""
    numbers = labels(reading.text)
    return {
        "title": reading.title,
        "language": reading.language,
        "provisions": [
            {
                "id": one.id,
                "kind": str(one.kind),
                "depth": one.depth,
                "number": numbers.get(one.id, ""),
                "text": one.text,
            }
            for one in reading.text
        ],
        "warnings": [{"where": one.where, "what": one.what} for one in reading.warnings],
    }


def as_lines(reading: Reading) -> str:
    """The reading for a terminal: one line for each provision, then the warnings."""
    numbers = labels(reading.text)
    provisions = [
        f"{numbers.get(one.id, ''):>8}  {one.kind!s:<9}  {'  ' * one.depth}{one.text}" for one in reading.text
    ]
    warnings = [f"{one.where}: {one.what}" for one in reading.warnings]
    return "\n".join([reading.title, "", *provisions, *([""] if warnings else []), *warnings])
