"""A pandoc document (its JSON syntax tree) read as provisions."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from summit.domain.text.deriving import IdMaker, id_maker
from summit.domain.text.inline import BREAK
from summit.domain.text.inline_writer import Run, plain_text, write
from summit.domain.text.pandoc_inlines import DEEPEST, Element, InlineReader
from summit.domain.text.pandoc_lists import is_lettered, list_marker
from summit.domain.text.pandoc_paragraphs import paragraphs
from summit.domain.text.pandoc_tables import TableReader
from summit.domain.text.provisions import Kind, Provision
from summit.domain.text.reading import RawHtmlRefused, Reading, ReadingWarning, TooDeep, TooManyProvisions

MOST_PROVISIONS = 20_000


def from_pandoc(
    ast: dict[str, Any],
    *,
    language: str = "",
    new_id: IdMaker | None = None,
    note_labels: Iterable[str] = (),
) -> Reading:
    """The provisions of a pandoc document, in order, with a warning for all that could not stay as it was.

    `language` (BCP 47) goes before the document's own. `note_labels` names the footnotes in the order in
    which they are referred to; one that comes again is the same note. Without it they are numbered. Ids
    default to p1, p2, … Raises RawHtmlRefused, ProvisionTooLong, TooDeep, TooManyProvisions, TableTooLarge.
    """
    metadata = {name: _metadata(value) for name, value in ast.get("meta", {}).items()}
    spoken = language or metadata.get("lang", "")
    reader = _BlockReader(spoken, new_id or id_maker("p"), iter(note_labels))
    reader.blocks(ast["blocks"], _Place())
    text = reader.ended()
    heading = next((plain_text(one.text) for one in text if one.kind is Kind.HEADING), "")
    title = metadata.get("title", "") or heading
    metadata.pop("lang", None)
    return Reading(title, spoken, metadata, text, tuple(reader.warnings))


def _metadata(value: Element) -> str:
    kind: str = value["t"]
    content: Any = value.get("c")
    if kind == "MetaMap":
        return "; ".join(f"{name}: {_metadata(one)}" for name, one in content.items())
    if kind == "MetaList":
        return ", ".join(_metadata(one) for one in content)
    if kind == "MetaBlocks":
        return " ".join(_plain(block.get("c", [])) for block in content if block["t"] in ("Para", "Plain"))
    return (
        _plain(content)
        if kind == "MetaInlines"
        else str(content).lower()
        if kind == "MetaBool"
        else str(content)
    )


def _plain(elements: list[Element]) -> str:
    reader = InlineReader("", lambda _: None, lambda _: "")
    return plain_text(write(reader.runs(elements)))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: in how many lists and quotes, and of which list item it is the beginning."""

    depth: int = 0
    quotes: int = 0
    item: str | None = None
    level: int = 0


class _BlockReader:
    """Turns blocks into provisions one after the other."""

    def __init__(self, language: str, new_id: IdMaker, note_labels: Iterator[str]) -> None:
        self.text: list[Provision] = []
        self.warnings: list[ReadingWarning] = []
        self.new_id, self.note_labels = new_id, note_labels
        self.inlines = InlineReader(language, self._warn, self._note)
        self.tables = TableReader(self.inlines, self._warn)
        self.notes: dict[str, list[Element]] = {}
        self.waiting: list[tuple[str, list[Element]]] = []
        self.said: list[str] = []

    def blocks(self, blocks: list[Element], place: _Place) -> None:
        """Read blocks that stand at one place."""
        if place.level > DEEPEST:
            raise TooDeep(DEEPEST)
        for block in blocks:
            reader: Callable[[Any, _Place], None] | None = getattr(self, f"_{block['t'].lower()}", None)
            if reader is None:
                raise ValueError(f"unknown block {block['t']}")
            reader(block.get("c"), replace(place, level=place.level + 1))
            if place.item is not None:
                place = replace(place, item=None)

    def ended(self) -> tuple[Provision, ...]:
        """All provisions, once everything is read; what is still to be said is said of the end."""
        self.warnings += [ReadingWarning("the end", what) for what in self.said]
        return tuple(self.text)

    def _put(self, kind: Kind, depth: int, marker: str, text: str, id: str = "") -> None:
        if len(self.text) == MOST_PROVISIONS:
            raise TooManyProvisions(MOST_PROVISIONS)
        one = Provision(id or self.new_id(), kind, depth, marker, text)
        self.text.append(one)
        words = plain_text(text) if kind not in (Kind.CODE, Kind.TABLE) else text
        where = f"“{words[:50].strip()}{'…' if len(words) > 50 else ''}”" if words else one.id
        self.warnings += [ReadingWarning(where, what) for what in self.said]
        self.said.clear()
        waiting, self.waiting = self.waiting, []
        for label, blocks in waiting:
            self._put(Kind.NOTE, 0, label, self._note_text(blocks))

    def _words(self, runs: list[Run], place: _Place) -> None:
        text = write(runs)
        if place.item is not None:
            if place.quotes:
                self._warn("a list inside a quotation stands as a list of its own")
            self._put(Kind.ITEM, place.depth, place.item, text)
        elif not text and not self.waiting:
            return  # what was said of it is said of what follows
        elif not place.quotes and self._is_wordless(place.depth):
            begun = self.text.pop()  # Markdown has no item that is empty and goes on with a paragraph
            self._put(Kind.ITEM, begun.depth, begun.marker, text, begun.id)
        else:
            self._put(Kind.QUOTE if place.quotes else Kind.PARAGRAPH, place.depth, "", text)

    def _is_wordless(self, depth: int) -> bool:
        """Whether the item of this depth has just begun, and has no words yet."""
        last = self.text[-1] if self.text else None
        return last is not None and (last.kind, last.depth, last.text) == (Kind.ITEM, depth, "")

    def _begun(self, place: _Place) -> None:
        """An item that begins with something else than words is an item without words."""
        if place.item is not None:
            self._put(Kind.ITEM, place.depth, place.item, "")

    def _warn(self, what: str) -> None:
        if what not in self.said:
            self.said.append(what)

    def _para(self, content: list[Element], place: _Place) -> None:
        self._words(self.inlines.runs(content), place)

    _plain = _para

    def _lineblock(self, content: list[list[Element]], place: _Place) -> None:
        lines = [self.inlines.runs(line) for line in content]
        self._words([run for line in lines for run in (*line, ("\n", (BREAK,)))], place)

    def _header(self, content: Any, place: _Place) -> None:
        level, _, words = content
        runs = self.inlines.runs(words)
        if place.depth or place.quotes:
            self._warn("a heading inside a list or quotation is an ordinary paragraph")
            self._words(runs, place)
            return
        if any(BREAK in marks for _, marks in runs):
            self._warn("a line break in a heading is a space")
        self._put(
            Kind.HEADING,
            level,
            "",
            write((" ", ()) if BREAK in marks else (text, marks) for text, marks in runs),
        )

    def _blockquote(self, content: list[Element], place: _Place) -> None:
        self._begun(place)
        if place.quotes == 1:
            self._warn("a quotation inside a quotation is part of it")
        self.blocks(content, replace(place, quotes=place.quotes + 1, item=None))

    def _codeblock(self, content: Any, place: _Place) -> None:
        self._begun(place)
        (_, classes, _), words = content
        code = unicodedata.normalize("NFC", words)
        self._put(
            Kind.CODE, place.depth, classes[0] if classes else "", code.replace("\r\n", "\n").rstrip("\n")
        )

    def _rawblock(self, content: Any, place: _Place) -> None:
        words = " ".join(str(content[1]).split())
        raise RawHtmlRefused(f"“{words[:60]}{'…' if len(words) > 60 else ''}”")

    def _orderedlist(self, content: Any, place: _Place) -> None:
        attributes, items = content
        if is_lettered(attributes):
            self._warn("a list that begins with this letter counts in figures")
        self._list(items, list_marker(attributes), place)

    def _bulletlist(self, content: list[list[Element]], place: _Place) -> None:
        self._list(content, "-", place)

    def _list(self, items: list[list[Element]], marker: str, place: _Place) -> None:
        self._begun(place)
        inner = replace(place, depth=place.depth + 1, item=marker)
        for item in items:
            if item:
                self.blocks(item, inner)
            else:
                self._put(Kind.ITEM, inner.depth, marker, "")

    def _definitionlist(self, content: Any, place: _Place) -> None:
        self._warn("a list of definitions stands as paragraphs")
        for term, meanings in content:
            self._words(self.inlines.runs(term), place)
            place = replace(place, item=None)
            for meaning in meanings:
                self.blocks(meaning, place)

    def _horizontalrule(self, content: None, place: _Place) -> None:
        self._begun(place)
        self._put(Kind.RULE, place.depth, "", "")

    def _table(self, content: Any, place: _Place) -> None:
        self._begun(place)
        self._put(Kind.TABLE, place.depth, "", self.tables.text(content))
        caption = content[1][1]
        if caption:
            self._warn("the caption of a table is a paragraph behind it")
            self.blocks(caption, replace(place, item=None))

    def _figure(self, content: Any, place: _Place) -> None:
        _, (_, caption), inner = content
        self.blocks(inner, place)
        if caption:
            self._warn("the caption of a figure is a paragraph behind it")
            self.blocks(caption, replace(place, item=None))

    def _div(self, content: Any, place: _Place) -> None:
        if content[1]:
            self.blocks(content[1], place)
        else:
            self._begun(place)

    def _note(self, blocks: list[Element]) -> str:
        label = next(self.note_labels, None) or self._next_label()
        if label not in self.notes:
            self.notes[label] = blocks
            self.waiting.append((label, blocks))
        return label

    def _next_label(self) -> str:
        return next(str(number) for number in range(1, len(self.notes) + 2) if str(number) not in self.notes)

    def _note_text(self, blocks: list[Element]) -> str:
        runs: list[Run] = []
        for one in paragraphs(blocks):
            if runs:
                self._warn("the paragraphs of a note are lines of one")
                runs.append(("\n", (BREAK,)))
            runs += self.inlines.runs(one)
        return write(runs)
