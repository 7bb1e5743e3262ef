"""The labels that footnotes have in a Markdown file, which pandoc's tree does not keep."""

import json
import re
from typing import Any

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DEFINITION = re.compile(r" {0,3}\[\^([^\s\[\]^]+)\]:")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n\n).)*?(?<!`)\1(?!`)", re.DOTALL)
_REFERENCE = re.compile(r"(?<!\\)\[\^([^\s\[\]^]+)\]")


def note_labels(markdown: str, tree: dict[str, Any]) -> tuple[str, ...]:
    """The labels of the footnotes in the order in which the text refers to them, once for every reference.

    Empty, so that notes are numbered, where the references of the file cannot be told apart from other
    words: their number differs from that of the tree, or one label would stand for two different notes.
    """
    body, defined = _divided(markdown)
    labels = [label for label in _REFERENCE.findall(_CODE.sub(" ", body)) if label in defined]
    notes = [json.dumps(one) for one in _notes(tree["blocks"])]
    if len(labels) != len(notes):
        return ()
    meant: dict[str, str] = {}
    if any(meant.setdefault(label, note) != note for label, note in zip(labels, notes, strict=True)):
        return ()
    return tuple(labels)


def _divided(markdown: str) -> tuple[str, set[str]]:
    """The lines outside code blocks and definitions of notes, and the labels that are defined."""
    body: list[str] = []
    defined: set[str] = set()
    fence = ""
    in_definition = False
    for line in markdown.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
            continue
        if mark:
            fence = mark[1]
            continue
        definition = _DEFINITION.match(line)
        if definition:
            defined.add(definition[1])
        blank_or_inside = not line.strip() or line.startswith("    ")
        in_definition = bool(definition) or (in_definition and blank_or_inside)
        if not in_definition:
            body.append(line)
    return "\n".join(body), defined


def _notes(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [note for one in value for note in _notes(one)]
    if isinstance(value, dict):
        return [value["c"]] if value.get("t") == "Note" else _notes(value.get("c"))
    return []
