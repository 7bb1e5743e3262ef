"""A count two by two, ready for the page: who was preferred to whom by how many, and what was set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summit.domain.wording import listed
from summit.voting.queries.rounds import Words
from summit.voting.queries.sentences import begun


@dataclass(frozen=True, slots=True)
class Against:
    """Ballots that prefer the option of the row to that of the column; None against itself."""

    votes: int | None
    wins: bool = False


PairsRow = tuple[str, bool, tuple[Against, ...]]
"""The option's name, whether it won, and how it stands against each option in turn."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """The table, its rows and columns in the order of the paper, and sentences of what was set aside."""

    names: tuple[str, ...]
    rows: tuple[PairsRow, ...]
    steps: tuple[str, ...]


def pairs_shown(result: Mapping[str, Any], words: Words) -> Pairs | None:
    """None for a method that does not compare two by two."""
    matrix = result["pairwise"]
    if matrix is None:
        return None
    options = [option for option in words.names if option in matrix]
    names = tuple(begun(words.names[option]) for option in options)
    rows = tuple(
        (name, option in result["winners"], tuple(_against(option, other, matrix) for other in options))
        for name, option in zip(names, options, strict=True)
    )
    return Pairs(names, rows, tuple(_set_aside(each, words) for each in result["rounds"]))


def _against(option: str, other: str, matrix: Mapping[str, Mapping[str, str]]) -> Against:
    if option == other:
        return Against(None)
    votes = int(matrix[option][other])
    return Against(votes, votes > int(matrix[other][option]))


def _set_aside(stored: Mapping[str, Any], words: Words) -> str:
    """A turn of the Debian procedure: the weakest defeats, by their names."""
    gone = [_defeat(pair, votes, words) for pair, votes in stored["tally"].items()]
    return f"Nothing beat all others, so the weakest defeats were set aside: {listed(gone)}."


def _defeat(pair: str, votes: str, words: Words) -> str:
    sides: Sequence[str] = pair.split(" > ")
    return f"{' over '.join(words.names.get(side, side) for side in sides)} ({votes})"
