"""Words written to hold the reader up: they are read as any others, in one pass."""

from summit.domain.text.inline import parse


def visible(source: str) -> str:
    return "".join(atom.text for atom in parse(source))


def test_an_escaped_bracket_ends_no_address() -> None:
    assert parse(r"[a](\)")[0].marks == ()
    assert visible(r"[a](\)") == "[a]()"


def test_a_backslash_before_a_letter_stays_in_the_address() -> None:
    assert parse(r"[a](b\c\!)")[0].marks == (("link", r"b\c!"),)


def test_many_escapes_in_an_unfinished_address_are_read_once_each() -> None:
    """Read in two ways each, these would take longer than the summit."""
    assert visible("[a](" + r"\!" * 1_900) == "[a](" + "!" * 1_900
