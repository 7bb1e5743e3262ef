"""The words of nested blocks, paragraph by paragraph, for places that hold no blocks: notes and cells."""

from collections.abc import Iterator
from typing import Any

from summit.domain.text.pandoc_inlines import Element
from summit.domain.text.reading import RawHtmlRefused


def paragraphs(blocks: list[Element]) -> Iterator[list[Element]]:
    """The words of blocks, paragraph by paragraph, wherever they stand."""
    for block in blocks:
        content: Any = block.get("c")
        kind = block["t"]
        if kind in ("Para", "Plain"):
            yield content
        elif kind == "CodeBlock":
            yield [{"t": "Code", "c": content}]
        elif kind == "Header":
            yield content[2]
        elif kind in ("BlockQuote",):
            yield from paragraphs(content)
        elif kind == "Div":
            yield from paragraphs(content[1])
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                yield from paragraphs(item)
        elif kind == "LineBlock":
            yield from content
        elif kind == "DefinitionList":
            for term, meanings in content:
                yield term
                for meaning in meanings:
                    yield from paragraphs(meaning)
        elif kind == "Table":
            for cell in cells(content):
                yield from paragraphs(cell)
            yield from paragraphs(content[1][1])
        elif kind == "Figure":
            yield from paragraphs(content[2])
            yield from paragraphs(content[1][1])
        elif kind == "RawBlock":
            raise RawHtmlRefused(f"“{str(content[1])[:60]}”")


def cells(table: Any) -> Iterator[list[Element]]:
    """The blocks of every cell of a pandoc table, line by line."""
    _, _, _, (_, head), bodies, (_, foot) = table
    for _, row in (*head, *(row for body in bodies for row in (*body[2], *body[3])), *foot):
        for cell in row:
            yield cell[4]
