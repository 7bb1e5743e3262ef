"""Two counts of the same poll held against each other, in sentences: what a recount reports."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Counted = Mapping[str, Any]
NAMES = {
    "winners": "the winners are {new}, published were {old}",
    "is_carried": "carried is {new}, published was {old}",
    "ballots": "the ballots are {new}, published were {old}",
    "majority": "the majority is {new}, published was {old}",
    "quorum": "the quorum is {new}, published was {old}",
    "ties": "the ties are {new}, published were {old}",
    "pairwise": "the figures two by two are not those published",
}


def differences(published: Counted, recounted: Counted) -> list[str]:
    """Every difference between two results as JSON (`Count.as_json`); none where they are equal."""
    said = [
        _begun(words.format(old=_words(published.get(name)), new=_words(recounted.get(name))))
        for name, words in NAMES.items()
        if published.get(name) != recounted.get(name)
    ]
    said += _rounds(published.get("rounds", ()), recounted.get("rounds", ()))
    others = sorted((published.keys() | recounted.keys()) - NAMES.keys() - {"rounds"})
    return said + [
        f"What the result says of “{name}” differs."
        for name in others
        if published.get(name) != recounted.get(name)
    ]


def _rounds(old: Sequence[Counted], new: Sequence[Counted]) -> Iterator[str]:
    if len(old) != len(new):
        yield f"There are {len(new)} rounds, published were {len(old)}."
    for before, after in zip(old, new, strict=False):
        number = before.get("number")
        tallies: tuple[Counted, Counted] = (before.get("tally", {}), after.get("tally", {}))
        told = list(_tallies(number, *tallies))
        yield from told
        if before != after and not told:
            yield f"Round {number} differs in what followed from its votes."


def _tallies(number: object, old: Counted, new: Counted) -> Iterator[str]:
    for option in sorted(old.keys() | new.keys()):
        if old.get(option) != new.get(option):
            has, had = new.get(option, "nothing"), old.get(option, "nothing")
            yield f"Round {number}: {option} has {has}, published {had}."


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_words(one)}" for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_words, value)) or "none"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _begun(sentence: str) -> str:
    return f"{sentence[0].upper()}{sentence[1:]}."
