"""`flask recount FILE`: counts a ballot file, or checks the results it states, with no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from summit.cli.round_table import result_lines
from summit.cli.said import fail, plainly
from summit.domain.formats import (
    Election,
    FormatRejected,
    check_election,
    parse_json,
    profile_for,
    read_election,
    usual_rules,
)
from summit.domain.formats.check import DIFFER
from summit.domain.lots import lots_by_seed
from summit.domain.rules import METHOD_NAMES, Rules
from summit.domain.tally import count

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--method", type=click.Choice(METHOD_NAMES), help="Instead of the usual one for the file.")
@click.option("--seats", type=click.IntRange(min=0), help="Instead of what the file says.")
@click.option("--rules", "rules_file", type=_FILE, help="A rule set as JSON; --method and --seats change it.")
@click.option("--lots", "lots_file", type=_FILE, help="Option ids, one per line: the first wins a tie.")
@click.option("--seed", help="The seed of the lots, hexadecimal, as published with the result.")
@click.option("--poll", default="", help="The number of the poll the seed belongs to.")
@click.option("--check", is_flag=True, help="Compare with every result an election/1 file states.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@plainly
def recount(
    file: Path,
    method: str | None,
    seats: int | None,
    rules_file: Path | None,
    lots_file: Path | None,
    seed: str | None,
    poll: str,
    check: bool,
    as_json: bool,
) -> None:
    """Count FILE: election/1, BLT, ABIF, or CSV with a column of ranks per candidate."""
    if lots_file and seed:
        raise click.UsageError("Give --lots or --seed, not both.")
    text = _text(file)
    if check:
        _check(text, as_json)
        return
    election = read_election(text)
    for warning in election.warnings:
        click.echo(f"Note: {warning}", err=True)
    rules = _rules(election, method, seats, rules_file)
    result = count(profile_for(election, rules), rules, _lots(election, lots_file, seed, poll))
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
        return
    for line in result_lines(result, election):
        click.echo(line)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatRejected(f"{file.name} is not a text file in UTF-8.") from error


def _rules(election: Election, method: str | None, seats: int | None, rules_file: Path | None) -> Rules:
    if rules_file is None:
        return usual_rules(election, method, seats)
    rules = Rules.from_json(parse_json(_text(rules_file)))
    return rules.with_(method=method or rules.method, seats=rules.seats if seats is None else seats)


def _lots(election: Election, lots_file: Path | None, seed: str | None, poll: str) -> tuple[str, ...]:
    options = election.profile.options
    if seed is not None:
        try:
            return lots_by_seed(options, bytes.fromhex(seed), poll)
        except ValueError as error:
            raise click.UsageError("--seed must be hexadecimal.") from error
    if lots_file is None:
        return ()
    given = tuple(line.strip() for line in _text(lots_file).splitlines() if line.strip())
    if sorted(given) != sorted(options):
        raise FormatRejected(f"{lots_file.name} must name each option once: {', '.join(options)}.")
    return given


def _check(text: str, as_json: bool) -> None:
    """Print a verdict for each rule set; exit 1 where one differs."""
    verdicts = check_election(parse_json(text))
    differ = any(verdict.result == DIFFER for verdict in verdicts)
    if as_json:
        shown = [{"method": v.method, "result": v.result, "where": v.where or None} for v in verdicts]
        click.echo(json.dumps({"rule_sets": shown}, ensure_ascii=False, indent=2))
        sys.exit(1 if differ else 0)
    for verdict in verdicts:
        click.echo(f"{verdict.method}: {verdict.result}" + (f" — {verdict.where}" if verdict.where else ""))
    if not verdicts:
        click.echo("The file states no results.")
    if differ:
        fail("The count differs from what the file states.")
