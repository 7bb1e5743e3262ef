"""`flask text …`: compare texts and merge amendments, with no database."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import click

from summit.cli.said import plainly
from summit.documents.reading import read
from summit.domain.text import (
    Adopted,
    Kind,
    Operations,
    Reading,
    Text,
    align,
    collisions,
    derive,
    diff_words,
    duplicates,
    id_maker,
    markdown,
    merge,
    operations_to_json,
)

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def text() -> None:
    """Compare texts and merge amendments; needs no database."""


@text.command()
@click.argument("base", type=_FILE)
@click.argument("after", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@plainly
def diff(base: Path, after: Path, as_json: bool) -> None:
    """What turns the text BASE into the text AFTER: operations on its provisions, and the words of each."""
    before = read(base).text
    changed, operations = _amended(before, after, "new-")
    segments = _segments(before, changed)
    if as_json:
        _print({"operations": operations_to_json(operations), "segments": segments})
        return
    for one in segments:
        click.echo(
            f"{one['provision']}: {''.join(_SIGNS[fate].format(words) for fate, words in one['parts'])}"
        )


@text.command("merge")
@click.argument("base", type=_FILE)
@click.argument("after", type=_FILE, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@plainly
def merge_texts(base: Path, after: tuple[Path, ...], as_json: bool) -> None:
    """Merge amendments to the text BASE, each given as the whole text AFTER it.

    Amendments are numbered by their position. Where none collide, the text with all of them is given.
    """
    reading = read(base)
    amendments = [
        Adopted(number, _amended(reading.text, file, f"am{number}-")[1])
        for number, file in enumerate(after, start=1)
    ]
    found = _merged(reading, amendments)
    if as_json:
        _print(found)
        return
    for one in found["collisions"]:
        click.echo(f"{_pair(one)} collide in {one['provision']}: {one['words']}")
    for one in found["duplicates"]:
        click.echo(f"{_pair(one)} agree in {one['provision'] or 'the beginning'}: {one['words']}", err=True)
    if found["merged"] is not None:
        click.echo(found["merged"], nl=False)


_SIGNS = {"equal": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}


def _pair(found: dict[str, Any]) -> str:
    return " and ".join(map(str, found["amendments"]))


def _print(content: dict[str, Any]) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def _amended(before: Text, file: Path, prefix: str) -> tuple[Text, Operations]:
    """The text of a file under the ids of `before`, and the operations that lead there."""
    new_id = id_maker(prefix)
    after = align(before, read(file).text, new_id)
    return after, derive(before, after, new_id)


def _segments(before: Text, after: Text) -> list[dict[str, Any]]:
    """The word diff of every provision that is changed, inserted or struck, struck ones first."""
    old = {one.id: one for one in before}
    kept = {one.id for one in after}
    found = [_parts(one.id, one.text, "", one.kind) for one in before if one.id not in kept]
    for one in after:
        was = old[one.id].text if one.id in old else ""
        if one.id not in old or was != one.text:
            found.append(_parts(one.id, was, one.text, one.kind))
    return found


def _parts(id: str, before: str, after: str, kind: Kind) -> dict[str, Any]:
    return {"provision": id, "parts": [[one.kind, one.words] for one in diff_words(before, after, kind)]}


def _merged(base: Reading, amendments: list[Adopted]) -> dict[str, Any]:
    met: list[dict[str, Any]] = []
    alike: list[dict[str, Any]] = []
    for one, other in combinations(amendments, 2):
        pair = [one.number, other.number]
        met += [_found(pair, found) for found in collisions(base.text, one.operations, other.operations)]
        alike += [_found(pair, found) for found in duplicates(base.text, one.operations, other.operations)]
    title = base.metadata.get("title", "")
    merged = None if met else markdown(merge(base.text, amendments), title=title)
    return {"collisions": met, "duplicates": alike, "merged": merged}


def _found(pair: list[int], found: Any) -> dict[str, Any]:
    return {"amendments": pair, "provision": found.provision, "kind": str(found.kind), "words": found.words}
