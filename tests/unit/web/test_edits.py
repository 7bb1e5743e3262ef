from summit.web.drawing import diff_parts, edits


def test_a_word_diff_is_told_as_a_list_of_edits() -> None:
    found = edits(diff_parts("States may keep seeds and soil.", "All States shall keep seeds freely."))
    assert [(str(one.old), str(one.new), one.behind) for one in found] == [
        ("", "All ", ""),
        ("may", "shall", "States"),
        ("and soil", "freely", "keep seeds"),
    ]
    assert [(one.old, one.new) for one in edits(diff_parts("a **b** c", "a b c"))] == []
    assert str(edits(diff_parts("One <b> two.", "One two."))[0].old).strip() == "&lt;b&gt;"
