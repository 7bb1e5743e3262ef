import pytest

from summit.domain.text import Kind, Provision
from summit.domain.text.items import BULLET, item_signs, sign


def an_item(id: str, depth: int, marker: str) -> Provision:
    return Provision(id, Kind.ITEM, depth, marker, "words")


@pytest.mark.parametrize(
    ("marker", "place", "written"),
    [
        ("1.", 2, "3."),
        ("(a)", 1, "(b)"),
        ("a)", 27, "ab)"),
        ("i.", 3, "iv."),
        ("(IV)", 1, "(V)"),
        ("A.", 1, "B."),
        ("7)", 0, "7)"),
        ("-", 4, BULLET),
        ("", 0, BULLET),
    ],
)
def test_an_item_bears_the_style_of_its_list_and_its_own_number(
    marker: str, place: int, written: str
) -> None:
    assert sign(marker, place) == written


def test_a_list_goes_on_behind_a_list_inside_of_it() -> None:
    text = (an_item("a", 1, "1."), an_item("b", 2, "(a)"), an_item("c", 2, "(a)"), an_item("d", 1, "1."))
    assert item_signs(text) == {"a": "1.", "b": "(a)", "c": "(b)", "d": "2."}


def test_a_list_begins_anew_behind_a_paragraph_outside_of_it_but_not_behind_one_inside() -> None:
    between = Provision("p", Kind.PARAGRAPH, 0, "", "words")
    inside = Provision("q", Kind.PARAGRAPH, 1, "", "words")
    text = (an_item("a", 1, "1."), inside, an_item("b", 1, "1."), between, an_item("c", 1, "1."))
    assert item_signs(text) == {"a": "1.", "b": "2.", "c": "1."}
