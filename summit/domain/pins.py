"""Six-digit PINs, and which of them are the first that anybody would try."""

from itertools import pairwise

PIN_LENGTH = 6
FEWEST_DIGITS = 3
_KEYPAD = {"147258", "258369", "159753", "357159", "789456", "456789", "741852", "963852", "147369"}


def faults_of_pin(pin: str) -> list[str]:
    """What is wrong with a PIN: not six digits, or of a form that people choose and so others guess.

    In published collections of PINs a handful of forms make up a large part: one or two digits over and over,
    digits that run or step evenly, one half like the other or its mirror, ways across the keypad.
    """
    if not (pin.isascii() and pin.isdigit() and len(pin) == PIN_LENGTH):
        return ["A PIN is six digits."]
    if is_easily_guessed(pin):
        return ["This PIN is too easy to guess: choose digits without a pattern."]
    return []


def is_easily_guessed(pin: str) -> bool:
    """Whether six digits have one of the forms that are tried first."""
    half, pair = PIN_LENGTH // 2, 2
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    doubled = all(pin[at] == pin[at + 1] for at in range(0, PIN_LENGTH, pair))
    return (
        len(set(pin)) < FEWEST_DIGITS
        or len(steps) == 1
        or doubled
        or pin[:half] in (pin[half:], pin[half:][::-1])
        or pin[:pair] == pin[pair : 2 * pair] == pin[2 * pair :]
        or pin in _KEYPAD
    )
