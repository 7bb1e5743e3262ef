import pytest

from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.text import (
    Insert,
    Kind,
    Provision,
    Text,
    align,
    derive,
    labels,
    markdown,
    provision_digest,
    revision_digest,
    touched,
)


def provisions(*rows: tuple[Kind, int, str, str]) -> Text:
    return tuple(Provision(f"p{at}", *row) for at, row in enumerate(rows, start=1))


def test_canonical_json_sorts_keys_by_utf_16_and_writes_no_blanks() -> None:
    assert canonical_json({"\U0001f600": 1, "\ufb33": [True, None, "é\n"], "a": -2}) == (
        '{"a":-2,"\U0001f600":1,"\ufb33":[true,null,"é\\n"]}'.encode()
    )


@pytest.mark.parametrize("value", [1.0, {1: 2}, {"a": b""}, object()])
def test_canonical_json_refuses_what_it_has_no_form_for(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize("value", [2**53, "\ud800"])
def test_canonical_json_refuses_numbers_and_text_that_others_could_not_read(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical_json(value)


def test_the_digest_of_the_empty_string_is_the_published_one() -> None:
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_digest_of_a_provision_ignores_its_id_and_that_of_a_revision_does_not() -> None:
    one, other = (Provision(id, Kind.PARAGRAPH, 0, "", "Same.") for id in ("p1", "p2"))
    assert provision_digest(one) == provision_digest(other)
    assert revision_digest((one,)) != revision_digest((other,))


def test_labels_number_sections_paragraphs_and_items_and_keep_those_of_notes() -> None:
    text = provisions(
        (Kind.HEADING, 1, "", "Title"), (Kind.HEADING, 2, "", "Part"), (Kind.PARAGRAPH, 0, "", "One."),
        (Kind.ITEM, 1, "-", "a"), (Kind.ITEM, 2, "-", "i"), (Kind.PARAGRAPH, 2, "", "more of i"),
        (Kind.ITEM, 1, "-", "b"), (Kind.NOTE, 0, "n1", "Note."), (Kind.QUOTE, 0, "", "Quote."),
        (Kind.ITEM, 1, "1.", "alone"), (Kind.HEADING, 2, "", "Next"), (Kind.PARAGRAPH, 0, "", "Last."),
    )  # fmt: skip
    assert list(labels(text).values()) == [
        "1", "1.1", "1", "1 a", "1 a i", "1 a i", "1 b", "n1", "2 a", "1.2", "3",
    ]  # fmt: skip


def test_markdown_escapes_what_would_begin_a_block() -> None:
    text = provisions(
        *((Kind.PARAGRAPH, 0, "", words) for words in ("1. x", "- x", "# x", "(a) x", "> x", "x"))
    )
    assert markdown(text, title="A: b").split("\n\n") == [
        '---\ntitle: "A: b"\n---', "1\\. x", "\\- x", "\\# x", "\\(a) x", "\\> x", "x\n",
    ]  # fmt: skip


def test_a_reread_text_gives_changed_moved_and_new_provisions_their_ids() -> None:
    before = provisions(
        *((Kind.PARAGRAPH, 0, "", words) for words in ("One two three.", "Second here.", "Third."))
    )
    after = provisions(
        *(
            (Kind.PARAGRAPH, 0, "", words)
            for words in ("Third.", "One two four.", "Wholly new words.", "Second here.")
        )
    )
    assert [one.id for one in align(before, after)] == ["p3", "p1", "new-1", "p2"]


def test_a_reread_text_keeps_the_labels_of_notes_it_already_had() -> None:
    before = provisions((Kind.PARAGRAPH, 0, "", "Old[^1]."), (Kind.NOTE, 0, "1", "Source."))
    after = provisions(
        (Kind.PARAGRAPH, 0, "", "New[^1]."), (Kind.NOTE, 0, "1", "Other."),
        (Kind.PARAGRAPH, 0, "", "Old[^2]."), (Kind.NOTE, 0, "2", "Source."),
    )  # fmt: skip
    known = align(before, after)
    assert [(one.marker, one.text) for one in known[2:]] == [("", "Old[^1]."), ("1", "Source.")]
    assert [(one.marker, one.text) for one in known[:2]] == [("", "New[^2]."), ("2", "Other.")]


def test_a_changed_kind_is_a_deletion_and_an_insertion_under_a_new_id() -> None:
    before, after = provisions((Kind.PARAGRAPH, 0, "", "x")), provisions((Kind.QUOTE, 0, "", "x"))
    struck, inserted = derive(before, after)
    assert touched([struck]) == ("p1",)
    assert isinstance(inserted, Insert)
    assert inserted.provisions[0].id != "p1"


def test_a_moved_provision_without_any_word_keeps_its_id() -> None:
    before = provisions(*((Kind.PARAGRAPH, 0, "", words) for words in ("…", "One.", "Two.")))
    assert [one.id for one in align(before, (*before[1:], before[0]))] == ["p2", "p3", "p1"]


def test_a_list_behind_another_of_its_style_begins_anew_in_markdown() -> None:
    text = provisions(*((Kind.ITEM, 1, marker, "x") for marker in ("1.", "1.", "5.", "5.", "-")))
    assert markdown(text) == "1. x\n2. x\n\n<!-- -->\n\n5. x\n6. x\n\n- x\n"
