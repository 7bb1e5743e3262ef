"""Inline Markdown read into atoms of visible text with their marks: the part of CommonMark provisions use."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.entities import html5

from summit.domain.text.emphasis import Delimiters, Span, pair

Mark = tuple[str, str]
Marks = tuple[Mark, ...]

STRONG: Mark = ("strong", "")
EMPHASIS: Mark = ("emphasis", "")
CODE: Mark = ("code", "")
NOTE: Mark = ("note", "")
BREAK: Mark = ("break", "")

_RANK = {"link": 0, "strong": 1, "emphasis": 2, "code": 3, "note": 4, "break": 5}

_PIECE = re.compile(
    r"(?P<hard>(?:\\| {2,})\n[ \t]*)"
    r"|(?P<soft>[ \t]*\n[ \t]*)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<ticks>`+)"
    r"|(?P<autolink><[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>)"
    r"|(?P<note>\[\^[^\s\[\]^\\`*<>]+\])"
    r"|(?P<open>\[)"
    r"|(?P<close>\])"
    r"|(?P<stars>\*+|_+)"
    r"|(?P<plain>[^\\&`<\[\]*_ \t\n]+(?: (?=[^ \t\n])[^\\&`<\[\]*_ \t\n]*)*|[ \t]+|.)",
    re.DOTALL,
)
_MARKUP = re.compile(r"[\\&`<\[\]*_\n]")
# No two branches of an address begin alike: a backslash that could be read twice doubled the time at each.
_TARGET = re.compile(
    r"\(\s{0,99}(?:<(?P<angled>[^<>\n]{0,4000})>|(?P<bare>(?:\\[!-/:-@\[-`{-~]|[^\s()\\<]|\\(?![!-/:-@\[-`{-~])|\([^\s()<]{0,2000}\)){0,4000}))"
    r"(?:\s{1,99}(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'))?\s{0,99}\)"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Atom:
    """Visible text with its marks, and where in the source it stands.

    Where `end - start == len(text)` the source is the text itself; otherwise the atom is indivisible.
    """

    text: str
    marks: Marks
    start: int
    end: int


@dataclass(slots=True)
class _Reading:
    """What one pass over the source has found so far."""

    source: str
    symbols_are_punctuation: bool
    found: list[tuple[str, int, int, Mark | None]] = field(default_factory=list)
    delimiters: Delimiters = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    openers: list[tuple[int, int]] = field(default_factory=list)
    no_link_before: int = -1
    ticks: dict[int, list[int]] | None = None


def parse(source: str, *, symbols_are_punctuation: bool = True) -> tuple[Atom, ...]:
    """The visible text of inline Markdown, in order, each piece with its marks.

    Total: what is not well-formed markup is visible text. Follows CommonMark 0.31 chapter 6 for escapes,
    entities, code spans, links, autolinks, breaks and emphasis, with note references `[^label]` beside
    them.
    """
    if not _MARKUP.search(source):
        return (Atom(source, (), 0, len(source)),) if source else ()
    reading = _Reading(source, symbols_are_punctuation)
    place = 0
    while place < len(source):
        piece = _PIECE.match(source, place)
        assert piece is not None
        place = _STEPS[str(piece.lastgroup)](reading, place, piece.end())
    _pair(reading, reading.delimiters)
    return _marked(reading)


def _add(reading: _Reading, text: str, start: int, end: int, mark: Mark | None = None) -> int:
    reading.found.append((text, start, end, mark))
    return end


def _plain(reading: _Reading, start: int, end: int) -> int:
    return _add(reading, reading.source[start:end], start, end)


def _hard(reading: _Reading, start: int, end: int) -> int:
    return _add(reading, "\n", start, end, BREAK)


def _soft(reading: _Reading, start: int, end: int) -> int:
    return _add(reading, " ", start, end)


def _escape(reading: _Reading, start: int, end: int) -> int:
    return _add(reading, reading.source[start + 1 : end], start, end)


def _entity(reading: _Reading, start: int, end: int) -> int:
    return _add(reading, decoded(reading.source[start:end]), start, end)


def decoded(reference: str) -> str:
    """The character of a character reference (CommonMark 6.2), or the reference where it names none."""
    if not reference.startswith("&#"):
        return html5.get(reference[1:], reference)
    code = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    is_character = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if is_character else "\ufffd"


def _ticks(reading: _Reading, start: int, end: int) -> int:
    if reading.ticks is None:
        reading.ticks = {}
        for run in reversed(list(re.finditer("`+", reading.source))):
            reading.ticks.setdefault(run.end() - run.start(), []).append(run.start())
    closers = reading.ticks.get(end - start, [])
    while closers and closers[-1] < end:
        closers.pop()
    if not closers:
        return _plain(reading, start, end)
    close = closers[-1]
    first, last = _unpadded(reading.source, end, close)
    if first < last:
        _add(reading, reading.source[first:last].replace("\n", " "), first, last, CODE)
    return close + (end - start)


def _unpadded(source: str, first: int, last: int) -> tuple[int, int]:
    content = source[first:last].replace("\n", " ")
    if content[:1] == " " == content[-1:] and content.strip(" "):
        return first + 1, last - 1
    return first, last


def _autolink(reading: _Reading, start: int, end: int) -> int:
    target = reading.source[start + 1 : end - 1]
    reading.spans.append((start, end, ("link", target)))
    return _add(reading, target, start + 1, end - 1) + 1


def _note(reading: _Reading, start: int, end: int) -> int:
    return _add(reading, reading.source[start + 2 : end - 1], start, end, NOTE)


def _open(reading: _Reading, start: int, end: int) -> int:
    reading.openers.append((len(reading.found), len(reading.delimiters)))
    return _plain(reading, start, end)


def _close(reading: _Reading, start: int, end: int) -> int:
    if not reading.openers:
        return _plain(reading, start, end)
    index, delimiters = reading.openers.pop()
    target = _TARGET.match(reading.source, end)
    if target is None or index < reading.no_link_before:
        return _plain(reading, start, end)
    opened = reading.found[index][1]
    reading.found[index] = ("", opened, opened + 1, None)
    # A link holds no link (CommonMark 6.3), so brackets opened before this one can no longer begin another.
    reading.no_link_before = len(reading.found)
    reading.openers.clear()
    inner = reading.delimiters[delimiters:]
    del reading.delimiters[delimiters:]
    _pair(reading, inner)
    reading.spans.append((opened, target.end(), ("link", _destination(target))))
    return target.end()


def _destination(target: re.Match[str]) -> str:
    written = target["angled"] if target["angled"] is not None else target["bare"]
    return _ESCAPED.sub(lambda found: found[1] or decoded(found[0]), written)


def _stars(reading: _Reading, start: int, end: int) -> int:
    reading.delimiters.append([start, end])
    return end


def _pair(reading: _Reading, delimiters: Delimiters) -> None:
    reading.spans.extend(pair(reading.source, delimiters, reading.symbols_are_punctuation))
    for start, end in delimiters:
        if start < end:
            _plain(reading, start, end)


_STEPS: dict[str, Callable[[_Reading, int, int], int]] = {
    "hard": _hard,
    "soft": _soft,
    "escape": _escape,
    "entity": _entity,
    "ticks": _ticks,
    "autolink": _autolink,
    "note": _note,
    "open": _open,
    "close": _close,
    "stars": _stars,
    "plain": _plain,
}


def _marked(reading: _Reading) -> tuple[Atom, ...]:
    changes: list[tuple[int, int, Mark]] = []
    for start, end, mark in reading.spans:
        changes += [(start, 1, mark), (end, -1, mark)]
    changes.sort(key=lambda change: (change[0], change[1]))
    held: dict[Mark, int] = {}
    marks: Marks = ()
    atoms: list[Atom] = []
    at = 0
    for text, start, end, own in sorted(reading.found, key=lambda one: one[1]):
        while at < len(changes) and changes[at][0] <= start:
            held[changes[at][2]] = held.get(changes[at][2], 0) + changes[at][1]
            at += 1
            marks = ordered(mark for mark, count in held.items() if count)
        if text:
            atoms.append(Atom(text, ordered((*marks, own)) if own else marks, start, end))
    return tuple(atoms)


def ordered(marks: Iterable[Mark]) -> Marks:
    """Marks in their fixed order: link, strong, emphasis, code, note, break."""
    return tuple(sorted(set(marks), key=lambda mark: (_RANK[mark[0]], mark[1])))
