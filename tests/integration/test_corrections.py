"""A text put right without a vote: replaced while nobody has amended it, corrected afterwards, taken back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from flask import Flask

from summit.db import db, transaction
from summit.documents import queries
from summit.documents.services import (
    Change,
    TextMoved,
    adopting,
    compared,
    correct_text,
    prepare_adoption,
    prepare_correction,
    propose_amendment,
    replace_text,
    take_correction_back,
    typed,
)
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.domain.text import Kind, Provision, Text
from summit.export.bundle import kept_key, make_bundle
from summit.export.composing import compose
from summit.record import RecordEntry, broken_at
from tests.bundles import edited, packed, signed_anew, unpacked, verified
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, a_text, an_amendment, an_open_poll, cast, published

pytestmark = pytest.mark.only_on(
    "sqlite", "texts are put right as amendments are adopted, which is held on both"
)

MAY, BANKS, TRADE = SENTENCES
SHALL = MAY.replace("may", "shall")
REASON = "The printed paper had it right."


def text_of(document: int) -> list[tuple[str, str]]:
    db.session.rollback()
    return [(one.id, one.text) for one in queries.text_at(document, queries.document(document).head)]


def states(*numbers: int) -> list[str]:
    db.session.rollback()
    return [str(queries.amendment(number).state) for number in numbers]


def a_file(*sentences: str) -> Text:
    """A text as a reader answers it, with ids of its own."""
    text = a_text(*sentences)
    return tuple(
        Provision(f"read{n}", one.kind, one.depth, one.marker, one.text) for n, one in enumerate(text)
    )


def correction_of(document: int, *sentences: str, without: tuple[str, ...] = ()):
    head = queries.document(document).head
    return prepare_correction(document, head, compared(document, head, a_file(*sentences)), without)


def correct(people: Cast, document: int, *sentences: str, without: tuple[str, ...] = ()) -> int:
    return correct_text(people.organiser, correction_of(document, *sentences, without=without), REASON)


def bundle(inside: Flask) -> bytes:
    kept_key(inside.config["INSTANCE"])
    return make_bundle(lambda done, total, step: None).content


def test_a_better_file_takes_the_place_of_a_text_that_nobody_has_amended(inside: Flask, people: Cast) -> None:
    document = a_document()
    better = a_file(MAY, BANKS.replace("steady", "lasting and steady"), "Water is a common good.", TRADE)
    with pytest.raises(NotAllowed):
        replace_text(people.lucia, document, better, "Seeds", "en")
    assert replace_text(people.organiser, document, better, "Seeds, soils and water", "en") == 2
    assert [id for id, _ in text_of(document)] == ["p1", "p2", "p3", "r2-1", "p4"]
    assert queries.document(document).title == "Seeds, soils and water"
    assert queries.text_at(document, 1) == a_text()
    an_amendment(people.lucia, document, SHALL, seen=2)
    with pytest.raises(Refusal, match="editorial correction"):
        replace_text(people.organiser, document, a_file("Other words."), "Seeds", "en")
    made = bundle(inside)
    code, report = verified(made)
    assert code == 0, report
    assert "revision 2 is a better file, before any amendment" in report


def test_a_correction_says_of_every_pending_amendment_what_becomes_of_it(inside: Flask, people: Cast) -> None:
    document = a_document()
    an_amendment(people.lucia, document, SHALL)
    an_amendment(people.tomas, document, MAY.replace("gather", "collect"))
    an_amendment(people.rosa, document, BANKS.replace("steady", "strong"), "p3")
    behind = Change("p4", inserted=(Provision("new", Kind.PARAGRAPH, 0, "", "Seeds travel."),))
    propose_amendment(people.amaru, document, 1, [behind], "Travel")
    # "gather" is put right to what AM 2 asks for, "steady" to other words than AM 3's, and p4 is struck.
    right = (MAY.replace("gather", "collect"), BANKS.replace("steady", "lasting"))
    prepared = correction_of(document, *right)
    fates = {number: done.outcome for number, done in prepared.carried}
    assert fates == {1: "clean", 2: "obsolete", 3: "orphaned", 4: "moved"}
    with pytest.raises(NotAllowed):
        correct_text(people.lucia, prepared, REASON)
    with pytest.raises(Unacceptable):
        correct_text(people.organiser, prepared, " ")
    assert correct_text(people.organiser, prepared, REASON) == 2
    assert [words for _, words in text_of(document)][1:] == list(right)
    assert states(1, 2, 3, 4) == ["tabled", "obsolete", "orphaned", "tabled"]
    assert queries.amendment(1).current.operations[0]["text"] == right[0].replace("may", "shall")
    revision = queries.revision(document, 2)
    assert (revision.cause, revision.author_id, revision.reason) == ("correction", people.organiser, REASON)
    code, report = verified(bundle(inside))
    assert code == 0, report
    assert f"revision 2 is revision 1 with a correction: {REASON}" in report
    said = [one.sentence for one in compose().exceptions]
    assert said == [
        f"Revision 2 of document 1 is an editorial correction, by Paz Cevallos: {REASON[:-1]}"
        "; without their words: AM 3"
    ]


def test_each_provision_can_be_left_out_of_a_correction(inside: Flask, people: Cast) -> None:
    document = a_document()
    an_amendment(people.lucia, document, SHALL)
    file = (MAY.replace("gather", "collect"), "Water is a common good.", TRADE.replace("trade", "commerce"))
    prepared = correction_of(document, *file, without=("p2", "p3"))
    assert [done.outcome for _, done in prepared.carried] == ["clean"]
    correct_text(people.organiser, prepared, REASON)
    assert text_of(document)[1:] == [("p2", MAY), ("p3", BANKS), ("r2-1", file[1]), ("p4", file[2])]
    with pytest.raises(Unacceptable, match="Nothing differs"):
        correction_of(document, MAY, BANKS, file[1], file[2])


def test_single_provisions_are_corrected_as_they_are_typed(inside: Flask, people: Cast) -> None:
    document = a_document()
    an_amendment(people.lucia, document, SHALL)
    operations = typed(document, 1, [Change("p3", words=BANKS.replace("steady", "lasting"))])
    prepared = prepare_correction(document, 1, operations)
    an_amendment(people.tomas, document, "Other words.", "p4")
    with pytest.raises(TextMoved):
        correct_text(people.organiser, prepared, REASON)
    correct_text(people.organiser, prepare_correction(document, 1, operations), REASON)
    with pytest.raises(TextMoved):
        prepare_correction(document, 1, operations)


def test_no_correction_moves_a_text_under_a_ballot(inside: Flask, people: Cast) -> None:
    document = a_document()
    an_amendment(people.lucia, document, SHALL)
    poll = an_open_poll(people.organiser, [1])
    with pytest.raises(Refusal, match="AM 1 is put to poll V-01"):
        correct(people, document, MAY.replace("gather", "collect"), BANKS, TRADE)
    assert correct(people, document, MAY, BANKS.replace("steady", "lasting"), TRADE) == 2
    cast(people.lucia, poll, "am1")
    published(people.organiser, poll)
    assert [words for _, words in text_of(document)][1:3] == [SHALL, BANKS.replace("steady", "lasting")]
    code, report = verified(bundle(inside))
    assert code == 0, report


@pytest.fixture
def corrected_then_adopted(inside: Flask, people: Cast) -> int:
    """Revision 2 corrects "may" to "ought to" and orphans AM 1; AM 2, adopted, built upon the new words."""
    document = a_document()
    an_amendment(people.lucia, document, SHALL)
    correct(people, document, MAY.replace("may", "ought to"), BANKS.replace("steady", "lasting"), TRADE)
    assert states(1) == ["orphaned"]
    an_amendment(people.tomas, document, MAY.replace("may", "have to"), seen=2)
    an_amendment(people.rosa, document, MAY.replace("may", "ought to").replace("funds", "means"), seen=2)
    poll = an_open_poll(people.organiser, [2])
    cast(people.lucia, poll, "am2")
    published(people.organiser, poll)
    return document


def test_a_correction_is_taken_back_like_an_adoption_and_what_it_orphaned_is_pending_again(
    corrected_then_adopted: int, inside: Flask, people: Cast
) -> None:
    document = corrected_then_adopted
    with pytest.raises(NotAllowed):
        take_correction_back(people.lucia, document, 2, "No.")
    with pytest.raises(Refusal, match="no editorial correction"):
        take_correction_back(people.organiser, document, 3, "No.")
    done = take_correction_back(people.organiser, document, 2, "The printed paper was wrong.")
    assert done.held == (3,)
    assert [words for _, words in text_of(document)][1:] == [MAY, BANKS, TRADE]
    assert states(1, 2, 3) == ["tabled", "on_hold", "tabled"]
    assert queries.amendment(3).current.operations[0]["text"] == MAY.replace("funds", "means")
    with pytest.raises(Refusal, match="not in force"):
        take_correction_back(people.organiser, document, 2, "Twice.")
    code, report = verified(bundle(inside))
    assert code == 0, report
    assert "revision 4 is revision 3 without revision 2, 3; that correction is taken back" in report
    said = [one.sentence for one in compose().exceptions]
    assert said[1].startswith("Revision 4 of document 1 takes the correction of revision 2 back, by Paz")
    assert broken_at() is None


def test_a_bundle_whose_correction_was_tampered_with_does_not_verify(
    corrected_then_adopted: int, inside: Flask, people: Cast
) -> None:
    files = unpacked(bundle(inside))
    name = "text/document-01/revision-002.json"
    for change in (
        {"reason": "Another reason."},
        {"author": None},
        {"cause": "import"},
        {"poll": 1},
        {"operations": json.loads(files[name])["operations"][:1]},
    ):
        tampered = edited(files, name, lambda one, change=change: one.update(change))
        wrong, report = verified(packed(signed_anew(tampered)))
        assert wrong, change
        assert "revision-002.json" in report
    assert db.session.scalars(db.select(RecordEntry).where(RecordEntry.kind == "document_corrected")).one()


def test_the_command_replaces_then_corrects_and_says_what_becomes_of_amendments(
    inside: Flask, people: Cast, tmp_path: Path
) -> None:
    document = a_document()
    file = tmp_path / "better.md"

    def said(*sentences: str, options: Sequence[str] = ()) -> tuple[int, str]:
        file.write_text("# Seeds and soils\n\n" + "\n\n".join(sentences))
        done = inside.test_cli_runner().invoke(args=["document", "correct", "1", str(file), *options])
        return done.exit_code, done.output

    assert said(MAY, BANKS) == (0, "Document 1 is replaced: revision 2, 3 provisions.\n")
    an_amendment(people.lucia, document, SHALL, seen=2)
    better = MAY.replace("may", "ought to")
    assert said(better, BANKS)[0] == 1  # without a reason
    expected = f"p2: {better}\nAM 1: is orphaned: its words are gone (“may”)\n"
    assert said(better, BANKS, options=["--dry-run"]) == (0, expected)
    assert states(1) == ["tabled"]
    assert said(better, BANKS, options=["--reason", REASON]) == (0, f"{expected}Document 1: revision 3.\n")
    assert said(better, BANKS, options=["--reason", REASON]) == (
        1,
        "Nothing differs from the text as it stands, so there is nothing to correct.\n",
    )


def test_others_are_served_while_an_adoption_is_prepared_and_never_while_it_is_stored(
    inside: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = a_document()
    for provision, words in (("p2", SHALL), ("p3", "Banks."), ("p4", "Seeds.")):
        an_amendment(people.lucia, document, words, provision)
    passed: list[int] = []

    def noted(items: Iterable[tuple[int, object]]) -> Iterator[tuple[int, object]]:
        for item in items:
            passed.append(item[0])
            yield item

    monkeypatch.setattr(adopting, "politely", noted)
    assert [number for number, _ in prepare_adoption(1, ()).carried] == [2, 3]
    assert passed == [1, 2, 3, 2, 3]  # what is compared, then what is carried
    db.session.rollback()
    passed.clear()
    assert transaction(lambda: len(prepare_adoption(1, ()).carried))() == 2
    assert passed == []
