"""What the doctor found: well, worth a look, or wrong; with what to do."""

from dataclasses import dataclass
from typing import Literal

MARKS = {"well": "✓", "look": "·", "wrong": "✗"}


@dataclass(frozen=True)
class Finding:
    """`state` is "well", "look" or "wrong"; `remedy` is what to do, None where all is well."""

    name: str
    state: Literal["well", "look", "wrong"]
    said: str
    remedy: str | None = None

    def __str__(self) -> str:
        words = f"{MARKS[self.state]} {self.name}: {self.said}"
        return f"{words} {self.remedy}" if self.remedy else words


def well(name: str, said: str) -> Finding:
    return Finding(name, "well", said)


def look(name: str, said: str, remedy: str) -> Finding:
    """Nothing is wrong by itself, but somebody should know."""
    return Finding(name, "look", said, remedy)


def bad(name: str, said: str, remedy: str) -> Finding:
    return Finding(name, "wrong", said, remedy)
