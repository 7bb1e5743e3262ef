"""A text as a pandoc document (its JSON syntax tree), from which pandoc writes files for word processors."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from summit.domain.text.inline import BREAK, CODE, EMPHASIS, NOTE, STRONG, Marks, parse
from summit.domain.text.inline_writer import runs_of, write
from summit.domain.text.items import item_signs
from summit.domain.text.pandoc_inlines import Element
from summit.domain.text.pandoc_lists import list_attributes
from summit.domain.text.provisions import Kind, Provision, Text
from summit.domain.text.tables import table_cells

API_VERSION = [1, 23, 1]
_NO_ATTRIBUTES: list[Any] = ["", [], []]
_ALIGNED = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter"}


def to_pandoc(
    text: Text, *, title: str = "", language: str = "", tables_in_lists: bool = True
) -> dict[str, Any]:
    """The pandoc document that `from_pandoc` reads as this text; a note stands where it is referred to.

    A note that nothing refers to is a paragraph in its place, so that no word is lost. Without
    `tables_in_lists` a list goes on, with its own numbers, behind a table that stood in it.
    """
    meta = {name: _node("MetaString", said) for name, said in (("title", title), ("lang", language)) if said}
    writer = _BlockWriter(text)
    if not tables_in_lists:
        text = tuple(replace(one, depth=0) if one.kind is Kind.TABLE else one for one in text)
    blocks = writer.blocks(text, 0)
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}


def note_references(text: Text) -> tuple[str, ...]:
    """The labels of the notes that the text refers to, once for every reference, in order."""
    labels = {one.marker for one in text if one.kind is Kind.NOTE}
    return tuple(
        atom.text
        for one in text
        if one.kind not in (Kind.NOTE, Kind.CODE)
        for atom in parse(one.text)
        if NOTE in atom.marks and atom.text in labels
    )


def unreferred(one: Provision) -> str:
    """The words of a note that nothing refers to, as the paragraph in its place."""
    return write([(f"[{one.marker}] ", ()), *runs_of(one.text)])


def _node(kind: str, content: Any = None) -> Element:
    return {"t": kind} if content is None else {"t": kind, "c": content}


class _BlockWriter:
    """Nests provisions into lists by their depth."""

    def __init__(self, text: Text) -> None:
        self.notes = {one.marker: one.text for one in text if one.kind is Kind.NOTE}
        self.referred = set(note_references(text))
        self.signs = item_signs(text)

    def blocks(self, text: Sequence[Provision], depth: int) -> list[Element]:
        """The blocks of provisions that stand in `depth` lists, or in more."""
        found: list[Element] = []
        last: Provision | None = None
        for deeper, group in _parted(text, depth):
            if deeper:
                found += self._lists(group, depth + 1)
                last = None
                continue
            one = group[0]
            if one.kind is Kind.NOTE and one.marker in self.referred:
                continue
            if last is not None and last.kind is one.kind and one.kind is Kind.TABLE:
                found.append(_node("Para", []))  # or word processors would make one of two
            found.append(self._block(one))
            last = one
        return found

    def _block(self, one: Provision) -> Element:
        match one.kind:
            case Kind.HEADING:
                return _node("Header", [max(one.depth, 1), _NO_ATTRIBUTES, self._inlines(one.text)])
            case Kind.QUOTE:
                return _node("BlockQuote", [_node("Para", self._inlines(one.text))])
            case Kind.CODE:
                return _node("CodeBlock", [["", [one.marker] if one.marker else [], []], one.text])
            case Kind.TABLE:
                return self._table(one.text)
            case Kind.RULE:
                return _node("HorizontalRule")
            case Kind.NOTE:
                return _node("Para", self._inlines(unreferred(one)))
        return _node("Para", self._inlines(one.text))

    def _lists(self, text: Sequence[Provision], depth: int) -> list[Element]:
        lists: list[tuple[str, str, list[list[Element]]]] = []
        for members in _items(text, depth):
            first = members[0]
            begins = first.kind is Kind.ITEM and _depth(first) == depth
            marker = first.marker if begins else "-"
            if not lists or lists[-1][0] != marker:
                lists.append((marker, self.signs[first.id] if begins else marker, []))
            words = [_node("Para", self._inlines(first.text))] if begins else []
            lists[-1][2].append(words + self.blocks(members[1:] if begins else members, depth))
        return [_list(sign, items) for _, sign, items in lists]

    def _table(self, text: str) -> Element:
        head, alignments, rows = table_cells(text)
        columns = [
            [_node(_ALIGNED.get(one, "AlignDefault")), _node("ColWidth", 1 / max(len(head), 1))]
            for one in alignments
        ]
        body = [_NO_ATTRIBUTES, 0, [], [self._row(row) for row in rows]]
        return _node(
            "Table",
            [_NO_ATTRIBUTES, [None, []], columns, [_NO_ATTRIBUTES, [self._row(head)]], [body],
             [_NO_ATTRIBUTES, []]],
        )  # fmt: skip

    def _row(self, cells: Sequence[str]) -> list[Any]:
        written = [
            [_NO_ATTRIBUTES, _node("AlignDefault"), 1, 1, [_node("Plain", self._inlines(cell))]]
            for cell in cells
        ]
        return [_NO_ATTRIBUTES, written]

    def _inlines(self, text: str, *, in_note: bool = False) -> list[Element]:
        found: list[Element] = []
        for atom in parse(text):
            if NOTE in atom.marks and atom.text in self.notes and not in_note:
                inside = [_node("Para", self._inlines(self.notes[atom.text], in_note=True))]
                found.append(_node("Note", inside))
            elif NOTE in atom.marks:
                found += _said(f"[^{atom.text}]", atom.marks)
            elif BREAK in atom.marks:
                found.append(_node("LineBreak"))
            else:
                found += _said(atom.text, atom.marks)
        return found


def _said(words: str, marks: Marks) -> list[Element]:
    content = [_node("Code", [_NO_ATTRIBUTES, words])] if CODE in marks else list(_spaced(words))
    for name, mark in (("Emph", EMPHASIS), ("Strong", STRONG)):
        content = [_node(name, content)] if mark in marks else content
    target = next((address for kind, address in marks if kind == "link"), None)
    return content if target is None else [_node("Link", [_NO_ATTRIBUTES, content, [target, ""]])]


def _spaced(words: str) -> Iterator[Element]:
    for at, word in enumerate(words.split(" ")):
        if at:
            yield _node("Space")
        if word:
            yield _node("Str", word)


def _depth(one: Provision) -> int:
    if one.kind is Kind.ITEM:
        return max(one.depth, 1)
    return 0 if one.kind in (Kind.HEADING, Kind.NOTE) else one.depth


def _parted(text: Sequence[Provision], depth: int) -> Iterator[tuple[bool, list[Provision]]]:
    """Single provisions, and stretches of such as stand in more than `depth` lists."""
    deeper: list[Provision] = []
    for one in text:
        if _depth(one) > depth or (deeper and one.kind is Kind.NOTE):
            deeper.append(one)
            continue
        if deeper:
            yield True, deeper
            deeper = []
        yield False, [one]
    if deeper:
        yield True, deeper


def _items(text: Sequence[Provision], depth: int) -> list[list[Provision]]:
    items: list[list[Provision]] = []
    for one in text:
        if not items or (one.kind is Kind.ITEM and _depth(one) == depth):
            items.append([])
        items[-1].append(one)
    return items


def _list(sign: str, items: list[list[Element]]) -> Element:
    attributes = list_attributes(sign)
    if attributes is None:
        return _node("BulletList", items)
    return _node("OrderedList", [attributes, items])
