"""Lettered lists that Markdown folds into the paragraph before them, unfolded again.

CommonMark lets only bullets and "1." begin a list right below words (0.31, section 5.2). People who write
"a." below a line mean a list all the same; as words of one paragraph they could not be amended apart.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from summit.domain.text.numbering import letters, roman
from summit.domain.text.pandoc_inlines import Element
from summit.domain.text.reading import ReadingWarning

_SIGN = re.compile(r"(\(?)([A-Za-z]{1,5}|\d{1,3})([.)])")
_STYLES = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
_FRAMES = {("", "."): "Period", ("", ")"): "OneParen", ("(", ")"): "TwoParens"}

Line = list[Element]


class Unfolded:
    """The blocks of one document with such lists as lists; `found` holds the beginning of each.

    `alone` holds the beginning of lines that would be the only item of such a list, and stay words.
    """

    def __init__(self) -> None:
        self.found: list[str] = []
        self.alone: list[str] = []

    def blocks(self, blocks: Sequence[Element]) -> list[Element]:
        """The blocks, wherever they stand in lists, quotations and containers."""
        return [one for block in blocks for one in self._block(block)]

    def _block(self, block: Element) -> Iterator[Element]:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in ("Para", "Plain"):
            yield from self._paragraph(kind, _lines(content))
        elif kind == "BulletList":
            yield {"t": kind, "c": [self.blocks(item) for item in content]}
        elif kind == "OrderedList":
            yield {"t": kind, "c": [content[0], [self.blocks(item) for item in content[1]]]}
        elif kind == "BlockQuote":
            yield {"t": kind, "c": self.blocks(content)}
        elif kind == "Div":
            yield {"t": kind, "c": [content[0], self.blocks(content[1])]}
        else:
            yield block

    def _paragraph(self, kind: str, lines: list[Line]) -> Iterator[Element]:
        last = {_sign(line): at for at, line in enumerate(lines)}
        for start in range(1, len(lines)):
            style = _style(lines[start])
            # Whether a second item follows at all is known at once, however many lines begin a list.
            goes_on = style is not None and last.get((style[0], _counted(style[1], 2)), 0) > start
            places = _items(lines, start, style) if style and goes_on else [start] if style else []
            if len(places) > 1:
                break
            if places and not lines[start][0]["c"].strip("().").isdecimal():
                self.alone.append(_begin(lines[start]))
        else:
            yield {"t": kind, "c": _joined(lines)}
            return
        yield {"t": kind, "c": _joined(lines[:start])}
        items = []
        for first, end in zip(places, [*places[1:], len(lines)], strict=True):
            words = [lines[first][2:], *lines[first + 1 : end]]
            items.append(list(self._paragraph("Plain", words)))
        assert style is not None
        self.found.append(_begin(lines[start]))
        frame, sign = style
        number = int(sign) if sign.isdecimal() else 1
        attributes = [number, {"t": _STYLES.get(sign, "Decimal")}, {"t": _FRAMES[frame]}]
        yield {"t": "OrderedList", "c": [attributes, items]}


def _lines(content: Sequence[Element]) -> list[Line]:
    lines: list[Line] = [[]]
    for one in content:
        if one["t"] == "SoftBreak":
            lines.append([])
        else:
            lines[-1].append(one)
    return lines


def _joined(lines: Sequence[Line]) -> Line:
    found = list(lines[0])
    for line in lines[1:]:
        found += [{"t": "SoftBreak"}, *line]
    return found


def _sign(line: Line) -> tuple[tuple[str, str], str] | None:
    """The frame of a sign such as "(a)" and what it counts, where a line begins with one and goes on."""
    if len(line) < 3 or line[0]["t"] != "Str" or line[1]["t"] != "Space":
        return None
    sign = _SIGN.fullmatch(line[0]["c"])
    if sign is None or (sign[1], sign[3]) not in _FRAMES:
        return None
    return (sign[1], sign[3]), sign[2]


def _style(line: Line) -> tuple[tuple[str, str], str] | None:
    """The style of the list that a line would begin."""
    sign = _sign(line)
    return sign if sign and (sign[1] in _STYLES or sign[1].isdecimal()) else None


def _items(lines: list[Line], start: int, style: tuple[tuple[str, str], str]) -> list[int]:
    """The lines on which the items of that list begin, each with the number that is its turn."""
    places = [start]
    for at in range(start + 1, len(lines)):
        if _sign(lines[at]) == (style[0], _counted(style[1], len(places) + 1)):
            places.append(at)
    return places


def _counted(first: str, number: int) -> str:
    if first.isdecimal():
        return str(int(first) + number - 1)
    written = letters(number) if first in "aA" else roman(number)
    return written if first.islower() else written.upper()


def _begin(words: Line) -> str:
    said = "".join(one["c"] if one["t"] == "Str" else " " for one in words if one["t"] in ("Str", "Space"))
    return f"{said[:40].strip()}{'…' if len(said) > 40 else ''}"


def unfolded(tree: dict[str, Any]) -> tuple[dict[str, Any], list[ReadingWarning]]:
    """The tree of a Markdown file with its folded lists as lists, and what is to be said of them."""
    reader = Unfolded()
    blocks = reader.blocks(tree["blocks"])
    said = [ReadingWarning(f"“{one}”", "lines that begin so are read as a list") for one in reader.found]
    said += [
        ReadingWarning(f"“{one}”", "a line that begins so is no list: an empty line before it makes it one")
        for one in reader.alone
    ]
    return {**tree, "blocks": blocks}, said
