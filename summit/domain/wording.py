"""Lists, shares and names of polls in words, the same on every screen and paper."""

import re
from collections.abc import Iterable
from fractions import Fraction


def listed(names: Iterable[str]) -> str:
    """a; a and b; a, b and c."""
    every = list(names)
    return " and ".join(filter(None, (", ".join(every[:-1]), *every[-1:])))


_ALTERNATIVES = re.compile(r"Alternatives: AM \d+(, AM \d+)*")


def is_unnamed(title: str) -> bool:
    """Whether a poll on several amendments has only the title that it is given where nobody wrote one."""
    return _ALTERNATIVES.fullmatch(title) is not None


def poll_name(number: int) -> str:
    """V-07; practice is numbered apart, below zero: Practice 3."""
    return f"V-{number:02}" if number > 0 else f"Practice {-number}"


def share(part: int | Fraction, whole: int | Fraction) -> str:
    """A percentage with one place, halves up, exact until it is written; a dash where there is no whole."""
    if not whole:
        return "–"
    tenths = Fraction(part) * 1000 / Fraction(whole)
    rounded = (2 * tenths.numerator + tenths.denominator) // (2 * tenths.denominator)
    return f"{rounded // 10}.{rounded % 10} %"
