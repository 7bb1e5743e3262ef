from hypothesis import given
from hypothesis import strategies as st

from summit.domain.text import (
    Clash,
    Kind,
    canonical_inline,
    diff_words,
    merge_words,
    plain_text,
    visible_runs,
)
from summit.domain.text.inline import CODE, EMPHASIS, STRONG, Marks, ordered, parse
from summit.domain.text.inline_writer import Run, normal_runs, runs_of, write
from tests.properties.text_strategies import SIGNS, Dice, changed_sentences, dice, many, markup

MARKS = (STRONG, EMPHASIS, CODE)
either_kind = st.sampled_from([Kind.PARAGRAPH, Kind.CODE])


@many
@given(markup)
def test_every_character_of_the_source_is_visible_text_or_markup_and_none_is_read_twice(source: str) -> None:
    place = 0
    for atom in parse(source):
        assert place <= atom.start <= atom.end <= len(source)
        place = atom.end


@many
@given(markup)
def test_canonical_spelling_shows_the_same_words_with_the_same_marks(source: str) -> None:
    assert normal_runs(runs_of(canonical_inline(source))) == normal_runs(runs_of(source))


LINKS: list[Marks] = [(), (), (), (("link", "http://x/y"),), (("link", "z"),)]


def marked_runs(one: Dice) -> list[Run]:
    """Words and signs, each with marks of its own."""
    vocabulary = [*one.vocabulary, *SIGNS]
    return [
        (one.pick(vocabulary), ordered((*LINKS[one.roll(5)], *(m for m in MARKS if one.roll(3) == 2))))
        for _ in range(one.roll(9))
    ]


@many
@given(dice.map(marked_runs))
def test_any_words_with_any_marks_can_be_written_and_are_read_back(runs: list[Run]) -> None:
    assert normal_runs(runs_of(write(runs))) == normal_runs(runs)


@many
@given(markup)
def test_canonical_spelling_is_its_own_canonical_spelling(source: str) -> None:
    once = canonical_inline(source)
    assert canonical_inline(once) == once


@many
@given(markup, markup, either_kind)
def test_equal_and_deleted_words_are_the_text_before_and_equal_and_inserted_ones_the_text_after(
    before: str, after: str, kind: Kind
) -> None:
    segments = diff_words(before, after, kind)
    assert "".join(one.words for one in segments if one.kind != "inserted") == before
    assert "".join(one.words for one in segments if one.kind != "deleted") == after


@many
@given(markup, markup)
def test_a_drawn_diff_shows_exactly_the_visible_words_of_both_sides(before: str, after: str) -> None:
    runs = visible_runs(diff_words(before, after))
    assert "".join(one.text for one in runs if one.kind != "inserted") == _seen(before)
    assert "".join(one.text for one in runs if one.kind != "deleted") == _seen(after)


def _seen(source: str) -> str:
    return "".join(atom.text for atom in parse(source))


@many
@given(changed_sentences())
def test_merging_two_forms_of_a_provision_does_not_depend_on_who_comes_first(case: tuple[str, ...]) -> None:
    base, ours, theirs = case
    assert merge_words(base, ours, theirs) == merge_words(base, theirs, ours)


@many
@given(markup, markup, markup, either_kind)
def test_merging_any_three_texts_does_not_depend_on_who_comes_first(
    base: str, ours: str, theirs: str, kind: Kind
) -> None:
    assert merge_words(base, ours, theirs, kind) == merge_words(base, theirs, ours, kind)


@many
@given(markup, markup)
def test_a_form_that_changes_nothing_leaves_the_other_as_it_is(base: str, other: str) -> None:
    assert merge_words(base, base, other) == other
    assert merge_words(base, other, other) == other


@many
@given(changed_sentences(1))
def test_a_merge_holds_the_words_that_either_side_put_in(case: tuple[str, ...]) -> None:
    base, changed = case
    ours, theirs = f"{base} ours", f"theirs {changed}"
    merged = merge_words(base, ours, theirs)
    assert isinstance(merged, Clash) or {"ours", "theirs"} <= set(plain_text(merged).split(" "))
