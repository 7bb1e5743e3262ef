"""A LibreOffice for the tests of DOCX and ODT; .venv/.libreoffice is its path."""

import os

from tools.supply.sources import Wanted, of_debian, on_system


def of_environment() -> str | None:
    return os.environ.get("SOFFICE") or None


def of_system() -> str | None:
    return on_system("soffice", "libreoffice")


def of_package() -> str | None:
    of_debian("libreoffice-writer")
    return of_system()


WANTED = Wanted(
    name="LibreOffice",
    note=".libreoffice",
    sources=(of_environment, of_system, of_package),
    skipped="tests that open DOCX and ODT in LibreOffice",
    remedy="Set SOFFICE=/path/to/soffice.",
)
