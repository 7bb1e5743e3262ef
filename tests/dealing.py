"""In which order tests run that several processes share: long ones first, short ones to fill up the end.

Each process is given an equal part of the order, and takes over the ends of others' when its own is done.
"""

import os
from collections import defaultdict
from itertools import groupby

import pytest

PROCESSES = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))


def dealt(items: list[pytest.Item], processes: int = PROCESSES) -> list[pytest.Item]:
    """Files with browsers, then without databases, then each kind of database; of each, servers come first.

    A file stays in one part, so that what its tests share is set up once; a part is always without browsers,
    of which each keeps several processors busy.
    """
    parts: list[list[pytest.Item]] = [[] for _ in range(processes)]
    for kind, alike in groupby(sorted(items, key=_kind), key=_kind):
        files: dict[object, list[pytest.Item]] = defaultdict(list)
        for item in alike:
            files[item.path].append(item)
        those = parts[: max(1, processes - 1)] if kind == BROWSERS else parts
        before = [len(part) for part in those]
        for file in sorted(files.values(), key=len, reverse=True):
            place = min(range(len(those)), key=lambda place: len(those[place]) - before[place])
            those[place].extend(file)
    return _cut(parts, [(len(items) + number) // processes for number in range(processes)])


BROWSERS = (0, "", False)


def _kind(item: pytest.Item) -> tuple[int, str, bool]:
    """What is long comes first; nobody goes back to a kind of database that was left."""
    if item.get_closest_marker("browser"):
        return BROWSERS
    callspec = getattr(item, "callspec", None)
    database = str(callspec.params.get("database", "")) if callspec else ""
    return 1, database, not item.get_closest_marker("server")


def _cut(parts: list[list[pytest.Item]], sizes: list[int]) -> list[pytest.Item]:
    """One after the other, as long as they will be given out; what is over goes to the ends of the others."""
    over = [item for part, size in zip(parts, sizes, strict=True) for item in part[size:]]
    order: list[pytest.Item] = []
    for part, size in zip(parts, sizes, strict=True):
        order += part[:size] + [over.pop() for _ in range(size - len(part))]
    return order
