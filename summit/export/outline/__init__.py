"""The final document laid out as blocks: what stands where, once for all formats."""

from summit.export.blocks import Block, Facts, Heading, Paragraph, code, plain, said
from summit.export.model import FinalDocument
from summit.export.outline.changes import amendments
from summit.export.outline.courses import courses
from summit.export.outline.operative import operative_part
from summit.export.outline.people import participation
from summit.export.outline.polls import votes
from summit.export.outline.statements import statements
from summit.export.outline.translations import translations
from summit.export.outline.unusual import exceptions
from summit.export.wording import moment
from summit.web.filters import language_name

__all__ = ["outline"]


def outline(document: FinalDocument) -> tuple[Block, ...]:
    """Cover, operative part, annexes."""
    return (
        *_cover(document),
        *operative_part(document),
        *statements(document),
        *participation(document),
        *amendments(document),
        *votes(document),
        *courses(document),
        *translations(document),
        *exceptions(document),
    )


def _cover(document: FinalDocument) -> list[Block]:
    entries = f" after {document.record_entries} entries"
    return [
        Heading(1, document.title),
        Paragraph(said("Final document with the record of its votes")),
        *_edition(document),
        Facts(
            (
                ("Status", said(document.status)),
                ("As of", said(moment(document.as_of) if document.as_of else "nothing has happened yet")),
                ("Time zone", said(document.zone)),
                ("Record", (plain("head "), code(document.record_code), plain(entries))),
                ("Digest", (plain("sha256 "), code(document.digest))),
            )
        ),
    ]


def _edition(document: FinalDocument) -> list[Block]:
    if not document.edition:
        return []
    sentence = (
        f"Edition in {language_name(document.edition)}. The words in the language of authority decide; "
        "what is not translated stands in it and is marked."
    )
    return [Paragraph(said(sentence))]
