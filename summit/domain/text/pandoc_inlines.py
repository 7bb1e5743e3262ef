"""Pandoc's inline elements read as runs of marked text."""

from collections.abc import Callable
from typing import Any

from summit.domain.text.inline import BREAK, CODE, EMPHASIS, NOTE, STRONG, Mark, Marks, ordered
from summit.domain.text.inline_writer import Run
from summit.domain.text.reading import ProvisionTooLong, RawHtmlRefused, TooDeep

Element = dict[str, Any]

DEEPEST = 60
LONGEST = 100_000

_HIGH = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_QUOTES = {"fr": ("« ", " »", "‹ ", " ›"), "es": ("«", "»", "“", "”"), "pt": ("«", "»", "“", "”")}
_ENGLISH = ("“", "”", "‘", "’")


class InlineReader:
    """Reads inline elements of one document; tells `warn` what it changed, and `note` of every footnote."""

    def __init__(
        self, language: str, warn: Callable[[str], None], note: Callable[[list[Element]], str]
    ) -> None:
        self.quotes = _QUOTES.get(language[:2].lower(), _ENGLISH)
        self.warn, self.note = warn, note

    def runs(self, elements: list[Element], marks: Marks = (), depth: int = 0) -> list[Run]:
        """The runs of the elements in order. Raises TooDeep, ProvisionTooLong, RawHtmlRefused."""
        if depth > DEEPEST:
            raise TooDeep(DEEPEST)
        found = [run for one in elements for run in self._of(one, marks, depth + 1)]
        if sum(len(text) for text, _ in found) > LONGEST:
            raise ProvisionTooLong(LONGEST, "".join(text for text, _ in found[:20])[:60].strip())
        return found

    def _of(self, one: Element, marks: Marks, depth: int) -> list[Run]:
        kind: str = one["t"]
        content: Any = one.get("c")
        if kind == "Str":
            return [(content, marks)]
        if kind in ("Space", "SoftBreak"):
            return [(" ", marks)]
        if kind == "LineBreak":
            return [("\n", ordered((*marks, BREAK)))]
        if kind == "Note":
            return [(self.note(content), ordered((*marks, NOTE)))]
        if kind in _MARKED:
            return self.runs(content, _with(marks, _MARKED[kind]), depth)
        if kind in _UNMARKED:
            self.warn(_UNMARKED[kind])
            return self.runs(content, marks, depth)
        return self._rarer(kind, content, marks, depth)

    def _rarer(self, kind: str, content: Any, marks: Marks, depth: int) -> list[Run]:
        match kind:
            case "Code":
                return [(content[1], _with(marks, CODE))]
            case "Span" | "Cite":
                return self.runs(content[1], marks, depth)
            case "Underline":
                self.warn("underlined words are emphasised instead")
                return self.runs(content, _with(marks, EMPHASIS), depth)
            case "Superscript":
                return self._raised(content, _HIGH, "raised", marks, depth)
            case "Subscript":
                return self._raised(content, _LOW, "lowered", marks, depth)
            case "Quoted":
                return self._quoted(content, marks, depth)
            case "Link":
                return self._link(content, marks, depth)
            case "Image":
                self.warn(f"a picture is left out, its description kept ({_short(content[2][0])})")
                return self.runs(content[1], marks, depth)
            case "Math":
                self.warn("a formula is kept as it was written")
                return [(content[1], _with(marks, CODE))]
            case "RawInline":
                raise RawHtmlRefused(f"“{_short(content[1])}”")
        raise ValueError(f"unknown inline element {kind}")

    def _raised(
        self, content: list[Element], signs: dict[int, int], how: str, marks: Marks, depth: int
    ) -> list[Run]:
        found = self.runs(content, marks, depth)
        words = "".join(text for text, _ in found)
        if all(ord(sign) in signs for sign in words) and not any(NOTE in one for _, one in found):
            return [(text.translate(signs), own) for text, own in found]
        self.warn(f"{how} letters are written on the line (“{_short(words)}”)")
        return found

    def _quoted(self, content: Any, marks: Marks, depth: int) -> list[Run]:
        at = 0 if content[0]["t"] == "DoubleQuote" else 2
        return [(self.quotes[at], marks), *self.runs(content[1], marks, depth), (self.quotes[at + 1], marks)]

    def _link(self, content: Any, marks: Marks, depth: int) -> list[Run]:
        _, words, (target, title) = content
        if title:
            self.warn(f"the title of a link is left out (“{_short(title)}”)")
        if any(mark[0] == "link" for mark in marks):
            return self.runs(words, marks, depth)
        found = self.runs(words, _with(marks, ("link", target)), depth)
        if not "".join(text for text, _ in found).strip():
            self.warn(f"a link without words is left out ({_short(target)})")
        return found


_MARKED = {"Emph": EMPHASIS, "Strong": STRONG}
_UNMARKED = {
    "Strikeout": "words struck through are kept as plain words",
    "SmallCaps": "small capitals are written as plain letters",
}


def _with(marks: Marks, mark: Mark) -> Marks:
    return ordered((*marks, mark))


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59].rstrip() + "…"
