"""Putting equal ballots together without a table of all: a handful of different ones at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from summit.domain.tally.profile import Order

FIRST, MOST, STEP = 2_730, 43_680, 512
"""Different orders in the first handful and in the largest; ballots read between two looks at the number.

A dictionary of CPython asks for twice the room beyond 2730 keys, and so on at each doubling up to 43,690.
"""


def handfuls(ballots: Sequence[Order]) -> Iterator[Mapping[Order, int]]:
    """The ballots in tables of how many say the same; an order may come again in a later table.

    Tables double until `MOST`: few ballots take little memory, many take no more than the largest table.
    A table is empty again as soon as the next one is asked for.
    """
    left, found, most = iter(ballots), Counter[Order](), FIRST
    for _ in range(0, len(ballots), STEP):
        found.update(islice(left, STEP))
        if len(found) > most - STEP:
            yield found
            found.clear()
            most = min(2 * most, MOST)
    if found:
        yield found
