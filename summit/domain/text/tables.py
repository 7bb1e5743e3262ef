"""Pipe tables: how the cells of a table are written in the text of its provision, and read back."""

import re
from collections.abc import Sequence

_SPLIT = re.compile(r"(?<!\\)\|")

RULES = {"AlignLeft": ":--", "AlignRight": "--:", "AlignCenter": ":-:"}


def written_table(head: Sequence[str], alignments: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The pipe table of inline Markdown cells; alignments are pandoc's names, or "" for none."""
    rules = [RULES.get(one, "---") for one in alignments]
    return "\n".join([_row(map(_cell, head)), _row(rules), *(_row(map(_cell, row)) for row in rows)])


def table_cells(text: str) -> tuple[list[str], list[str], list[list[str]]]:
    """Head, alignments ("left", "right", "center", "") and rows of a table, cells as inline Markdown."""
    lines = [_cells(line) for line in text.split("\n")]
    head = lines[0] if lines else []
    return head, [_alignment(one) for one in (lines[1] if len(lines) > 1 else [])], lines[2:]


def _row(cells: "Sequence[str] | map[str]") -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(markdown: str) -> str:
    return markdown.replace("\\\n", " ").replace("|", "\\|")


def _cells(line: str) -> list[str]:
    parts = _SPLIT.split(line.strip())
    return [part.strip().replace("\\|", "|") for part in parts[1:-1]]


def _alignment(rule: str) -> str:
    left, right = rule.startswith(":"), rule.endswith(":")
    return {(True, True): "center", (True, False): "left", (False, True): "right"}.get((left, right), "")
