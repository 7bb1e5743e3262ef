"""List styles: the marker that names the style of a list with its first number."""

import re
from typing import Any

from summit.domain.text.numbering import from_letters, from_roman, letters, roman

_MARKER = re.compile(r"(\(?)(\d+|[A-Za-z]+)([.)])")
LETTERS, ROMAN_ONE = 26, 9
_FRAMES = {"OneParen": "{})", "TwoParens": "({})"}


def list_marker(attributes: Any) -> str:
    """The marker of a pandoc list: "1.", "(a)", "iv)" …, made of its first number, style and delimiter."""
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    return _FRAMES.get(delimiter, "{}.").format(_number(start, style))


def is_lettered(attributes: Any) -> bool:
    """Whether a list has letters that its marker cannot name: beyond z, or i, which is the Roman one."""
    number, style = attributes[0], attributes[1]["t"]
    return style in ("LowerAlpha", "UpperAlpha") and not _has_letter(number)


def _has_letter(number: int) -> bool:
    return 0 < number <= LETTERS and number != ROMAN_ONE


def _number(number: int, style: str) -> str:
    match style:
        case "LowerAlpha" if _has_letter(number):
            return letters(number)
        case "UpperAlpha" if _has_letter(number):
            return letters(number).upper()
        case "LowerRoman" if 0 < number < 4000:
            return roman(number)
        case "UpperRoman" if 0 < number < 4000:
            return roman(number).upper()
    return str(number)


def list_attributes(marker: str) -> list[Any] | None:
    """First number, style and delimiter of the list that `list_marker` names so; None for bullets."""
    found = _MARKER.fullmatch(marker)
    if found is None:
        return None
    front, first, back = found.groups()
    frame = "TwoParens" if front else "OneParen" if back == ")" else "Period"
    return [*_style(first), {"t": frame}]


def _style(first: str) -> list[Any]:
    if first.isdecimal():
        return [int(first), {"t": "Decimal"}]
    case, low = "Lower" if first.islower() else "Upper", first.lower()
    if len(low) == 1 and low != "i":
        return [from_letters(low), {"t": f"{case}Alpha"}]
    return [from_roman(low), {"t": f"{case}Roman"}]
