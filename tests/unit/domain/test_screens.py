from hypothesis import given
from hypothesis import strategies as st

from summit.domain.screens import LINES, SIGNS, Passage, screens
from summit.domain.text import Kind, VisibleRun


def passage(text: str, label: str = "§ 1") -> Passage:
    return Passage(label, Kind.PARAGRAPH, (VisibleRun("equal", (), text),))


def test_short_passages_share_a_screen() -> None:
    one, other = passage("Seeds are shared."), passage("Soils are mapped.", "§ 2")
    assert screens([one, other]) == ((one, other),)


def test_a_passage_that_fits_on_one_screen_is_never_cut() -> None:
    half = passage("word " * (LINES * SIGNS // 10))
    more = passage("other " * (LINES * SIGNS // 10))
    assert screens([half, more]) == ((half,), (more,))


def test_a_long_passage_is_cut_between_words_and_keeps_its_label_once() -> None:
    long = passage("seeds and soils " * 60)
    cut = screens([long])
    assert len(cut) > 1
    assert [one.label for page in cut for one in page] == ["§ 1"] + [""] * (len(cut) - 1)
    for (piece,) in cut:
        assert set(piece.text.split()) <= {"seeds", "and", "soils"}


def test_a_word_longer_than_a_line_still_stands() -> None:
    assert "".join(one.text for page in screens([passage("x" * 2000)]) for one in page) == "x" * 2000


def test_a_change_keeps_its_fate_on_both_sides_of_a_cut() -> None:
    gone = VisibleRun("deleted", (), "all of this goes away " * 20)
    come = VisibleRun("inserted", (), "and all of this comes " * 20)
    cut = screens([Passage("§ 3", Kind.PARAGRAPH, (gone, come))])
    fates = {run.kind: "" for run in (gone, come)}
    for page in cut:
        for piece in page:
            for run in piece.runs:
                fates[run.kind] += run.text
    assert fates == {"deleted": gone.text, "inserted": come.text}


def test_nothing_makes_no_screen() -> None:
    assert screens([]) == ()


@given(st.lists(st.text("ab \n", max_size=400), max_size=6), st.integers(1, 6), st.integers(3, 30))
def test_nothing_is_lost_and_nothing_overflows(texts: list[str], lines: int, signs: int) -> None:
    passages = [passage(text, f"§ {at}") for at, text in enumerate(texts)]
    cut = screens(passages, lines, signs)
    shown = "".join(one.text for page in cut for one in page)
    assert "".join(shown.split()) == "".join("".join(texts).split())
    for page in cut:
        words = "".join(one.text for one in page).split()
        assert sum(len(word) for word in words) <= lines * signs or len(words) == 1
