"""Pandoc as a child process that writes: within limits, the same bytes on every day."""

import json
import os
import subprocess
import tempfile
from datetime import UTC, datetime
from typing import Any

from summit.documents.reading.pandoc import program
from summit.domain.errors import Refusal

SECONDS = 60
MEMORY = "-M1500m"
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


class NotWritten(Refusal):
    """Pandoc failed or took too long."""

    status = 500


def office_file(tree: dict[str, Any], form: str, at: datetime | None = None) -> bytes:
    """The file in pandoc's format `form` of a syntax tree; `at` is the time it carries. Raises NotWritten."""
    # Not in pandoc's sandbox, where it is always 1970. Nothing in a tree of ours names a file.
    command = [program(), "+RTS", MEMORY, "-RTS", "-f", "json", "-t", form, "-o", "-"]
    environment = {
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "SOURCE_DATE_EPOCH": str(int((at or NO_TIME).timestamp())),
    }
    with tempfile.TemporaryFile() as source:
        source.write(json.dumps(tree, ensure_ascii=False).encode())
        source.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 - the program came with the package, nothing of it is input
                command, stdin=source, capture_output=True, timeout=SECONDS, cwd="/", env=environment,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise NotWritten(f"The file was not ready within {SECONDS} seconds.") from None
    if done.returncode:
        raise NotWritten("The file could not be written.")
    return done.stdout
