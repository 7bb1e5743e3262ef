import pytest

from summit.domain.text import Kind, Segment, canonical_inline, diff_words, plain_text, visible_runs
from summit.domain.text.sequences import changes


@pytest.mark.parametrize(
    ("source", "canonical"),
    [
        ("**See [x](u) now**", "**See [x](u) now**"),
        ("_a_ __b__", "*a* **b**"),
        ("2 * 3 * 4", "2 \\* 3 \\* 4"),
        ("a  b \n c", "a b c"),
        ("a\\\n  b", "a\\\nb"),
        ("snake_case", "snake_case"),
        ("AT&T &amp; co &lt;b>", "AT&T & co \\<b>"),
        ("`` a`b ``", "``a`b``"),
        ("<http://u.v/w>", "[http://u.v/w](http://u.v/w)"),
        ("cafe\u0301 ", "café"),
        ("note[^n-1]!", "note[^n-1]!"),
        ("*foo**bar*", "*foo\\*\\*bar*"),
        ("[a [b](u) c](v)", "\\[a [b](u) c\\](v)"),
    ],
)
def test_inline_markup_has_one_spelling(source: str, canonical: str) -> None:
    assert canonical_inline(source) == canonical


def test_the_visible_words_leave_out_marks_and_note_references() -> None:
    assert plain_text("**May** [act](http://x)[^1] `now`") == "May act now"


def test_a_replaced_word_is_one_deletion_and_one_insertion() -> None:
    assert diff_words("States may act.", "States shall act.") == (
        Segment("equal", "States "),
        Segment("deleted", "may"),
        Segment("inserted", "shall"),
        Segment("equal", " act."),
    )


def test_replaced_words_with_nothing_but_a_space_between_them_are_replaced_together() -> None:
    before, after = "The states of the south may act now.", "The states of the south shall rest now."
    changed = [(one.kind, one.words) for one in diff_words(before, after) if one.kind != "equal"]
    assert changed == [("deleted", "may act"), ("inserted", "shall rest")]


def test_a_rewritten_paragraph_is_shown_as_one_deletion_and_one_insertion() -> None:
    before, after = (
        "It was good for us all here",
        "Completely different words about the other things for once",
    )
    assert diff_words(before, after) == (Segment("deleted", before), Segment("inserted", after))


def test_a_change_of_marks_alone_is_its_own_kind_of_run() -> None:
    runs = visible_runs(diff_words("States may act.", "States **may** act."))
    assert [(one.kind, one.text) for one in runs] == [
        ("equal", "States "),
        ("marked", "may"),
        ("equal", " act."),
    ]
    assert runs[1].marks == (("strong", ""),)


def test_a_combining_character_is_never_parted_from_its_letter() -> None:
    assert diff_words("cafe\u0301", "cafe") == (Segment("deleted", "cafe\u0301"), Segment("inserted", "cafe"))


def test_ideographs_are_compared_one_by_one() -> None:
    assert [one.words for one in diff_words("各国可以行动", "各国应当行动")] == [
        "各国",
        "可以",
        "应当",
        "行动",
    ]


def test_code_is_compared_literally() -> None:
    assert diff_words("a *b* c", "a *d* c", Kind.CODE)[0] == Segment("equal", "a *")


def test_comparing_a_long_text_with_itself_changed_costs_steps_in_proportion_to_its_length() -> None:
    def cost(length: int) -> int:
        before = [Counted(place % 97) for place in range(length)]
        after = [Counted(place % 89) for place in range(length)]
        Counted.asked = 0
        changes(before, after)
        return Counted.asked

    assert cost(8000) <= 2 * cost(4000) + 1000


class Counted:
    """A value that counts how often it is looked at."""

    asked = 0

    def __init__(self, value: int) -> None:
        self.value = value

    def __hash__(self) -> int:
        Counted.asked += 1
        return hash(self.value)

    def __eq__(self, other: object) -> bool:
        Counted.asked += 1
        return isinstance(other, Counted) and self.value == other.value


def test_a_pure_insertion_stands_as_far_right_as_its_neighbours_allow() -> None:
    assert changes("aba", "baaa") == [(0, 1, 0, 0), (3, 3, 2, 4)]
