"""The final document as a tagged PDF (PDF/A-2a and PDF/UA-1), typeset in a child process."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from summit.domain.errors import Refusal
from summit.export.model import FinalDocument
from summit.export.typesetting import typeset

TEMPLATE = Path(__file__).parents[2] / "templates" / "export" / "final.typ"
PROCESS = Path(__file__).with_name("pdf_process.py")
SECONDS = 60
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""The time of a document in which nothing has happened: the same bytes on every day."""

_one_at_a_time = Lock()


class NotTypeset(Refusal):
    """The typesetter failed or took too long; the message says what it said."""

    status = 500


def write_pdf(document: FinalDocument) -> bytes:
    """Typeset the document; equal documents give equal bytes. Raises NotTypeset.

    A process of its own, since a page that will not come to an end, or takes all memory, must not take the
    summit with it.
    """
    return typeset_pdf(TEMPLATE, typeset(document), document.as_of or NO_TIME)


def typeset_pdf(template: Path, document: dict[str, Any], at: datetime) -> bytes:
    """Set plain JSON values by a template of ours; `at` is the time the file carries. Raises NotTypeset."""
    order = {
        "template": str(template),
        "timestamp": int(at.timestamp()),
        "limit": SECONDS,
        "document": document,
    }
    with _one_at_a_time:
        return _typeset(json.dumps(order, ensure_ascii=False).encode())


def _typeset(order: bytes) -> bytes:
    command = [sys.executable, "-I", str(PROCESS)]
    try:
        done = subprocess.run(command, input=order, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as late:
        raise NotTypeset(f"The PDF was not ready within {SECONDS} seconds. Take HTML or Markdown.") from late
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NotTypeset(said[-1] if said else "The typesetter ended without a word.")
    return done.stdout
