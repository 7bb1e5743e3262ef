"""The copy that is made before a migration changes a database which holds something."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from summit.backup.copies import copy_to
from summit.db import is_sqlite

FOLDER = "backups"


def copy_beforehand(current: Sequence[str], target: Sequence[str], instance: Path) -> str | None:
    """Copy the database into `instance`, unless it is empty or stands where it is to go already.

    Answers what to tell: where the copy is, or that none could be made for want of pg_dump. Raises NotCopied
    if it was tried and failed: then nothing may be changed.
    """
    if not current or set(current) == set(target):
        return None
    if not is_sqlite() and shutil.which("pg_dump") is None:
        return "No copy was made beforehand: pg_dump is not on the path."
    folder = instance / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    file = folder / f"{moment}-at-{'-'.join(current)}.{'db' if is_sqlite() else 'dump'}"
    copy_to(file)
    return f"A copy of the database as it was: {file}"
