"""What reading a file yields: provisions, what was said about them, and why a file cannot be read."""

from dataclasses import dataclass

from summit.domain.errors import Unacceptable
from summit.domain.text.provisions import Text


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something that a text cannot hold as it was in the file: where it stood, and what became of it."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as a text; `language` is BCP 47, or "" where unknown, `metadata` its front matter."""

    title: str
    language: str
    metadata: dict[str, str]
    text: Text
    warnings: tuple[ReadingWarning, ...]


class ReadingRefused(Unacceptable):
    """A file cannot be read; the message is one plain sentence for the person who brought it."""


class RawHtmlRefused(ReadingRefused):
    """Markdown holds HTML that has no counterpart among provisions."""

    def __init__(self, where: str) -> None:
        super().__init__(f"The text holds raw HTML that cannot be converted: {where}.")
        self.where = where


class ProvisionTooLong(ReadingRefused):
    """One paragraph, item or cell goes on beyond the limit."""

    def __init__(self, limit: int, where: str) -> None:
        super().__init__(f"A single paragraph is longer than {limit} characters: “{where}…”.")
        self.limit = limit


class TooDeep(ReadingRefused):
    """Lists, quotes or marks stand inside each other beyond the limit."""

    def __init__(self, levels: int) -> None:
        super().__init__(f"The text nests lists, quotes or marks more than {levels} levels deep.")
        self.levels = levels


class TooManyProvisions(ReadingRefused):
    """The text has more paragraphs, items and headings than a document may."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The text has more than {limit} provisions. Divide it into several documents.")
        self.limit = limit


class TableTooLarge(ReadingRefused):
    """One table has more cells than people could amend together."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"A table has more than {limit} cells. Divide it, or leave it to an annex.")
        self.limit = limit


class RowsTooWide(ReadingRefused):
    """Rows have more cells than the head of their table, at a place that cannot be told."""

    def __init__(self) -> None:
        super().__init__("A table has a row with more cells than its head. Give its head as many cells.")
