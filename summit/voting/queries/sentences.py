"""Words for figures: numbers of votes and ballots, ordinals, sentences."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

Votes = int | Fraction
PLACES = 5
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def votes_of(text: str) -> Votes:
    """An exact number of votes as the result holds it: "12", "12.5" or "5/2"."""
    votes = Fraction(text)
    return int(votes) if votes.denominator == 1 else votes


def figure(votes: Votes) -> str:
    """Whole numbers as they are, others rounded to at most five places, halves up, without a float."""
    units = (votes * 10**PLACES + Fraction(1, 2)) // 1
    whole, part = divmod(units, 10**PLACES)
    return f"{whole}.{part:0{PLACES}}".rstrip("0").rstrip(".")


def ballots(votes: Votes) -> str:
    return f"{figure(votes)} ballot" if votes == 1 else f"{figure(votes)} ballots"


def in_words(content: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What is on a ballot: its options by name, best first."""
    if content.get("spoilt"):
        return "spoilt"
    ranks = [[rank] if isinstance(rank, str) else rank for rank in content["ranking"]]
    said = [" = ".join(names[option] for option in rank) for rank in ranks if rank]
    return ", then ".join(said) or "blank"


def ordinal(number: int) -> str:
    """first, second, … tenth, 11th."""
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def sentence(text: str) -> str:
    """`text` ended like a sentence, whatever stands at its end."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def begun(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]
