"""PINs that anybody would try first are refused; the others are not."""

import pytest

from summit.domain.pins import faults_of_pin, is_easily_guessed

GUESSED = (
    "000000", "111111", "121212", "112211", "123456", "234567", "987654", "543210", "890123", "135791",
    "112233", "998877", "123123", "123321", "101010", "696969", "159753", "147258", "789456", "202020",
    "246802",
)  # fmt: skip


@pytest.mark.parametrize("pin", GUESSED)
def test_a_pin_with_a_pattern_is_easily_guessed(pin: str) -> None:
    assert is_easily_guessed(pin)


@pytest.mark.parametrize("pin", ["493817", "271828", "160492", "904132", "112358", "001234"])
def test_a_pin_without_one_is_taken(pin: str) -> None:
    assert faults_of_pin(pin) == []


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "abcdef", "４９３８１７", "49381 "])
def test_anything_but_six_digits_is_none(pin: str) -> None:
    assert faults_of_pin(pin) == ["A PIN is six digits."]


def test_few_pins_are_refused() -> None:
    """Whoever chooses at random meets the rule about once in a hundred times."""
    some = range(0, 10**6, 7)
    assert sum(is_easily_guessed(f"{number:06}") for number in some) < len(some) / 90
