"""`flask recount --check`: holds counts against the results that election/1 files state."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from summit.cli.said import fail
from summit.domain.formats import FormatRejected, check_election, parse_json
from summit.domain.formats.check import AGREE, DIFFER, NOT_IMPLEMENTED, Verdict


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatRejected(f"{file.name} is not a text file in UTF-8.") from error


def check_files(files: Sequence[Path], as_json: bool) -> None:
    """Print a verdict for each rule set of each file, and how many of each; exit 1 where one differs."""
    found = {file.name: check_election(parse_json(text_of(file))) for file in files}
    differ = any(verdict.result == DIFFER for verdicts in found.values() for verdict in verdicts)
    if as_json:
        click.echo(json.dumps(_document(found), ensure_ascii=False, indent=2))
        sys.exit(1 if differ else 0)
    for name, verdicts in found.items():
        before = f"{name}: " if len(found) > 1 else ""
        for verdict in verdicts:
            where = f" — {verdict.where}" if verdict.where else ""
            click.echo(f"{before}{verdict.method}: {verdict.result}{where}")
        if not verdicts:
            click.echo(f"{before}The file states no results.")
    if len(found) > 1:
        click.echo(_total(found))
    if differ:
        fail("The count differs from what the file states.")


def _document(found: dict[str, list[Verdict]]) -> dict[str, object]:
    """The verdicts of one file as they are, of several by the name of the file."""
    shown = {
        name: [{"method": v.method, "result": v.result, "where": v.where or None} for v in verdicts]
        for name, verdicts in found.items()
    }
    return {"rule_sets": next(iter(shown.values()))} if len(shown) == 1 else {"files": shown}


def _total(found: dict[str, list[Verdict]]) -> str:
    numbers = Counter(verdict.result for verdicts in found.values() for verdict in verdicts)
    said = ", ".join(f"{numbers[result]} {result}" for result in (AGREE, DIFFER, NOT_IMPLEMENTED))
    return f"{len(found)} files, {numbers.total()} rule sets: {said}."
