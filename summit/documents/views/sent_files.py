"""A file that came with a form: its size and kind looked at, read into provisions, kept for the next page."""

import base64
import binascii
from contextlib import closing
from pathlib import PurePath
from typing import Any

from flask import current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from summit.documents.reading import SUFFIXES, Reading, UnknownFormat, read
from summit.domain.errors import Unacceptable
from summit.web.forms import csrf

LARGEST = 8_000_000
"""A third is added when the file travels with its preview; both stay below what a request may hold."""

TOO_LARGE = (
    f"The file is too large: at most {LARGEST // 1_000_000} MB are read. Divide it, or leave pictures out."
)
NO_FILE = "Choose a file first."
WHICH = "Only Markdown, HTML, DOCX and ODT files are read; the name ends in .md, .html, .docx or .odt."


def wanted_act() -> str | None:
    """Which button was pressed, of a form that carries a file; the token is checked once it is read.

    None where the form is larger than any file that is read.
    """
    request.max_form_memory_size = current_app.config["MAX_CONTENT_LENGTH"]
    try:
        wanted = request.form.get("do", "")
    except RequestEntityTooLarge:
        return None
    if current_app.config.get("WTF_CSRF_ENABLED", True):
        csrf.protect()
    return wanted


def uploaded(file: Any) -> tuple[str, bytes]:
    """Name and bytes of the file of a field; both empty where none was chosen."""
    if not file.data:
        return "", b""
    with closing(file.data) as sent:
        return sent.filename or "", sent.read()


def known_format(name: str, content: bytes) -> str:
    """The format of a file by its name. Raises Unacceptable for none or a large one, UnknownFormat."""
    if not name:
        raise Unacceptable(NO_FILE)
    if len(content) > LARGEST:
        raise Unacceptable(TOO_LARGE)
    format = SUFFIXES.get(PurePath(name).suffix.lower())
    if format is None:
        raise UnknownFormat(WHICH)
    return format


def packed(content: bytes) -> str:
    """A file as a hidden field holds it."""
    return base64.b64encode(content).decode()


def read_packed(packed_content: str | None, format: str | None, language: str | None) -> Reading:
    """The file of a hidden field, read again. Raises ReadingRefused, Unacceptable for anything else."""
    try:
        content = base64.b64decode(packed_content or "", validate=True)
    except binascii.Error:
        raise Unacceptable(NO_FILE) from None
    return read(content, format or "markdown", language or "")
