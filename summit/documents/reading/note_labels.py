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
    notes = [json.dumps(one) for one in _contents(tree["blocks"], "Note")]
    if len(labels) != len(notes):
        return ()
    meant: dict[str, str] = {}
    if any(meant.setdefault(label, note) != note for label, note in zip(labels, notes, strict=True)):
        return ()
    return tuple(labels)


def notes_left_out(markdown: str, tree: dict[str, Any]) -> list[ReadingWarning]:
    """The footnotes of the file that pandoc's tree has nowhere: nothing refers to them, or a note does."""
    said = json.dumps(tree["blocks"], ensure_ascii=False)
    known = [
        set(_WORD.findall(json.dumps(one, ensure_ascii=False)))
        for kind in ("Note", "CodeBlock")
        for one in _contents(tree["blocks"], kind)
    ]
    return [
        ReadingWarning(f"[^{label}]", f"a note that no text refers to is left out: “{words}”")
        for label, words in _definitions(markdown)
        if not any(_is_in(words, one) for one in known) and f"[^{label}]:" not in said
    ]


def _definitions(markdown: str) -> list[tuple[str, str]]:
    """Label and words of whatever looks like a note, also in lists and quotations."""
    found: list[tuple[str, list[str]]] = []
    column, goes_on, after_blank = 0, False, False
    for line in markdown.split("\n"):
        words = line.expandtabs(4).lstrip(" >")
        begins = len(line.expandtabs(4)) - len(words)
        definition = _DEFINITION.match(words)
        goes_on = goes_on and (not words or begins >= column + 4 or not after_blank)
        after_blank = not words
        if definition:
            found.append((definition[1], [words[definition.end() :].strip()]))
            column, goes_on = begins, True
        elif goes_on and words:
            found[-1][1].append(words.strip())
    return [(label, " ".join(lines)) for label, lines in found]


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


def _contents(value: Any, kind: str) -> list[Any]:
    """What the elements of a kind hold, in the order of the text."""
    if isinstance(value, list):
        return [found for one in value for found in _contents(one, kind)]
    if isinstance(value, dict):
        return [value["c"]] if value.get("t") == kind else _contents(value.get("c"), kind)
    return []
