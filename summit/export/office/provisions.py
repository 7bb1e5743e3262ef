"""The provisions of a text as blocks of pandoc's tree: numbered, marked, in lists, notes at the foot."""

from collections.abc import Sequence

from summit.domain.text import Kind
from summit.domain.text.inline import NOTE
from summit.export.blocks import Drawn
from summit.export.office.inlines import NO_ATTRIBUTES, Node, Notes, inlines, node, styled, words
from summit.export.office.lists import listed, parted
from summit.export.office.tables import table

NUMBER, MARK = "Provision Number", "Provision Mark"
EM_SPACE = "\u2003"


def provisions(drawn: Sequence[Drawn]) -> list[Node]:
    """All of a text. A note that is referred to stands at the foot of the page, any other in its place."""
    referred = {run.text for one in drawn for run in one.words if NOTE in run.marks}
    notes = {
        one.label: [node("Para", _marked(one, inlines(one.words)))]
        for one in drawn
        if one.kind is Kind.NOTE and one.label in referred
    }
    return _standing([one for one in drawn if one.kind is not Kind.NOTE or one.label not in notes], 0, notes)


def _standing(drawn: Sequence[Drawn], depth: int, notes: Notes) -> list[Node]:
    """What stands in `depth` lists: single blocks, and lists of what stands deeper."""
    found: list[Node] = []
    for deeper, group in parted(drawn, depth):
        if deeper:
            found += listed(group, depth + 1, lambda inside, level: _standing(inside, level, notes))
        else:
            found += [_block(one, notes) for one in group]
    return found


def _block(one: Drawn, notes: Notes) -> Node:
    said = _marked(one, inlines(one.words, notes))
    match one.kind:
        case Kind.HEADING:
            return node("Header", [one.level - 1, NO_ATTRIBUTES, _numbered(one, said)])
        case Kind.QUOTE:
            return node("BlockQuote", [node("Para", said)])
        case Kind.CODE:
            return node("CodeBlock", [NO_ATTRIBUTES, one.provision.text])
        case Kind.TABLE if one.rows:
            return table([[inlines(cell, notes) for cell in row] for row in one.rows])
        case Kind.RULE:
            return node("HorizontalRule")
        case Kind.ITEM:
            return node("Plain", said)
        case _:
            return node("Para", _numbered(one, said))


def _numbered(one: Drawn, said: list[Node]) -> list[Node]:
    return [styled(NUMBER, words(one.label)), node("Str", EM_SPACE), *said] if one.label else said


def _marked(one: Drawn, said: list[Node]) -> list[Node]:
    marks = [styled(MARK, [*words("["), *inlines(mark), *words("]")]) for mark in one.marks]
    return [*said, *(part for mark in marks for part in (node("Space"), mark))]
