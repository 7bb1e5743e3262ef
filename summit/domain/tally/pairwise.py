"""How many ballots put each option above each other, for all methods that compare two by two."""

from __future__ import annotations

from collections.abc import Mapping

from summit.domain.tally.papers import Sheet

Matrix = dict[str, dict[str, int]]


def pairwise(sheet: Sheet) -> Matrix:
    """V(a, b): ballots that rank a above b; unranked options are last and equal among themselves.

    The options above one another are added up as one long integer with a field for each option, wide
    enough for all ballots, so that one addition counts a rank against all options above it.
    """
    width = max(1, sheet.ballots.valid.bit_length())
    unit = {option: 1 << (place * width) for place, option in enumerate(sheet.options)}
    above, level, ranked = _packed(sheet, unit)
    mask = (1 << width) - 1
    matrix: Matrix = {}
    for one in sheet.options:
        over = above[one] + level[one]
        matrix[one] = {
            other: ranked[one] - (over >> (place * width) & mask)
            for place, other in enumerate(sheet.options)
            if other != one
        }
    return matrix


def _packed(sheet: Sheet, unit: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """For each option: packed counts of those above and level with it, and how many ballots rank it."""
    above, level, ranked = (dict.fromkeys(unit, 0) for _ in range(3))
    for order, votes in sheet.plain:
        before = 0
        for option in order:
            above[option] += before
            ranked[option] += votes
            before += unit[option] * votes
    for ranks, votes, _ in sheet.others:
        before = 0
        for rank in ranks:
            here = sum(unit[option] for option in rank) * votes
            for option in rank:
                above[option] += before
                level[option] += here - unit[option] * votes
                ranked[option] += votes
            before += here
    return above, level, ranked


def beats(matrix: Matrix) -> dict[str, set[str]]:
    """For each option the options it beats: more ballots put it above than below."""
    return {
        one: {other for other, votes in row.items() if votes > matrix[other][one]}
        for one, row in matrix.items()
    }
