"""What a poll freezes and the record holds the digest of: options, roll, who took part, ballots.

The digests are SHA-256 of canonical JSON, made of nothing but what the public record shows: anybody can make
them again.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.rules import Rules


def options_digest(options: Iterable[tuple[str, int | None, str, Sequence[dict[str, Any]]]]) -> str:
    """Of (id, amendment, title, operations) of every option, in the order of the ballot paper."""
    return _digest([list(one) for one in options])


def roll_digest(roll: Iterable[tuple[str, int]]) -> str:
    """Of (number of the seat, number of the person) of all who are entitled, in order of seat."""
    return _digest([[seat, str(person)] for seat, person in sorted(roll)])


def participation_digest(seats: Iterable[str]) -> str:
    """Of the numbers of the seats that took part, in their order: names without ballots."""
    return _digest(sorted(seats))


def ways_digest(ways: Iterable[tuple[str, str]]) -> str:
    """Of (number of the seat, way) of all that took part, in order of seat: tablet, phone or paper."""
    return _digest([list(one) for one in sorted(ways)])


def ballots_digest(ballots: Iterable[tuple[str, dict[str, Any]]], rules: Rules) -> str:
    """Of every ballot's id and content, without names: pairs in order of ids or, where the rules publish
    these apart, the two lists, each sorted by itself.

    Ids are always in it: nobody knows them all before publication, so until then the digest cannot be found
    by trying out contents. Of lists that are published apart it is none over pairs, for by trying out which
    id goes with which content a receipt could be made to show a vote.
    """
    pairs = sorted(ballots, key=lambda ballot: ballot[0])
    if rules.are_published_apart(len(pairs)):
        return _digest([[id for id, _ in pairs], sorted_contents(content for _, content in pairs)])
    return _digest([list(pair) for pair in pairs])


def sorted_contents(contents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Contents in an order that tells nothing of whose they are."""
    return sorted(contents, key=canonical_json)


def _digest(value: list[Any]) -> str:
    return sha256_hex(canonical_json(value))
