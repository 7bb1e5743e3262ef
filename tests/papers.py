"""PDFs read back as words."""

import io

from pypdf import PdfReader


def words_of(pdf: bytes) -> str:
    """All words of a PDF in one line: a file may break a sentence anywhere."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
