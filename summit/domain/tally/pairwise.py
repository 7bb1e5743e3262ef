"""How many ballots put each option above each other, for all methods that compare two by two."""

from __future__ import annotations

from collections.abc import Mapping

from summit.domain.tally.papers import Sheet

Matrix = dict[str, dict[str, int]]


def pairwise(sheet: Sheet) -> Matrix:
    """V(a, b): ballots that rank a above b; unranked options are last and equal among themselves.

    The options above one another are added up as one long integer with a field for each option, wide
    enough for all ballots, so that one addition counts an option against all above it. One field more
    counts the ballots that rank it at all.
    """
    width = max(1, sheet.ballots.valid.bit_length())
    unit = {option: 1 << (place * width) for place, option in enumerate(sheet.options)}
    every = 1 << (len(unit) * width)
    above = _above(sheet, unit, every)
    mask = (1 << width) - 1
    return {
        one: {
            other: (packed // every) - (packed >> (place * width) & mask)
            for place, other in enumerate(sheet.options)
            if other != one
        }
        for one, packed in above.items()
    }


def _above(sheet: Sheet, unit: Mapping[str, int], every: int) -> dict[str, int]:
    """For each option, packed: how many ballots rank each other at least as high, and how many rank it."""
    above = dict.fromkeys(unit, 0)
    for votes, orders in sheet.plain.items():
        of_one = dict.fromkeys(unit, 0)
        for order in orders:
            before = every
            for option in order:
                of_one[option] += before
                before += unit[option]
        for option, packed in of_one.items():
            above[option] += packed * votes
    for ranks, votes, _ in sheet.others:
        before = every
        for rank in ranks:
            before += sum(unit[option] for option in rank)
            for option in rank:
                above[option] += (before - unit[option]) * votes
    return above


def beats(matrix: Matrix) -> dict[str, set[str]]:
    """For each option the options it beats: more ballots put it above than below."""
    return {
        one: {other for other, votes in row.items() if votes > matrix[other][one]}
        for one, row in matrix.items()
    }
