from dataclasses import replace

import pytest

from summit.domain.text import (
    Adopted,
    Clash,
    Collision,
    Duplicate,
    Kind,
    Operations,
    Provision,
    Text,
    collisions,
    derive,
    duplicates,
    merge,
    merge_words,
)

WORDS = "States may act on the law."


def paragraph(id: str, text: str) -> Provision:
    return Provision(id, Kind.PARAGRAPH, 0, "", text)


BASE: Text = (
    paragraph("p1", "First."),
    paragraph("p2", WORDS),
    paragraph("p3", "Third."),
    paragraph("p4", "Fourth."),
)


def change(text: str, id: str = "p2") -> Operations:
    return derive(BASE, tuple(replace(one, text=text) if one.id == id else one for one in BASE))


def strike(id: str) -> Operations:
    return derive(BASE, tuple(one for one in BASE if one.id != id))


def insert(place: int, id: str, text: str) -> Operations:
    return derive(BASE, (*BASE[:place], paragraph(id, text), *BASE[place:]))


def move(*order: int) -> Operations:
    return derive(BASE, tuple(BASE[place] for place in order))


def both(one: Operations, other: Operations) -> list[str]:
    return [provision.text for provision in merge(BASE, [Adopted(1, one), Adopted(2, other)])]


def test_different_words_of_one_provision_do_not_collide_and_both_apply() -> None:
    one, other = change("States shall act on the law."), change("States may act on the new law.")
    assert collisions(BASE, one, other) == ()
    assert both(one, other)[1] == "States shall act on the new law."


def test_the_same_words_changed_alike_are_a_duplicate_and_are_changed_once() -> None:
    one, other = change("States shall act on the law."), change("States shall act on the law.")
    assert collisions(BASE, one, other) == ()
    assert duplicates(BASE, one, other) == (Duplicate("p2", "words", "may"),)
    assert both(one, other)[1] == "States shall act on the law."


def test_the_same_words_changed_differently_collide_on_exactly_these_words() -> None:
    one, other = change("States shall act on the law."), change("States must act on the law.")
    assert collisions(BASE, one, other) == (Collision("p2", "words", "may"),)


def test_a_mark_put_on_a_word_collides_with_another_word_in_its_place() -> None:
    one, other = change("States **may** act on the law."), change("States must act on the law.")
    assert collisions(BASE, one, other) == (Collision("p2", "words", "may"),)


def test_a_deletion_collides_with_a_change_of_the_provision() -> None:
    one, other = strike("p2"), change("States shall act on the law.")
    assert (
        collisions(BASE, one, other)
        == collisions(BASE, other, one)
        == (Collision("p2", "delete_change", "may"),)
    )


def test_a_deletion_and_an_insertion_behind_it_do_not_collide() -> None:
    one, other = strike("p2"), insert(2, "n1", "New.")
    assert collisions(BASE, one, other) == ()
    assert both(one, other) == both(other, one) == ["First.", "New.", "Third.", "Fourth."]


def test_two_deletions_of_one_provision_are_a_duplicate() -> None:
    assert collisions(BASE, strike("p2"), strike("p2")) == ()
    assert duplicates(BASE, strike("p2"), strike("p2")) == (Duplicate("p2", "delete", WORDS),)


def test_two_insertions_at_one_point_stand_in_the_order_of_tabling() -> None:
    one, other = insert(2, "n1", "One."), insert(2, "n2", "Two.")
    assert collisions(BASE, one, other) == ()
    for order in ([Adopted(1, one), Adopted(2, other)], [Adopted(2, other), Adopted(1, one)]):
        assert [provision.id for provision in merge(BASE, order)] == ["p1", "p2", "n1", "n2", "p3", "p4"]


def test_the_same_provision_inserted_twice_at_one_point_is_a_duplicate_and_stands_once() -> None:
    one, other = insert(2, "n1", "One."), insert(2, "n2", "One.")
    assert duplicates(BASE, one, other) == (Duplicate("p2", "insert", "One."),)
    assert both(one, other) == ["First.", WORDS, "One.", "Third.", "Fourth."]


def test_two_additions_at_one_point_of_a_provision_both_stand() -> None:
    one, other = change("States may soon act on the law."), change("States may rarely act on the law.")
    assert collisions(BASE, one, other) == ()
    assert both(one, other)[1] == "States may soon rarely act on the law."


@pytest.mark.parametrize("addition", ["States not may act on the law.", "States may not act on the law."])
def test_an_addition_beside_a_replaced_word_does_not_collide_with_it(addition: str) -> None:
    assert collisions(BASE, change("States shall act on the law."), change(addition)) == ()


def test_an_addition_at_the_end_of_replaced_words_stands_behind_the_new_ones() -> None:
    one, other = change("States may act on the law, always."), change("States may act on the statute.")
    assert both(one, other)[1] == "States may act on the statute, always."


def test_an_addition_that_shares_a_boundary_inside_a_word_with_a_replacement_collides() -> None:
    base, ours, theirs = "**un**lawful", "**il**lawful", "**un**ofslawful"
    assert isinstance(merge_words(base, ours, theirs), Clash)


def test_an_addition_within_replaced_words_collides() -> None:
    one, other = change("States ignore the law."), change("States may act quickly on the law.")
    for first, second in ((one, other), (other, one)):
        assert collisions(BASE, first, second) == (Collision("p2", "words", "may act on"),)


def test_two_additions_that_would_run_into_one_word_collide() -> None:
    base = (paragraph("p1", ""),)
    one, other = (derive(base, (paragraph("p1", text),)) for text in ("light", "house"))
    assert collisions(base, one, other) == (Collision("p1", "words", "house / light"),)


def test_a_move_and_a_change_both_apply() -> None:
    one, other = move(0, 2, 3, 1), change("States shall act on the law.")
    assert collisions(BASE, one, other) == ()
    assert both(one, other) == ["First.", "Third.", "Fourth.", "States shall act on the law."]


def test_two_moves_of_one_provision_to_different_places_collide() -> None:
    one, other = move(0, 2, 3, 1), move(1, 0, 2, 3)
    assert [found.kind for found in collisions(BASE, one, other) if found.provision == "p2"] == ["move_move"]


def test_a_deletion_collides_with_a_move() -> None:
    assert collisions(BASE, strike("p2"), move(0, 2, 3, 1)) == (Collision("p2", "delete_move", WORDS),)


def test_a_change_of_kind_strikes_the_provision_and_so_collides_with_a_change_of_its_words() -> None:
    quote = derive(BASE, tuple(replace(one, kind=Kind.QUOTE) if one.id == "p2" else one for one in BASE))
    assert collisions(BASE, quote, change("States shall act on the law.")) == (
        Collision("p2", "delete_change", "may"),
    )


def test_a_rewritten_paragraph_collides_with_any_change_of_its_words() -> None:
    one = change("Nobody was ever asked about this matter before.")
    assert collisions(BASE, one, change("States shall act on the law."))
