"""Supplies each thing in turn, notes where it is, and names what could not be had and which tests that skips.

With CI=true a missing one ends the run.
"""

import os
import sys

from tools.supply import chromium, libreoffice, nginx, postgres, redis
from tools.supply.sources import VENV, Wanted

WANTED = (chromium.WANTED, postgres.WANTED, redis.WANTED, nginx.WANTED, libreoffice.WANTED)


def supply(wanted: Wanted) -> bool:
    """Find one thing and leave its path where the tests look; answers whether they will have it."""
    note = VENV / wanted.note
    if wanted.is_given():
        wanted.try_given(os.environ[wanted.given])
        print(f"· {wanted.name}: the one that {wanted.given} names")
        return True
    if path := wanted.had():
        note.write_text(path + "\n")
        print(f"· {wanted.name}: {path}")
        return True
    note.unlink(missing_ok=True)
    print(f"· no {wanted.name} could be had: {wanted.skipped} will be skipped. {wanted.remedy}")
    return False


def main() -> int:
    had = [supply(wanted) for wanted in WANTED]
    return 0 if all(had) or os.environ.get("CI") != "true" else 1


if __name__ == "__main__":
    sys.exit(main())
