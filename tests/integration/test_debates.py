"""Debates through the services: where a reply stands, and what counts as said."""

from flask import Flask

from summit.debates.queries import Anchor, counts, debated
from summit.debates.services import DEEPEST, post_intervention, remove_intervention
from tests.conftest import Cast
from tests.factories import a_document

PLACE = "1/p2"
HERE = Anchor("provision", PLACE)


def test_a_conversation_deeper_than_any_screen_goes_on_beside_its_parent(inside: Flask, people: Cast) -> None:
    a_document()
    numbers: list[int] = []
    for depth in range(DEEPEST + 5):
        parent = numbers[-1] if numbers else None
        numbers.append(post_intervention(people.lucia, HERE, f"Step {depth}", parent))
    said = debated(HERE).said
    assert [one.number for one in said] == numbers
    assert max(one.path.count("/") for one in said) == DEEPEST - 1


def test_what_was_taken_down_is_not_counted_as_said(inside: Flask, people: Cast) -> None:
    a_document()
    first, _ = (post_intervention(people.lucia, HERE, words) for words in ("One.", "Two."))
    remove_intervention(people.lucia, first)
    assert counts("provision", "1/") == {PLACE: 1}
    assert [one.text for one in debated(HERE).said] == ["", "Two."]
