"""Why a file is not read, each in one plain sentence."""

from summit.domain.text.reading import (
    ProvisionTooLong,
    RawHtmlRefused,
    ReadingRefused,
    TableTooLarge,
    TooDeep,
    TooManyProvisions,
)

__all__ = [
    "EmptyFile",
    "FileTooLarge",
    "NotText",
    "ProvisionTooLong",
    "RawHtmlRefused",
    "ReadingRefused",
    "ReadingTimedOut",
    "TableTooLarge",
    "TooDeep",
    "TooManyProvisions",
    "UnknownFormat",
    "Unreadable",
]


class EmptyFile(ReadingRefused):
    """Nothing to read."""

    def __init__(self) -> None:
        super().__init__("The file holds no text.")


class FileTooLarge(ReadingRefused):
    """The file, or what it unfolds to, is beyond the limit."""

    def __init__(self, limit: int, what: str = "The file is") -> None:
        super().__init__(f"{what} larger than the limit of {limit // 1_000_000} MB.")
        self.limit = limit


class NotText(ReadingRefused):
    """Bytes that are no text in UTF-8 (or UTF-16 with its mark)."""

    def __init__(self, line: int) -> None:
        super().__init__(f"The file is not text in UTF-8: line {line} cannot be read.")
        self.line = line


class UnknownFormat(ReadingRefused):
    """A file that is not Markdown, HTML, DOCX or ODT, or not what its name says."""


class ReadingTimedOut(ReadingRefused):
    """The text is so tangled that reading it takes too long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Reading the file took longer than the limit of {seconds} seconds.")
        self.seconds = seconds


class Unreadable(ReadingRefused):
    """The file is damaged, or its front matter is no YAML."""
