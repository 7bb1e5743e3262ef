"""Texts written as files for word processors, which read back as the same provisions."""

from summit.documents.writing.pandoc import NotWritten, office_file
from summit.documents.writing.texts import office_text

__all__ = ["NotWritten", "office_file", "office_text"]
