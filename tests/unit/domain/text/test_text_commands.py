import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from summit.cli.document_preview import preview
from summit.cli.text import text

BASE = "# Title\n\nStates may act.\n\nSecond.\n"


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def written(name: str, content: str) -> str:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return str(path)

    return written


def run(*words: str) -> Result:
    command = preview if words[0] == "preview" else text
    return CliRunner().invoke(command, words[1:] if words[0] == "preview" else words)


def test_a_preview_shows_provisions_with_their_numbers(file: Any) -> None:
    found = json.loads(run("preview", file("a.md", BASE), "--language", "en", "--json").stdout)
    assert found == {
        "title": "Title",
        "language": "en",
        "provisions": [
            {"id": "p1", "kind": "heading", "depth": 1, "number": "1", "text": "Title"},
            {"id": "p2", "kind": "paragraph", "depth": 0, "number": "1", "text": "States may act."},
            {"id": "p3", "kind": "paragraph", "depth": 0, "number": "2", "text": "Second."},
        ],
        "warnings": [],
    }


def test_a_preview_of_what_cannot_be_read_is_one_sentence_and_exit_status_1(file: Any) -> None:
    result = run("preview", file("a.md", ""), "--json")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "The file holds no text.\n")


@pytest.mark.parametrize(
    "words", [("preview",), ("diff", "a.md"), ("merge", "none.md"), ("preview", "none.md")]
)
def test_wrong_usage_is_exit_status_2(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_a_diff_gives_operations_and_the_words_of_what_changed(file: Any) -> None:
    after = BASE.replace("may", "shall") + "\nThird.\n"
    found = json.loads(run("diff", file("a.md", BASE), file("b.md", after), "--json").stdout)
    assert [(one["op"], one.get("id", one.get("after"))) for one in found["operations"]] == [
        ("replace", "p2"),
        ("insert", "p3"),
    ]
    assert found["segments"] == [
        {
            "provision": "p2",
            "parts": [["equal", "States "], ["deleted", "may"], ["inserted", "shall"], ["equal", " act."]],
        },
        {"provision": "new-1", "parts": [["inserted", "Third."]]},
    ]


def test_a_diff_of_equal_texts_is_empty(file: Any) -> None:
    path = file("a.md", BASE)
    assert json.loads(run("diff", path, path, "--json").stdout) == {"operations": [], "segments": []}


def test_amendments_that_do_not_collide_are_merged_in_any_order(file: Any) -> None:
    base = file("a.md", BASE)
    one, other = file("b.md", BASE.replace("may", "shall")), file("c.md", BASE.replace("Second", "Last"))
    merged = [
        json.loads(run("merge", base, *order, "--json").stdout) for order in ((one, other), (other, one))
    ]
    assert merged[0] == merged[1]
    assert merged[0]["merged"] == "# Title\n\nStates shall act.\n\nLast.\n"
    assert merged[0]["collisions"] == []


def test_amendments_that_collide_are_named_with_the_exact_words_and_not_merged(file: Any) -> None:
    words = [BASE, BASE.replace("may", "shall"), BASE.replace("may", "must"), BASE.replace("may", "must")]
    found = json.loads(
        run("merge", *(file(f"{at}.md", one) for at, one in enumerate(words)), "--json").stdout
    )
    collision = {"provision": "p2", "kind": "words", "words": "may"}
    assert found == {
        "collisions": [{"amendments": [1, 2], **collision}, {"amendments": [1, 3], **collision}],
        "duplicates": [{"amendments": [2, 3], **collision}],
        "merged": None,
    }


def test_the_commands_speak_to_people_without_json(file: Any) -> None:
    base, after = file("a.md", BASE), file("b.md", BASE.replace("may", "shall"))
    assert run("diff", base, after).stdout == "p2: States [-may-]{+shall+} act.\n"
    assert run("merge", base, after).stdout == BASE.replace("may", "shall")
    assert "States may act." in run("preview", base).stdout
