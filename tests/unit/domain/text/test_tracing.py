"""Whose words are whose: a text followed from one revision to another."""

from summit.domain.text import (
    Delete,
    Insert,
    Kind,
    Move,
    Provision,
    Replace,
    RevisionStep,
    Text,
    apply,
    derive,
)
from summit.domain.text import provision_digest as digest
from summit.domain.text.tracing import Traced, trace


def paragraph(id: str, text: str) -> Provision:
    return Provision(id, Kind.PARAGRAPH, 0, "", text)


BASE = (
    paragraph("a", "Seeds may be kept."),
    paragraph("b", "Soil is alive."),
    paragraph("c", "Water flows."),
)


def followed(*afters: Text, undoes: dict[int, set[int]] | None = None) -> dict[str, Traced]:
    """What becomes of BASE over these texts, by provision."""
    texts = (BASE, *afters)
    steps = [
        RevisionStep(number, derive(before, after), frozenset((undoes or {}).get(number, ())))
        for number, (before, after) in enumerate(zip(texts, afters, strict=False), start=2)
    ]
    return {one.place.id: one for one in trace(BASE, steps, texts[-1])}


def runs(one: Traced) -> list[tuple[str, str, int]]:
    return [(run.kind, run.text, run.revision) for run in one.runs]


def test_each_word_says_which_revision_put_it_there_and_which_struck_it() -> None:
    shall = (paragraph("a", "Seeds shall be kept."), *BASE[1:])
    freely = (paragraph("a", "Seeds shall be freely exchanged."), *BASE[1:])
    assert runs(followed(shall, freely)["a"]) == [
        ("equal", "Seeds ", 0),
        ("deleted", "may", 2),
        ("inserted", "shall", 2),
        ("equal", " be ", 0),
        ("deleted", "kept", 3),
        ("inserted", "freely exchanged", 3),
        ("equal", ".", 0),
    ]


def test_what_came_and_went_again_is_in_neither_text_and_not_shown() -> None:
    added = (*BASE, paragraph("new", "Air moves."))
    assert "new" not in followed(added, BASE)
    there = (paragraph("a", "Seeds may well be kept."), *BASE[1:])
    assert followed(there, BASE)["a"].runs == ()


def test_an_inserted_provision_is_its_adoptions_and_later_words_are_the_later_ones() -> None:
    added = (*BASE, paragraph("new", "Air moves."))
    changed = (*BASE, paragraph("new", "Air moves freely."))
    one = followed(added, changed)["new"]
    assert (one.came, one.revisions) == (2, (2, 3))
    assert runs(one) == [("inserted", "Air moves", 2), ("inserted", " freely", 3), ("inserted", ".", 2)]


def test_a_struck_provision_stands_where_it_stood_with_who_struck_it() -> None:
    found = trace(BASE, [RevisionStep(2, (Delete("b", digest(BASE[1])),))], (BASE[0], BASE[2]))
    assert [(one.place.id, one.place.deed, one.went) for one in found] == [
        ("a", "kept", None),
        ("b", "struck", 2),
        ("c", "kept", None),
    ]
    assert runs(found[1]) == [("deleted", "Soil is alive.", 2)]


def test_a_moved_provision_is_moved_by_its_step_and_the_others_are_not() -> None:
    operations = (Move("a", "c"),)
    found = trace(BASE, [RevisionStep(2, operations)], apply(BASE, operations))
    assert [(one.place.id, one.moved) for one in found] == [("b", ()), ("c", ()), ("a", (2,))]


def test_a_step_that_is_taken_back_leaves_no_mark_and_the_others_keep_theirs() -> None:
    shall = (paragraph("a", "Seeds shall be kept."), *BASE[1:])
    both = (paragraph("a", "Seeds shall be kept freely."), BASE[2])
    back = (paragraph("a", "Seeds may be kept freely."), BASE[2])
    found = followed(shall, both, back, undoes={4: {2}})
    assert runs(found["a"]) == [
        ("equal", "Seeds may be kept", 0),
        ("inserted", " freely", 3),
        ("equal", ".", 0),
    ]
    assert found["b"].went == 3


def test_a_striking_that_is_taken_back_leaves_the_provision_to_who_inserted_it() -> None:
    new = paragraph("new", "Air moves.")
    added = (*BASE, new)
    found = followed(added, BASE, added, undoes={4: {3}})
    assert (found["new"].came, runs(found["new"])) == (2, [("inserted", "Air moves.", 2)])


def test_words_whose_marks_alone_change_stay_words() -> None:
    strong = (paragraph("a", "Seeds **may** be kept."), *BASE[1:])
    assert ("marked", "may", 2) in runs(followed(strong)["a"])


def test_operations_of_an_amendment_say_the_same_as_the_texts() -> None:
    operations = (
        Replace("a", digest(BASE[0]), "Seeds shall be kept."),
        Insert("a", (paragraph("new", "Air moves."),)),
    )
    after = apply(BASE, operations)
    derived = trace(BASE, [RevisionStep(2, derive(BASE, after))], after)
    assert trace(BASE, [RevisionStep(2, operations)], after) == derived
