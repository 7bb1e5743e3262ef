"""Ballot files in and out: election/1, BLT, ABIF and rank-column CSV, told apart by their content."""

from __future__ import annotations

import json
import re
from typing import Any

from summit.domain.formats.abif import read_abif, write_abif
from summit.domain.formats.blt import read_blt, write_blt
from summit.domain.formats.check import check_election
from summit.domain.formats.defaults import profile_for, usual_rules
from summit.domain.formats.election import Election, FormatRejected
from summit.domain.formats.election1 import read_election1, write_election1
from summit.domain.formats.rank_csv import read_rank_csv, write_rank_csv

__all__ = [
    "Election",
    "FormatRejected",
    "check_election",
    "parse_json",
    "profile_for",
    "read_abif",
    "read_blt",
    "read_election",
    "read_election1",
    "read_rank_csv",
    "usual_rules",
    "write_abif",
    "write_blt",
    "write_election1",
    "write_rank_csv",
]


def read_election(text: str) -> Election:
    """Read a ballot file of any of the formats; raises FormatRejected."""
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise FormatRejected("The file is empty.")
    if is_election1(text):
        return read_election1(parse_json(text))
    first = next((said for line in text.splitlines() if (said := line.split("#")[0]).strip()), "")
    if re.fullmatch(r"\s*\d+\s+\d+\s*", first):
        return read_blt(text)
    if re.search(r"(?m)^\s*(\d+\s*[:*]|=.+:\s*\[)", text):
        return read_abif(text)
    if any(sign in first.strip() for sign in (",", ";", "\t")):
        return read_rank_csv(text)
    raise FormatRejected("The file is not election/1, BLT, ABIF or a table with a column per candidate.")


def is_election1(text: str) -> bool:
    """Whether the text is one JSON document rather than lines of ABIF."""
    return text.lstrip().startswith("{") and '"ballots"' in text


def parse_json(text: str) -> Any:
    """The JSON document; raises FormatRejected with the line where it breaks off."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise FormatRejected(f"The file is not valid JSON (line {line}).") from error
