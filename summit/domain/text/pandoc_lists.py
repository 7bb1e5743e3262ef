"""List styles: the marker that names the style of a list with its first number."""

from typing import Any

from summit.domain.text.numbering import letters, roman

_FRAMES = {"OneParen": "{})", "TwoParens": "({})"}


def list_marker(attributes: Any) -> str:
    """The marker of a pandoc list: "1.", "(a)", "iv)" …, made of its first number, style and delimiter."""
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    return _FRAMES.get(delimiter, "{}.").format(_number(start, style))


def _number(number: int, style: str) -> str:
    match style:
        case "LowerAlpha" if number > 0:
            return letters(number)
        case "UpperAlpha" if number > 0:
            return letters(number).upper()
        case "LowerRoman" if 0 < number < 4000:
            return roman(number)
        case "UpperRoman" if 0 < number < 4000:
            return roman(number).upper()
    return str(number)
