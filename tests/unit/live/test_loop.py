"""Where a thread stands is read in one go, from beside it."""

import re
import threading

from summit.live.loop import DEPTH, where


def test_the_innermost_lines_of_a_thread_are_named() -> None:
    found: list[str] = []

    def look(ident: int) -> None:
        found.append(where(ident))

    def asks_where_it_stands() -> None:
        beside = threading.Thread(target=look, args=(threading.get_ident(),))
        beside.start()
        beside.join()

    asks_where_it_stands()
    lines = found[0].split(" < ")
    assert len(lines) == DEPTH
    assert any(re.fullmatch(r"test_loop\.py:\d+ asks_where_it_stands", line) for line in lines)
    assert where(1) == ""
