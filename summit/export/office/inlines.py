"""Runs of words as inline elements of pandoc's syntax tree."""

from collections.abc import Mapping
from typing import Any

from summit.domain.text.shown import VisibleRun
from summit.export.blocks import Runs

Node = dict[str, Any]
Notes = Mapping[str, list[Node]]
"""The blocks of a text's notes by label, for the first run that refers to each."""

NO_NOTES: Notes = {}
NO_ATTRIBUTES = ["", [], []]
_AROUND = {"deleted": "Strikeout", "inserted": "Underline", "marked": "Underline"}
_MARKS = {"strong": "Strong", "emphasis": "Emph"}


def node(kind: str, content: Any = None) -> Node:
    return {"t": kind} if content is None else {"t": kind, "c": content}


def words(said: str) -> list[Node]:
    """Words and the spaces between them; a line end is a break."""
    found: list[Node] = []
    for at, line in enumerate(said.split("\n")):
        found += [node("LineBreak")] if at else []
        for place, word in enumerate(line.split(" ")):
            found += [node("Space")] if place else []
            found += [node("Str", word)] if word else []
    return found


def styled(name: str, content: list[Node]) -> Node:
    """Inline elements in a character style of the file."""
    return node("Span", [["", [], [["custom-style", name]]], content])


def inlines(runs: Runs, notes: Notes = NO_NOTES) -> list[Node]:
    """Runs in order; where `notes` has what one refers to, the note itself stands there."""
    return [one for run in runs for one in _run(run, notes)]


def _run(run: VisibleRun, notes: Notes) -> list[Node]:
    marks = dict(run.marks)
    if "note" in marks:
        found = notes.get(run.text)
        return [node("Note", found) if found else node("Superscript", words(run.text))]
    content = [node("Code", [NO_ATTRIBUTES, run.text])] if "code" in marks else words(run.text)
    for name, target in reversed(run.marks):
        if name == "link":
            content = [node("Link", [NO_ATTRIBUTES, content, [target, ""]])]
        elif name in _MARKS:
            content = [node(_MARKS[name], content)]
    return [node(_AROUND[run.kind], content)] if run.kind in _AROUND else content
