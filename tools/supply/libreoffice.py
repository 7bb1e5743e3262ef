"""A LibreOffice for the tests of DOCX and ODT; .venv/.libreoffice is its path."""

import os

from tools.supply.sources import Wanted, on_system


def of_environment() -> str | None:
    return os.environ.get("SOFFICE") or None


def of_system() -> str | None:
    return on_system("soffice", "libreoffice")


WANTED = Wanted(
    name="LibreOffice",
    note=".libreoffice",
    here=(of_environment, of_system),
    packages=("libreoffice-writer",),
    skipped="tests that open DOCX and ODT in LibreOffice",
    remedy="Set SOFFICE=/path/to/soffice.",
)
