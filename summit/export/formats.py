"""The formats in which the final document can be had: name, words for people, kind of file, writer."""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from summit.export.html import write_html
from summit.export.markdown import write_markdown
from summit.export.model import FinalDocument
from summit.export.office import write_docx, write_odt
from summit.export.pdf import write_pdf
from summit.jobs.politely import politely

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` names it in addresses and files, `name` on the command line; jobs write what `takes_long`."""

    name: str
    suffix: str
    words: str
    mimetype: str
    write: Callable[[FinalDocument], bytes]
    takes_long: bool = False


def write_json(document: FinalDocument) -> str:
    """Everything the document holds, with its digest beside."""
    whole = {"digest": document.digest, **document.as_json()}
    lines = (f"{json.dumps(name)}: {_json(value)}" for name, value in whole.items())
    return "{\n" + ",\n".join(politely(lines)) + "\n}\n"


def _json(value: object) -> str:
    """One line for each element of a list, so that two versions can be compared line by line."""
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in value)
    return f"[\n{lines}\n]" if lines else "[]"


def _encoded(write: Callable[[FinalDocument], str]) -> Callable[[FinalDocument], bytes]:
    return lambda document: write(document).encode()


FORMATS = (
    Format("pdf", "pdf", "PDF", "application/pdf", write_pdf, takes_long=True),
    Format(
        "docx",
        "docx",
        "DOCX",
        WORD,
        write_docx,
    ),
    Format("odt", "odt", "ODT", "application/vnd.oasis.opendocument.text", write_odt, takes_long=True),
    Format("html", "html", "HTML", "text/html; charset=utf-8", _encoded(write_html)),
    Format("markdown", "md", "Markdown", "text/markdown; charset=utf-8", _encoded(write_markdown)),
    Format("json", "json", "JSON", "application/json", _encoded(write_json)),
)


def by_suffix(suffix: str) -> Format | None:
    return next((one for one in FORMATS if one.suffix == suffix), None)


def by_name(name: str) -> Format:
    """Raises StopIteration for a name that no format has."""
    return next(one for one in FORMATS if one.name == name)


def file_name(document: FinalDocument, suffix: str) -> str:
    """cumbre-del-buen-conocer-2026-11-23-provisional.pdf: the date is that of the last act on the record."""
    plain = unicodedata.normalize("NFKD", document.title).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)) or "summit"
    day = f"{document.as_of:%Y-%m-%d}" if document.as_of else ""
    parts = [slug[:60].strip("-"), day, document.status, document.edition]
    return f"{'-'.join(part for part in parts if part)}.{suffix}"
