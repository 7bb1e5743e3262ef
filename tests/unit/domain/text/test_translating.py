from summit.domain.text import (
    Insert,
    Kind,
    Provision,
    Replace,
    Step,
    Wording,
    outdated,
    source_digest,
    wordings,
)

BASE = (Provision("p1", Kind.PARAGRAPH, 0, "", "Seeds may be kept by all."),)


def replaced(text: str) -> tuple[Replace, ...]:
    return (Replace("p1", "", text),)


def known(*texts: str) -> set[str]:
    return {source_digest(text) for text in texts}


def test_a_text_merged_from_two_translated_changes_is_outdated_by_both() -> None:
    one, other = "Seeds shall be kept by all.", "Seeds may be kept by everybody."
    merged = "Seeds shall be kept by everybody."
    steps = [Step(replaced(one), replaced(one)), Step(replaced(merged), replaced(other))]
    before = wordings(BASE, steps)["p1"]
    assert outdated(merged, before, known(one, other, BASE[0].text)) == (other, one)


def test_nothing_before_the_last_translated_revision_is_shown() -> None:
    one, two = "Seeds shall be kept by all.", "Seeds shall be kept and shared by all."
    before = wordings(BASE, [Step(replaced(one)), Step(replaced(two))])["p1"]
    assert outdated(two, before, known(one, BASE[0].text)) == (one,)
    assert outdated(two, before, known(BASE[0].text)) == (BASE[0].text,)
    assert outdated(two, before, known(two)) == ()


def test_what_was_inserted_has_a_past_of_its_own() -> None:
    new = Provision("am1-1", Kind.PARAGRAPH, 0, "", "Water is shared.")
    steps = [Step((Insert("p1", (new,)),)), Step((Replace("am1-1", "", "Water is shared by all."),))]
    assert wordings(BASE, steps)["am1-1"] == (Wording("Water is shared by all."), Wording("Water is shared."))
