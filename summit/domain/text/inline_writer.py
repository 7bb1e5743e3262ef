"""Runs of marked text written as canonical inline Markdown, which reads back as the same runs everywhere."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import quote

from summit.domain.text.characters import ASCII_PUNCTUATION
from summit.domain.text.inline import BREAK, CODE, EMPHASIS, NOTE, STRONG, Mark, Marks, ordered, parse

Run = tuple[str, Marks]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[ \t\r\n]+")
_REFERENCE = re.compile(r"&(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_PERHAPS_MARKUP = re.compile(r"[\\&`<\[\]*_\n{}~^!]")
_UNSAFE = re.compile(r"[\\*`\[\]{~^]|<(?=[A-Za-z/!?]|$)|(?<![^\W_])_|_(?![^\W_])")


def canonical_inline(source: str) -> str:
    """Inline Markdown in its one canonical spelling: the form in which the text of a provision is kept.

    NFC, soft breaks and runs of blanks one space, no space at the ends, no control characters; the same
    visible words with the same marks always give the same string.
    """
    return write(runs_of(source))


def runs_of(source: str) -> list[Run]:
    """The visible runs of inline Markdown: text with its marks, neighbours with equal marks joined."""
    return [(atom.text, atom.marks) for atom in parse(source)]


def plain_text(source: str) -> str:
    """The visible words alone, without marks and note references."""
    return "".join(atom.text for atom in parse(source) if NOTE not in atom.marks)


def write(runs: Iterable[Run]) -> str:
    """Canonical inline Markdown of the runs.

    The short spelling is used where it reads back as what was meant under each edition of CommonMark, else
    one that shuts every run by itself and writes its neighbours as character references.
    """
    meant = normal_runs(runs)
    if len(meant) == 1 and not meant[0][1] and not _PERHAPS_MARKUP.search(meant[0][0]):
        return meant[0][0]  # most of all that is ever written
    short = _Writer(meant).written()
    return short if _reads_back(short, meant) else _shut(meant)


def _reads_back(written: str, meant: list[Run]) -> bool:
    return all(
        normal_runs([(atom.text, atom.marks) for atom in parse(written, symbols_are_punctuation=symbols)])
        == meant
        for symbols in (True, False)
    )


def normal_runs(runs: Iterable[Run]) -> list[Run]:
    """Runs without what cannot be seen: double blanks, blanks at the ends, marks on blanks alone."""
    clean = [
        (_clean(text, marks), (BREAK,) if BREAK in marks else ordered(map(_addressed, marks)))
        for text, marks in runs
    ]
    return _joined(_unmarked_blanks(_single_blanks(_joined(clean))))


def _clean(text: str, marks: Marks) -> str:
    if BREAK in marks:
        return "\n"
    text = _CONTROLS.sub("", _without_surrogates(text))
    return re.sub(r"[\n\t\r]", " ", text) if CODE in marks else text


def _without_surrogates(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)


def _joined(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for marks, same in groupby((run for run in runs if run[0]), key=lambda run: run[1]):
        if NOTE in marks or BREAK in marks:
            joined += same
        else:
            joined.append((unicodedata.normalize("NFC", "".join(text for text, _ in same)), marks))
    return joined


def _is_words(marks: Marks) -> bool:
    return CODE not in marks and NOTE not in marks and BREAK not in marks


def _single_blanks(runs: list[Run]) -> list[Run]:
    kept: list[Run] = []
    after_blank = True
    for text, marks in runs:
        if _is_words(marks):
            text = _SPACES.sub(" ", text)
            text = text.lstrip(" ") if after_blank else text
            if not kept:
                text = text.lstrip()
            after_blank = text.endswith(" ") if text else after_blank
        else:
            if BREAK in marks:
                _strip_end(kept, " ")
            if BREAK in marks and not kept:
                continue
            after_blank = BREAK in marks
        if text:
            kept.append((text, marks))
    _strip_end(kept, None)
    return kept


def _strip_end(runs: list[Run], blanks: str | None) -> None:
    while runs:
        text, marks = runs[-1]
        if BREAK in marks and blanks is None:
            runs.pop()
            continue
        if not _is_words(marks) or text.rstrip(blanks) == text:
            return
        runs.pop()
        if text.rstrip(blanks):
            runs.append((text.rstrip(blanks), marks))


def _unmarked_blanks(runs: list[Run]) -> list[Run]:
    """Blanks at the edge of a run keep only the marks that the words on both their sides have."""
    pieces = [piece for text, marks in runs for piece in _edges(text, marks)]
    result: list[Run] = []
    for index, (text, marks) in enumerate(pieces):
        if text == " " and _is_words(marks):
            around = [set(pieces[at][1]) for at in (index - 1, index + 1) if 0 <= at < len(pieces)]
            shared = set.intersection(*around) if len(around) == 2 else set()
            marks = ordered(mark for mark in shared if mark[0] in ("link", "strong", "emphasis"))
        result.append((text, marks))
    return result


def _edges(text: str, marks: Marks) -> list[Run]:
    if not _is_words(marks) or text.strip(" ") == text or text == " ":
        return [(text, marks)]
    front, back = " " * text.startswith(" "), " " * text.endswith(" ")
    return [(part, marks) for part in (front, text.strip(" "), back) if part]


class _Writer:
    """The short spelling: marks opened and shut as they begin and end, longest outermost."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self.open: list[Mark] = []
        self.out: list[str] = []

    def written(self) -> str:
        for index in range(len(self.runs)):
            self._shut_ended(index)
            self._open_begun(index)
            self.out.append(_content(self.runs, index))
        self._shut_to(0)
        return "".join(self.out)

    def _shut_ended(self, index: int) -> None:
        for depth, mark in enumerate(self.open):
            if mark not in self.runs[index][1]:
                self._shut_to(depth)
                return

    def _shut_to(self, depth: int) -> None:
        while len(self.open) > depth:
            self.out.append(_shutting(self.open.pop()))

    def _open_begun(self, index: int) -> None:
        marks = self.runs[index][1]
        begun = [mark for mark in marks if mark not in self.open and mark[0] in _OPENING]
        ends = {mark: self._end(mark, index) for mark in begun}
        for mark in sorted(begun, key=lambda mark: (-ends[mark], _NESTING[mark[0]])):
            self.open.append(mark)
            self.out.append(_OPENING[mark[0]])

    def _end(self, mark: Mark, index: int) -> int:
        while index < len(self.runs) and mark in self.runs[index][1]:
            index += 1
        return index


_OPENING = {"link": "[", "strong": "**", "emphasis": "*"}
_NESTING = {"strong": 0, "emphasis": 1, "link": 2}


def _shutting(mark: Mark) -> str:
    return f"]({destination(mark[1])})" if mark[0] == "link" else _OPENING[mark[0]]


def _addressed(mark: Mark) -> Mark:
    if mark[0] != "link":
        return mark
    target = _CONTROLS.sub("", _without_surrogates(mark[1])).replace("<", "%3C").replace(">", "%3E")
    return "link", "".join(quote(one, safe="") if one.isspace() else one for one in target)


def destination(target: str) -> str:
    """The address of a link as CommonMark writes it, without angle brackets unless it is empty."""
    escaped = _REFERENCE.sub("&amp;", target.replace("\\", "\\\\"))
    return re.sub(r"[()]", r"\\\g<0>", escaped) if target else "<>"


def _content(runs: Sequence[Run], index: int) -> str:
    text, marks = runs[index]
    if BREAK in marks:
        return "\\\n"
    if NOTE in marks:
        return f"[^{text}]"
    if CODE in marks:
        return _code(text)
    before_bracket = index + 1 < len(runs) and (
        NOTE in runs[index + 1][1] or any(mark[0] == "link" for mark in runs[index + 1][1])
    )
    written = escaped_text(text)
    return written[:-1] + "\\!" if before_bracket and written.endswith("!") else written


def escaped_text(text: str) -> str:
    """Visible text with a backslash before each character that would otherwise be markup."""
    return _REFERENCE.sub(r"\\&", _UNSAFE.sub(r"\\\g<0>", text))


def _code(text: str) -> str:
    runs = {len(run) for run in re.findall("`+", text)}
    fence = next("`" * width for width in range(1, len(runs) + 2) if width not in runs)
    pads = (
        text.startswith("`") or text.endswith("`") or (text[:1] == " " == text[-1:] and text.strip(" ") != "")
    )
    pad = " " if pads else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _shut(runs: list[Run]) -> str:
    """Every run by itself, with alternating signs, references where a sign needs punctuation beside it."""
    out: list[str] = []
    for index, (_, marks) in enumerate(runs):
        link = next((mark for mark in marks if mark[0] == "link"), None)
        begins = link is not None and (index == 0 or link not in runs[index - 1][1])
        ends = link is not None and (index + 1 == len(runs) or link not in runs[index + 1][1])
        sign = "*_"[index % 2] * ((STRONG in marks) * 2 + (EMPHASIS in marks))
        body = sign + _fenced(runs, index, sign) + sign
        out.append(("[" if begins else "") + body + (_shutting(link) if link and ends else ""))
    return "".join(out)


def _fenced(runs: list[Run], index: int, sign: str) -> str:
    text, marks = runs[index]
    if not _is_words(marks):
        return _content(runs, index)
    inner = text[1:-1]
    first, last = _as_reference(text[0], sign), _as_reference(text[-1], sign) if len(text) > 1 else ""
    # Escaped here for itself: the ends of what looks like a reference may be `first` and `last`.
    return first + "\\&".join(map(escaped_text, inner.split("&"))) + last


def _as_reference(character: str, sign: str) -> str:
    is_plain = not sign if character == " " else character in ASCII_PUNCTUATION - set("!&<_\\*`[]{~^")
    return character if is_plain else f"&#{ord(character)};"
