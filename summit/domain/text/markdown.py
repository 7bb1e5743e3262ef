"""A text written as canonical Markdown, which reads back as the same provisions."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from summit.domain.text.inline_writer import escaped_text
from summit.domain.text.numbering import from_letters, from_roman, letters, roman
from summit.domain.text.provisions import Kind, Provision, Text

_SIGN_FIRST = re.compile(r"[-+#>=~:|]")
_NUMBER_FIRST = re.compile(r"(\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]+)(?=[.)](?: |$))")
_FRAMED_FIRST = re.compile(r"\((?=[0-9A-Za-z]+\)(?: |$))")
_NOTE_FIRST = re.compile(r"(\[\^[^\]]+\])(?=:)")
_MARKER = re.compile(r"^(\(?)(\d+|[A-Za-z]+)([.)])$")


def markdown(text: Text, *, title: str = "", labels: Mapping[str, str] | None = None) -> str:
    """The text as Markdown (CommonMark with footnotes and pipe tables), the title as front matter.

    Read back it gives the same kinds, depths, markers and words, as long as every continuation stands
    behind an item of its list and every note is referred to. With `labels` (id to label) provisions begin
    with their label, for readers only.
    """
    writer = _Writer(labels or {})
    for one in text:
        if one.kind is not Kind.NOTE:
            writer.add(one)
    notes = [f"[^{one.marker}]: " + _indented(_lines(one.text), 4) for one in text if one.kind is Kind.NOTE]
    parts = [_front_matter(title) if title else "", "".join(writer.out).rstrip("\n"), "\n".join(notes)]
    return "\n\n".join(part for part in parts if part) + "\n"


@dataclass(slots=True)
class _OpenItem:
    """A list item that may still have siblings and continuations."""

    marker: str
    number: int
    width: int


class _Writer:
    """Writes provisions one after the other, knowing which lists are open."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels
        self.out: list[str] = []
        self.open: list[_OpenItem] = []
        self.last_is_empty_item = False

    def add(self, one: Provision) -> None:
        if one.kind is Kind.ITEM:
            self._item(one)
            return
        depth = 0 if one.kind is Kind.HEADING else min(one.depth, len(self.open))
        del self.open[depth:]
        indent = sum(item.width for item in self.open)
        block = _indented(self._block(one), indent, first=True)
        if block:
            self.out.append((block if self.last_is_empty_item and depth else self._gap() + block) + "\n")
        self.last_is_empty_item = False

    def _gap(self) -> str:
        return "\n" if self.out else ""

    def _block(self, one: Provision) -> str:
        label = self.labels.get(one.id, "")
        words = f"{escaped_text(label)} {one.text}" if label else one.text
        match one.kind:
            case Kind.HEADING:
                return f"{'#' * min(max(one.depth, 1), 6)} {_heading(words)}".rstrip()
            case Kind.QUOTE:
                return "\n".join(f"> {line}".rstrip() for line in _lines(words).split("\n"))
            case Kind.CODE:
                return _fenced(one)
            case Kind.TABLE:
                return one.text
            case Kind.RULE:
                return "***"
        return _lines(words)

    def _item(self, one: Provision) -> None:
        depth = min(max(one.depth, 1), len(self.open) + 1)
        is_sibling = len(self.open) >= depth and self.open[depth - 1].marker == one.marker
        cut = (
            len(self.open) >= depth
            and not is_sibling
            and _is_same_style(self.open[depth - 1].marker, one.marker)
        )
        number = self.open[depth - 1].number + 1 if is_sibling else 0
        del self.open[depth - 1 :]
        indent = sum(item.width for item in self.open)
        marker = numbered(one.marker, number)
        width = len(marker) + (2 if re.fullmatch(r"[A-Z]\.", marker) else 1)
        self.open.append(_OpenItem(one.marker, number, width))
        if cut:
            self.out.append(f"{self._gap()}{' ' * indent}<!-- -->\n")
        words = _indented(_lines(one.text), indent + width)
        line = f"{' ' * indent}{marker.ljust(width)}{words}".rstrip(" ")
        tight = is_sibling or (self.last_is_empty_item and depth > 1)
        self.out.append(("" if tight else self._gap()) + line + "\n")
        self.last_is_empty_item = not one.text


def numbered(marker: str, place: int) -> str:
    """The marker of the item at a place (0 is the first) of a list whose first item has this marker."""
    found = _MARKER.match(marker)
    if found is None:
        return "-"
    front, first, back = found.groups()
    if first.isdigit():
        return f"{front}{int(first) + place}{back}"
    small = first.lower()
    is_roman = small == "i" or len(small) > 1
    written = roman(from_roman(small) + place) if is_roman else letters(from_letters(small) + place)
    # A letter that would be read as a Roman numeral, or the reverse, gives way to the first number again.
    if place and (len(written) > 1) != is_roman and not (is_roman and written in ("v", "x")):
        written = small
    return f"{front}{written.upper() if first.isupper() else written}{back}"


def _is_same_style(one: str, other: str) -> bool:
    return re.sub(r"\w+", _style, one) == re.sub(r"\w+", _style, other)


def _style(number: re.Match[str]) -> str:
    words = number[0]
    return "1" if words.isdigit() else "A" if words.isupper() else "a"


def _lines(text: str) -> str:
    return "\n".join(map(_started, text.split("\n")))


def _started(line: str) -> str:
    """A line that cannot be taken for the beginning of a heading, list, quotation, table or note."""
    if _SIGN_FIRST.match(line) or _FRAMED_FIRST.match(line):
        return "\\" + line
    return _NOTE_FIRST.sub(
        r"\1\\", _NUMBER_FIRST.sub(r"\1\\", line, count=1) if _NUMBER_FIRST.match(line) else line, 1
    )


def _heading(words: str) -> str:
    return re.sub(r"(#+)$", r"\\\1", words.replace("\\\n", " "))


def _indented(block: str, width: int, *, first: bool = False) -> str:
    lines = block.split("\n")
    indented = [" " * width + line if line else "" for line in lines]
    return "\n".join(indented if first else [lines[0], *indented[1:]])


def _fenced(one: Provision) -> str:
    longest = max((len(run) for run in re.findall("`+", one.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{one.marker}\n{one.text}\n{fence}" if one.text else f"{fence}{one.marker}\n{fence}"


def _front_matter(title: str) -> str:
    written = json.dumps(_started(escaped_text(title)), ensure_ascii=False)
    return f"---\ntitle: {''.join(map(_yaml_character, written))}\n---"


def _yaml_character(character: str) -> str:
    """The character itself, or its escape where YAML 1.2 (section 5.1) does not count it as printable."""
    return character if character.isprintable() else f"\\U{ord(character):08X}"
