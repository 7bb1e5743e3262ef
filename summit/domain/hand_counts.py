"""Counting by hand: what a teller may have counted, where two differ, what ballots figures stand for."""

from collections.abc import Collection, Mapping
from typing import Any

from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.errors import Unacceptable

BLANK = "blank"
Figures = dict[str, int]


def checked(figures: Mapping[str, int], options: Collection[str], entitled: int) -> Figures:
    """One teller's figures: a whole number for each option and for blank, together at most all entitled.

    Raises Unacceptable.
    """
    if set(figures) != {*options, BLANK}:
        raise Unacceptable("Write a figure for each option and for blank; 0 where there was none.")
    if min(figures.values()) < 0:
        raise Unacceptable("No figure is below 0.")
    if sum(figures.values()) > entitled:
        raise Unacceptable(
            f"Together these are {sum(figures.values())}, and only {entitled} are entitled. Count again."
        )
    return dict(figures)


def differing(one: Mapping[str, int], other: Mapping[str, int]) -> list[str]:
    """The options, or blank, at which two tellers have different figures; empty where they agree."""
    return [name for name in one if one[name] != other.get(name)]


def hand_digest(figures: Mapping[str, int], salt: str) -> str:
    """SHA-256 of the figures under a random salt, so that it tells nobody the figures before publication."""
    return sha256_hex(canonical_json([salt, dict(figures)]))


def as_ballots(figures: Mapping[str, int]) -> list[tuple[tuple[tuple[str], ...], int]]:
    """(ranks, how many): each hand or paper supports one option; a blank one none."""
    return [(() if name == BLANK else ((name,),), number) for name, number in figures.items() if number]


def published(agreed: Mapping[str, Any]) -> dict[str, Any]:
    """As ballots.json has it."""
    figures, salt = agreed["figures"], agreed["salt"]
    return {
        "digest": hand_digest(figures, salt),
        "published": "by_hand",
        "figures": figures,
        "salt": salt,
    }
