"""Pandoc as a child process that writes: within limits, the same bytes on every day."""

import json
import os
import subprocess
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pypandoc

from summit.domain.errors import Refusal

SECONDS = 60
MEMORY = "-M1500m"
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


class NotConverted(Refusal):
    """Pandoc failed or took too long; the message says what it said."""

    status = 500


def converted(tree: dict[str, Any], form: str, at: datetime | None) -> bytes:
    """The file in pandoc's format `form`; `at` is the time it carries. Raises NotConverted."""
    # Not in pandoc's sandbox, where it is always 1970. Nothing in a tree of ours names a file.
    command = [_program(), "+RTS", MEMORY, "-RTS", "-f", "json", "-t", form, "-o", "-"]
    environment = {
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "SOURCE_DATE_EPOCH": str(int((at or NO_TIME).timestamp())),
    }
    content = json.dumps(tree, ensure_ascii=False).encode()
    try:
        done = subprocess.run(  # noqa: S603 - the program came with the package, nothing of it is input
            command,
            input=content,
            capture_output=True,
            timeout=SECONDS,
            cwd="/",
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise NotConverted(f"The file was not ready within {SECONDS} seconds. Take HTML or PDF.") from late
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise NotConverted(said[:300] or "The converter ended without a word.")
    return done.stdout


@cache
def _program() -> str:
    return str(pypandoc.get_pandoc_path())
