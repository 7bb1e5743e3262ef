"""The labels that footnotes have in a Markdown file, which pandoc's tree does not keep."""

import json
import re
from typing import Any

from summit.domain.text.reading import ReadingWarning

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DEFINITION = re.compile(r" {0,3}\[\^([^\s\[\]^]+)\]:")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n\n).)*?(?<!`)\1(?!`)", re.DOTALL)
_WORD = re.compile(r"\w+")
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


def notes_left_out(markdown: str, tree: dict[str, Any]) -> list[ReadingWarning]:
    """The footnotes of the file that nothing in its text refers to: pandoc's tree has none of them."""
    _, defined = _divided(markdown)
    known = [set(_WORD.findall(json.dumps(one, ensure_ascii=False))) for one in _notes(tree["blocks"])]
    return [
        ReadingWarning(f"[^{label}]", f"a note that nothing refers to is left out: “{words}”")
        for label, words in defined.items()
        if not any(_is_in(words, one) for one in known)
    ]


def _is_in(words: str, note: set[str]) -> bool:
    """Whether a note of the tree holds most of these words; some of them are signs of markup."""
    found = _WORD.findall(words)
    return 2 * sum(one in note for one in found) >= len(found)


def _divided(markdown: str) -> tuple[str, dict[str, str]]:
    """The lines outside code blocks and definitions of notes, and what is defined under each label."""
    body: list[str] = []
    defined: dict[str, str] = {}
    fence = ""
    label, in_definition = "", False
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
            label = definition[1]
            defined[label] = line[definition.end() :].strip()
        blank_or_inside = not line.strip() or line.startswith("    ")
        in_definition = bool(definition) or (in_definition and blank_or_inside)
        if not in_definition:
            body.append(line)
        elif not definition and line.strip():
            defined[label] += f" {line.strip()}"
    return "\n".join(body), defined


def _notes(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [note for one in value for note in _notes(one)]
    if isinstance(value, dict):
        return [value["c"]] if value.get("t") == "Note" else _notes(value.get("c"))
    return []
