"""The final document as Markdown; the text of each document stands in it exactly as the engine writes it."""

import re
from collections.abc import Iterable

from summit.domain.text import Text
from summit.domain.text.inline import NOTE
from summit.domain.text.inline_writer import escaped_text, write
from summit.domain.text.markdown import markdown
from summit.domain.text.shown import VisibleRun
from summit.export.blocks import (
    Block,
    Changed,
    Drawn,
    Facts,
    Grid,
    Heading,
    Listing,
    Paragraph,
    QrCode,
    Runs,
    TextOf,
    plain,
)
from summit.export.model import FinalDocument
from summit.export.outline import outline
from summit.jobs.politely import politely

_OPENS_A_BLOCK = re.compile(r"^(\s*)(?=[-+=#>~|:])|^(\s*\d+)(?=[.)])")
_AROUND = {"deleted": ("<del>", "</del>"), "inserted": ("<ins>", "</ins>")}
LEVELS = 6


def write_markdown(document: FinalDocument) -> str:
    """The whole document. Each text stands between two comments that carry its digest (`text_markers`)."""
    texts = {part.number: part.text for part in document.parts}
    written = (_block(block, texts) for block in politely(outline(document)))
    return "\n\n".join(block for block in written if block) + "\n"


def text_markers(number: int, revision: int, digest: str) -> tuple[str, str]:
    """The comments around a text. No text can hold its own digest, so none can imitate its end."""
    named = f"text of document {number}, revision {revision}, sha256 {digest}"
    return f"<!-- {named}: begin -->", f"<!-- {named}: end -->"


def _block(block: Block, texts: dict[int, Text]) -> str:
    match block:
        case Heading(level, words, anchor):
            place = f'<a id="{anchor}"></a>\n\n' if anchor else ""
            return f"{place}{'#' * min(level, LEVELS)} {_line(words)}"
        case Paragraph(words):
            return _opened(_runs(words))
        case Facts(lines):
            return "\n".join(f"- **{escaped_text(name)}:** {_runs(words)}" for name, words in lines)
        case Listing(items):
            return "\n".join(f"- {_opened(_runs(item))}" for item in items)
        case Grid(caption, head, rows, is_words):
            return _grid(caption, head, rows, " --- |" if is_words else " ---: |")
        case TextOf(number, revision, digest):
            begin, end = text_markers(number, revision, digest)
            return f"{begin}\n\n{markdown(texts[number]).strip(chr(10))}\n\n{end}"
        case QrCode():
            return ""
        case Changed(drawn=drawn):
            return "\n\n".join(_changed(one) for one in drawn)


def _changed(one: Drawn) -> str:
    """A provision with its changes as a paragraph of its own: its number, its words, who changed it."""
    words = one.words or tuple(run for row in one.rows for cell in row for run in (*cell, plain(" ")))
    number = f"**{escaped_text(one.label)}** " if one.label else ""
    marks = "; ".join(_runs(mark) for mark in one.marks)
    return f"{number}{_opened(_runs(words))}{f' *({marks})*' if marks else ''}"


def _grid(caption: str, head: tuple[str, ...], rows: Iterable[tuple[str | None, ...]], column: str) -> str:
    rule = "|" + " --- |" + column * (len(head) - 1)
    lines = [f"*{escaped_text(caption)}*", "", _row(head), rule, *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: tuple[str | None, ...]) -> str:
    return "| " + " | ".join("–" if one is None else _cell(one) for one in cells) + " |"


def _cell(words: str) -> str:
    return _line(words).replace("|", "\\|")


def _line(words: str) -> str:
    return escaped_text(" ".join(words.split()))


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: VisibleRun) -> str:
    """A run with its blanks outside of its marks; a line end inside is a hard break."""
    begin, end = _AROUND.get(run.kind, ("", ""))
    if NOTE in run.marks:
        return f"{begin}{escaped_text(f'[{run.text}]')}{end}"
    lines = [_marked(line, run) for line in run.text.split("\n")]
    return begin + "\\\n".join(lines[:1] + [_opened(line) for line in lines[1:]]) + end


def _marked(line: str, run: VisibleRun) -> str:
    core = line.strip()
    front, _, back = line.partition(core) if core else (" " if line else "", "", "")
    marks = tuple(mark for mark in run.marks if mark[0] != "break")
    return f"{front}{write([(core, marks)])}{back}" if core else front


def _opened(written: str) -> str:
    """Words at the beginning of a line, so that they begin no list, heading, quotation or table."""
    return _OPENS_A_BLOCK.sub(r"\1\2\\", written)
