"""How provisions are called on pages, and the sign before an item of a list."""

import re
from collections.abc import Iterable

from summit.domain.text import Kind, Provision, Text
from summit.domain.text.numbering import letters, roman

NAMES = {
    Kind.HEADING: "section {}",
    Kind.NOTE: "note {}",
    Kind.QUOTE: "the quotation",
    Kind.TABLE: "the table",
    Kind.CODE: "the code",
    Kind.RULE: "the rule",
}
BULLET = "–"
_NUMBERED = re.compile(r"(\(?)(\d{1,9}|[a-zA-Z]+)([.)])")


def provision_name(provision: Provision, label: str | None) -> str:
    """ "§ 12" for a paragraph or an item, "section 2" for a heading; never broken across lines."""
    name = NAMES.get(provision.kind, "§ {}" if label else "the paragraph")
    return name.format(label or "without number").replace("§ ", "§\N{NO-BREAK SPACE}")


def list_of_names(names: Iterable[str]) -> str:
    """ "AM 3", "AM 3 and AM 7", "AM 3, AM 7 and AM 9"."""
    every = list(names)
    return " and ".join(filter(None, (", ".join(every[:-1]), every[-1]))) if every else ""


def item_signs(text: Text) -> dict[str, str]:
    """What stands before each item, by id: its list's style with its own number, or a dash."""
    counts: dict[int, tuple[str, int]] = {}
    signs: dict[str, str] = {}
    for one in text:
        if one.kind is not Kind.ITEM:
            counts = {depth: held for depth, held in counts.items() if depth <= one.depth}
            continue
        style, place = counts.get(one.depth, ("", 0))
        place = place + 1 if style == one.marker else 0
        counts = {depth: held for depth, held in counts.items() if depth < one.depth}
        counts[one.depth] = (one.marker, place)
        signs[one.id] = _sign(one.marker, place)
    return signs


def _sign(marker: str, place: int) -> str:
    found = _NUMBERED.fullmatch(marker)
    if found is None:
        return BULLET
    before, first, behind = found.groups()
    return f"{before}{_counted(first, place)}{behind}"


def _counted(first: str, place: int) -> str:
    if first.isdigit():
        return str(int(first) + place)
    number = roman if first.lower() == "i" else letters
    start = 1 if first.lower() == "i" else ord(first.lower()[0]) - ord("a") + 1
    counted = number(start + place)
    return counted.upper() if first.isupper() else counted
