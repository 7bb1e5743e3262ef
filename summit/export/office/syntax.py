"""The blocks as pandoc's syntax tree: all words are values, so none can be taken for markup."""

from collections.abc import Sequence
from typing import Any

from summit.export.blocks import Block, Changed, Facts, Grid, Heading, Listing, Paragraph, QrCode, TextOf
from summit.export.model import FinalDocument
from summit.export.office.inlines import Node, inlines, node, words
from summit.export.office.provisions import provisions
from summit.export.office.tables import facts, figures
from summit.export.outline import outline
from summit.jobs.politely import politely

LANGUAGE = "en"
API = [1, 23, 1]
"""The version of the tree's form; pandoc refuses one it does not know."""


def syntax_tree(document: FinalDocument) -> dict[str, Any]:
    """The whole document. Its title is a title, so parts begin at level 1, as outlines of readers expect."""
    return tree_of(outline(document))


def tree_of(blocks: Sequence[Block]) -> dict[str, Any]:
    """Blocks whose first is the title."""
    first, *others = blocks
    assert isinstance(first, Heading)
    title = {"title": node("MetaInlines", words(first.words)), "lang": node("MetaString", LANGUAGE)}
    written = [one for block in politely(others) for one in _block(block)]
    return {"pandoc-api-version": API, "meta": title, "blocks": written}


def _block(block: Block) -> list[Node]:
    match block:
        case Heading(level, said, anchor):
            return [node("Header", [level - 1, [anchor, [], []], words(said)])]
        case Paragraph(runs):
            return [node("Para", inlines(runs))]
        case Facts(lines):
            return [facts([(name, inlines(runs)) for name, runs in lines])]
        case Listing(items):
            return [node("BulletList", [[node("Plain", inlines(item))] for item in items])]
        case Grid(caption, head, rows, is_words):
            return [figures(caption, head, rows, is_words=is_words)]
        case QrCode():
            return []
        case TextOf(language=language, drawn=drawn) | Changed(language=language, drawn=drawn):
            return [node("Div", [["", [], [["lang", language]]], provisions(drawn)])]
