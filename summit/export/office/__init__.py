"""The final document for word processors: DOCX and ODT with real styles, written by pandoc."""

from summit.export.model import FinalDocument
from summit.export.office.converting import converted
from summit.export.office.syntax import syntax_tree

__all__ = ["write_docx", "write_odt"]


def write_docx(document: FinalDocument) -> bytes:
    """Office Open XML. Raises NotConverted."""
    return converted(syntax_tree(document), "docx", document.as_of)


def write_odt(document: FinalDocument) -> bytes:
    """OpenDocument text. Raises NotConverted."""
    return converted(syntax_tree(document), "odt", document.as_of)
