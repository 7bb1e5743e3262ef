"""`flask recount FILE`: counts a ballot file, or checks the results it states, with no database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from summit.cli.recount_check import check_files, text_of
from summit.cli.round_table import result_lines
from summit.cli.said import plainly
from summit.domain.formats import (
    Election,
    FormatRejected,
    parse_json,
    profile_for,
    read_election,
    usual_rules,
)
from summit.domain.lots import lots_by_seed
from summit.domain.rules import METHOD_NAMES, Rules
from summit.domain.tally import count

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", metavar="FILE...", type=_FILE, nargs=-1, required=True)
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
    files: tuple[Path, ...],
    method: str | None,
    seats: int | None,
    rules_file: Path | None,
    lots_file: Path | None,
    seed: str | None,
    poll: str,
    check: bool,
    as_json: bool,
) -> None:
    """Count FILE: election/1, BLT, ABIF, or CSV with a column of ranks per candidate.

    Several files only with --check.
    """
    if lots_file and seed:
        raise click.UsageError("Give --lots or --seed, not both.")
    if check:
        check_files(files, as_json)
        return
    if len(files) > 1:
        raise click.UsageError("Several files can only be checked: add --check.")
    election = read_election(text_of(files[0]))
    for warning in election.warnings:
        click.echo(f"Note: {warning}", err=True)
    rules = _rules(election, method, seats, rules_file)
    result = count(profile_for(election, rules), rules, _lots(election, lots_file, seed, poll))
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
        return
    for line in result_lines(result, election):
        click.echo(line)


def _rules(election: Election, method: str | None, seats: int | None, rules_file: Path | None) -> Rules:
    if rules_file is None:
        return usual_rules(election, method, seats)
    rules = Rules.from_json(parse_json(text_of(rules_file)))
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
    given = tuple(line.strip() for line in text_of(lots_file).splitlines() if line.strip())
    if sorted(given) != sorted(options):
        raise FormatRejected(f"{lots_file.name} must name each option once: {', '.join(options)}.")
    return given
