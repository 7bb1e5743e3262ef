"""Voiding a published poll: its adoption is taken back, nothing is lost, and the bundle still verifies."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.documents import queries
from summit.documents.services import Ruling, rule_on_held
from summit.domain.errors import NotAllowed, Refusal
from summit.export.bundle import kept_key, make_bundle
from summit.record import RecordEntry, broken_at
from summit.voting.models import KEEP, Poll, PollState
from summit.voting.services import ask_to_void
from tests.bundles import verified
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, published, voided

MAY = "Public research institutions may publish the data they gather with public funds."
SHALL, MUST, TAXES = (
    MAY.replace("may", "shall"),
    MAY.replace("may", "must"),
    MAY.replace("public funds", "taxes"),
)


def decided(people: Cast, amendments: list[int], winner: int | None) -> int:
    poll = an_open_poll(people.organiser, amendments)
    cast(people.lucia, poll, KEEP if winner is None else f"am{winner}")
    published(people.organiser, poll)
    return poll


def words(document: int) -> str:
    db.session.rollback()
    paper = queries.document(document)
    return next(one.text for one in queries.text_at(document, paper.head) if one.id == "p2")


def states(*numbers: int) -> list[str]:
    db.session.rollback()
    return [str(queries.amendment(number).state) for number in numbers]


@pytest.fixture
def voided_poll(inside: Flask, people: Cast) -> int:
    """V-01 put "shall" into the text; two later adoptions touched its sentence, one struck that word."""
    document = a_document()
    first = decided(
        people,
        [an_amendment(people.lucia, document, SHALL), an_amendment(people.tomas, document, MUST)],
        1,
    )
    an_amendment(people.rosa, document, SHALL.replace("shall", "should always"), seen=2)
    an_amendment(people.rosa, document, SHALL.replace("public funds", "taxes"), seen=2)
    an_amendment(people.rosa, document, "Seed banks receive steady support.", "p3", seen=2)
    an_amendment(people.rosa, document, SHALL.replace("shall", "do"), seen=2)
    decided(people, [4], 4)
    decided(people, [3, 6], 3)
    assert words(document) == TAXES.replace("may", "should always")
    voided(people.organiser, first, "The wrong text was on the screen.")
    return first


def test_the_text_is_base_and_log_without_the_adoption_and_nothing_is_lost(
    voided_poll: int, people: Cast
) -> None:
    assert words(1) == TAXES
    assert states(1, 2, 4, 5) == ["tabled", "tabled", "adopted", "tabled"]
    assert states(3, 6) == ["on_hold", "orphaned"]
    assert {(row.one, row.other) for row in queries.collisions(1)} == {(1, 2)}
    poll = db.session.get_one(Poll, voided_poll)
    assert (poll.state, poll.revision_made, poll.result is None) == (PollState.VOID, 2, False)
    entry = db.session.scalars(db.select(RecordEntry).where(RecordEntry.kind == "adoption_rescinded")).one()
    assert (entry.payload["rescinds"], entry.payload["held"]) == (2, [3])
    assert entry.payload["returned"] == [1, 2, 6]
    assert broken_at() is None


def test_what_is_pending_again_can_be_adopted_and_the_bundle_verifies_throughout(
    voided_poll: int, people: Cast, inside: Flask
) -> None:
    kept_key(inside.config["INSTANCE"])
    code, report = verified(make_bundle(lambda done, total, step: None).content)
    assert code == 0, report
    assert "revision 5 is revision 4 without revision 2, 4; V-01 is void" in report
    decided(people, [1, 2], 2)
    assert words(1) == TAXES.replace("may", "must")
    assert states(1, 2) == ["fallen", "adopted"]
    code, report = verified(make_bundle(lambda done, total, step: None).content)
    assert code == 0, report


def test_voiding_a_poll_that_kept_the_text_makes_its_amendments_pending_on_the_text_as_it_is(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    kept = decided(people, [an_amendment(people.lucia, document, SHALL)], None)
    decided(people, [an_amendment(people.tomas, document, TAXES)], 2)
    voided(people.organiser, kept, "Two devices were out.")
    assert (words(document), states(1, 2)) == (TAXES, ["tabled", "adopted"])
    assert queries.amendment(1).current.base == queries.document(document).head == 2
    assert queries.amendment(1).current.operations[0]["text"] == TAXES.replace("may", "shall")
    kept_key(inside.config["INSTANCE"])
    code, report = verified(make_bundle(lambda done, total, step: None).content)
    assert code == 0, report


def test_no_text_moves_under_an_open_ballot_and_nothing_is_taken_back_twice(
    voided_poll: int, people: Cast
) -> None:
    with pytest.raises(Refusal, match="void already"):
        ask_to_void(people.organiser, voided_poll, "Again.")
    with pytest.raises(Refusal, match="not in force"):
        ask_to_void(people.organiser, 3, "It is on hold.")
    an_open_poll(people.organiser, [5])
    with pytest.raises(Refusal, match="under way"):
        ask_to_void(people.organiser, 2, "Under a ballot.")


def test_the_chair_rules_on_what_is_on_hold(voided_poll: int, people: Cast) -> None:
    with pytest.raises(NotAllowed):
        rule_on_held(people.rosa, 3, Ruling.RETURNS, "My words.")
    rule_on_held(people.organiser, 3, Ruling.RETURNS, "It is put again on the text as it is.")
    assert states(3) == ["orphaned"]
    with pytest.raises(Refusal, match="nothing to rule on"):
        rule_on_held(people.organiser, 3, Ruling.FALLS, "Twice.")


def test_pages_say_in_words_what_was_taken_back_and_what_could_not_be_kept(
    app: Flask, people: Cast, entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        document = a_document()
        first = decided(people, [an_amendment(people.lucia, document, SHALL)], 1)
        decided(people, [an_amendment(people.rosa, document, MUST.replace("must", "must always"), seen=2)], 2)
    chair, reader = entered(people.organiser), entered(people.tomas)
    before = chair.get(f"/polls/{first}/void").get_data(as_text=True)
    assert "AM 1 is pending again." in before
    assert "AM 2 is on hold" in before
    with app.app_context():
        assert queries.document(document).head == 3
        voided(people.organiser, first, "The wrong text was on the screen.")
    poll, paper, held = (
        reader.get(path).get_data(as_text=True) for path in ("/polls/1", "/documents/1", "/amendments/2")
    )
    assert "This poll is void." in poll
    assert "The wrong text was on the screen." in poll
    assert "AM 2 is on hold until the chair rules" in poll
    assert "Revision 2 was taken back here." in paper
    assert "The chair has to rule." in paper
    assert 'class="was"' not in paper
    assert "Put on hold with" in held
    assert "Rule on it" not in held
    assert "Rule on it" in chair.get("/amendments/2").get_data(as_text=True)
    assert "revision 4 of document 1 takes revision 2 back" in chair.get("/acts").get_data(as_text=True)
