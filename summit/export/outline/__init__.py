"""The final document laid out as blocks: what stands where, once for all formats."""

from summit.export.blocks import Block
from summit.export.model import FinalDocument
from summit.export.outline.changes import amendments
from summit.export.outline.courses import courses
from summit.export.outline.cover import corrigenda, cover, preamble, signatures
from summit.export.outline.manifest import manifest
from summit.export.outline.operative import operative_part, other_texts
from summit.export.outline.people import participation
from summit.export.outline.polls import votes
from summit.export.outline.statements import statements
from summit.export.outline.translations import translations
from summit.export.outline.unusual import exceptions

__all__ = ["outline"]


def outline(document: FinalDocument) -> tuple[Block, ...]:
    """Cover, operative part, annexes."""
    return (
        *cover(document),
        *corrigenda(document),
        *preamble(document),
        *operative_part(document),
        *statements(document),
        *signatures(document),
        *other_texts(document),
        *participation(document),
        *amendments(document),
        *votes(document),
        *courses(document),
        *translations(document),
        *manifest(document),
        *exceptions(document),
    )
