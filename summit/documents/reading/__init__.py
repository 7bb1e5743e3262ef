"""Files read into provisions: Markdown, HTML, DOCX and ODT, through pandoc as a child process."""

from summit.documents.reading.files import SUFFIXES, read
from summit.documents.reading.refusals import (
    EmptyFile,
    FileTooLarge,
    NotText,
    ProvisionTooLong,
    RawHtmlRefused,
    ReadingRefused,
    ReadingTimedOut,
    TooDeep,
    UnknownFormat,
    Unreadable,
)
from summit.domain.text.reading import Reading, ReadingWarning

__all__ = [
    "SUFFIXES",
    "EmptyFile",
    "FileTooLarge",
    "NotText",
    "ProvisionTooLong",
    "RawHtmlRefused",
    "Reading",
    "ReadingRefused",
    "ReadingTimedOut",
    "ReadingWarning",
    "TooDeep",
    "UnknownFormat",
    "Unreadable",
    "read",
]
