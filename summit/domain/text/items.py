"""What stands before each item of a list: the list's style with the item's own number."""

import re

from summit.domain.text.numbering import letters, roman
from summit.domain.text.provisions import Kind, Text

BULLET = "–"
_NUMBERED = re.compile(r"(\(?)(\d+|[A-Za-z]+)([.)]?)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def item_signs(text: Text) -> dict[str, str]:
    """The sign of every item by id: "–", "3.", "(c)". A list ends where something outside of it follows."""
    found: dict[str, str] = {}
    running: list[tuple[str, int]] = []
    for one in text:
        if one.kind is not Kind.ITEM:
            del running[one.depth :]
            continue
        depth = max(one.depth, 1)
        before = running[depth - 1] if len(running) >= depth else None
        place = before[1] + 1 if before and before[0] == one.marker else 0
        running[depth - 1 :] = [(one.marker, place)]
        found[one.id] = sign(one.marker, place)
    return found


def sign(marker: str, place: int) -> str:
    """The sign of the item at `place` (0 is the first) of a list that begins with `marker`."""
    numbered = _NUMBERED.fullmatch(marker.strip())
    if numbered is None:
        return BULLET
    before, first, after = numbered.groups()
    return f"{before}{_counted(first, place)}{after}"


def _counted(first: str, place: int) -> str:
    if first.isdecimal():
        return str(int(first) + place)
    low = first.lower()
    if low != "i" and len(low) == 1:
        written = letters(ord(low) - ord("a") + 1 + place)
    elif set(low) <= set(_ROMAN):
        written = roman(_roman_value(low) + place)
    else:
        return first
    return written if first.islower() else written.upper()


def _roman_value(written: str) -> int:
    values = [_ROMAN[one] for one in written]
    return sum(
        -value if any(value < later for later in values[at + 1 : at + 2]) else value
        for at, value in enumerate(values)
    )
