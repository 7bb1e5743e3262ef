"""Where tools/supply left what it found; a test that needs what is missing is skipped, and fails under CI."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

VENV = Path(__file__).parents[2] / ".venv"
IN_WORDS = {
    "chromium": "Chromium",
    "libreoffice": "LibreOffice",
    "nginx": "nginx",
    "postgres": "PostgreSQL",
    "redis": "Redis",
}


def found(name: str) -> str | None:
    """The path noted for one of these; for "postgres" the folder of its programs."""
    note = VENV / f".{name}"
    return note.read_text().strip() if note.exists() else None


def program(name: str) -> str:
    """The same, for a test that cannot do without."""
    return found(name) or missing(name)


def missing(name: str) -> NoReturn:
    """Skip the running test, or fail it where everything has to be there."""
    said = f"no {IN_WORDS[name]}: `make test` supplies it"
    if os.environ.get("CI") == "true":
        pytest.fail(said)
    pytest.skip(said)
