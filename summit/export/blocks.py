"""What every format is made of: headings, paragraphs, lists, facts, tables and the provisions of a text."""

from dataclasses import dataclass

from summit.domain.text import Kind, Provision
from summit.domain.text.shown import VisibleRun

Runs = tuple[VisibleRun, ...]
"""Words as they are drawn. A link whose address begins with # leads to an anchor of the same document."""


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the document's title; headings never skip a level. `anchor` is where links lead."""

    level: int
    words: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: Runs


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and what it is."""

    lines: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a head, and rows whose first cell names the row; None is a cell without a value.

    Figures stand at the right of their columns, words (`is_words`) at the left.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    is_words: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A provision as it is set: its number in one margin, its marks in the other, its words between.

    `level` is the heading's level in the whole document, `sign` what stands before an item.
    """

    label: str
    provision: Provision
    level: int
    sign: str
    words: Runs
    rows: tuple[tuple[Runs, ...], ...]
    marks: tuple[Runs, ...]
    language: str = ""
    """Its own, where it is another one than that of the text around it."""

    @property
    def kind(self) -> Kind:
        return self.provision.kind


@dataclass(frozen=True, slots=True)
class TextOf:
    """The provisions of one document, in its language; Markdown writes the text itself instead."""

    number: int
    revision: int
    digest: str
    language: str
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Provisions of one document with their changes marked, as they are drawn in every format."""

    number: int
    language: str
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class QrCode:
    """An address that devices can read from paper; where no picture can stand it is left out."""

    address: str


Block = Heading | Paragraph | Facts | Listing | Grid | TextOf | Changed | QrCode


def plain(words: str, link: str = "") -> VisibleRun:
    """A run of plain words, or a link."""
    return VisibleRun("equal", (("link", link),) if link else (), words)


def strong(words: str) -> VisibleRun:
    return VisibleRun("equal", (("strong", ""),), words)


def code(words: str) -> VisibleRun:
    return VisibleRun("equal", (("code", ""),), words)


def said(words: str) -> Runs:
    """Words without any marks, line ends kept."""
    return (plain(words),) if words else ()
