"""The fate of a text: put as a whole, adopted, rejected, referred, withdrawn, taken back; and verified."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from nacl.signing import SigningKey

from summit.db import db
from summit.documents import queries
from summit.documents.models import DocumentState
from summit.documents.services import (
    Ruling,
    bring_before,
    import_document,
    refer_text,
    rule_on_held,
    take_over,
    withdraw_amendment,
    withdraw_text,
)
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.export.bundle import kept_key, make_bundle
from summit.export.composing import compose
from summit.export.markdown import write_markdown
from summit.people.services import found_body
from summit.record import RecordEntry, broken_at
from summit.voting.models import Poll, PollState
from summit.voting.services import (
    announce_poll,
    ask_to_void,
    discard_draft,
    open_poll,
    put_text,
    put_to_poll,
    repeat_poll,
)
from tests.bundles import edited, packed, signed_anew, unpacked, verified
from tests.conftest import Cast
from tests.factories import (
    a_document,
    a_text,
    an_amendment,
    an_open_poll,
    cast,
    published,
    voided,
)

Enter = Callable[[int], FlaskClient]
REFER = DocumentState.REFERRED


def put(people: Cast, document: int, *votes: str, **asked: object) -> int:
    """Put a text as a whole, and let delegates vote in this order."""
    poll = put_text(people.organiser, document, is_announced=True, **asked)
    open_poll(people.organiser, poll)
    for voter, vote in zip(people.delegates, votes, strict=False):
        cast(voter, poll, vote)
    published(people.organiser, poll)
    return poll


def fate(document: int) -> str:
    db.session.rollback()
    return str(queries.document(document).state)


def states(*numbers: int) -> list[tuple[str, str | None]]:
    db.session.rollback()
    return [(str(one.state), one.lapsed_with) for one in map(queries.amendment, numbers)]


def the_bundle(app: Flask) -> bytes:
    kept_key(app.config["INSTANCE"])
    return make_bundle(lambda *_: None).content


def last_of(kind: str) -> dict[str, object]:
    wanted = db.select(RecordEntry).where(RecordEntry.kind == kind).order_by(RecordEntry.seq.desc())
    return db.session.scalars(wanted).first().payload


def test_a_text_is_adopted_as_it_stands_and_what_was_not_put_before_lapses(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    decided = an_open_poll(people.organiser, [an_amendment(people.lucia, document, "Institutions publish.")])
    cast(people.lucia, decided, "am1")
    published(people.organiser, decided)
    an_amendment(people.tomas, document, "Banks.", "p3", seen=2)
    poll = put(people, document, "for", "for", "against")
    assert (fate(document), states(1, 2)) == ("adopted", [("adopted", None), ("lapsed", "adopted")])
    said = last_of("text_decided")
    assert (said["revision"], said["lapsed"], said["poll"]) == (2, [2], poll)
    for act in (
        lambda: an_amendment(people.rosa, document, "Late.", "p3", seen=2),
        lambda: put_to_poll(people.organiser, [2]),
        lambda: put_text(people.organiser, document),
        lambda: withdraw_text(people.organiser, document, "Too late."),
        lambda: ask_to_void(people.organiser, decided, "What it changed was adopted since."),
    ):
        with pytest.raises(Refusal):
            act()
    voided(people.organiser, poll, "The quorum was wrong.")
    assert (fate(document), states(2)) == ("before", [("tabled", None)])
    assert broken_at() is None
    put(people, document, "against", "against", "for")
    assert (fate(document), states(2)) == ("rejected", [("lapsed", "rejected")])
    wrong, report = verified(the_bundle(inside))
    assert wrong == 0, report
    assert "document 1: rejected as a whole by V-03" in report


def test_nothing_moves_a_text_while_it_is_put_as_a_whole(inside: Flask, people: Cast) -> None:
    document = a_document()
    an_amendment(people.lucia, document, "Institutions publish.")
    an_amendment(people.tomas, document, "Banks.", "p3")
    withdraw_amendment(people.tomas, 2)
    amending = put_to_poll(people.organiser, [1])
    with pytest.raises(Refusal, match="AM 1 is put to V-01"):
        put_text(people.organiser, document)
    discard_draft(people.organiser, amending)
    whole = put_text(people.organiser, document)
    for act in (
        lambda: an_amendment(people.rosa, document, "More.", "p3"),
        lambda: put_to_poll(people.organiser, [1]),
        lambda: take_over(people.rosa, 2),
        lambda: put_text(people.organiser, document),
        lambda: refer_text(people.organiser, document, "Elsewhere.", "The other chamber"),
    ):
        with pytest.raises(Refusal, match="V-02 as a whole"):
            act()
    discard_draft(people.organiser, whole)
    assert put_to_poll(people.organiser, [1]) == 3


def test_a_text_is_referred_by_a_vote_or_without_and_comes_back_with_its_amendments(
    inside: Flask, people: Cast
) -> None:
    table = found_body(people.organiser, "Table 3", "1/2").id
    document, other = a_document(), a_document(title="Soils")
    an_amendment(people.lucia, document, "Institutions publish.")
    with pytest.raises(Unacceptable, match="Name the body"):
        put_text(people.organiser, document, REFER)
    with pytest.raises(Unacceptable, match="is before Plenary already"):
        put_text(people.organiser, document, REFER, to_body=1)
    put(people, document, "against", becomes=REFER, to_body=table)
    assert (fate(document), states(1)) == ("before", [("tabled", None)])
    referred = put(people, document, "for", becomes=REFER, to_body=table)
    assert (fate(document), states(1)) == ("referred", [("lapsed", "referred")])
    assert queries.document(document).referred_to == "Table 3"
    with pytest.raises(NotAllowed):
        bring_before(people.lucia, document)
    bring_before(people.organiser, document)
    assert (queries.document(document).body_id, states(1)) == (table, [("tabled", None)])
    voided(people.organiser, referred, "It came back already.")
    assert (fate(document), states(1)) == ("before", [("tabled", None)])
    refer_text(people.organiser, other, "It needs an expert.", "The seed council")
    assert last_of("text_decided")["to"] == "The seed council"
    wrong, report = verified(the_bundle(inside))
    assert wrong == 0, report


def test_no_other_body_than_the_one_that_has_a_text_before_it_decides_about_it(
    inside: Flask, people: Cast
) -> None:
    document, table = a_document(), found_body(people.organiser, "Table 3").id
    for becomes in (DocumentState.ADOPTED, REFER):
        with pytest.raises(Refusal, match="another body, which decides"):
            put_text(people.organiser, document, becomes, to="The Senate", body_id=table)
    refer_text(people.organiser, document, "It is about soils.", to_body=table)
    bring_before(people.organiser, document)
    with pytest.raises(Refusal, match="another body, which decides"):
        put_text(people.organiser, document, body_id=1)
    assert put_text(people.organiser, document, body_id=table) == 1


def test_a_draft_is_read_and_amended_only_once_it_is_before_a_body(inside: Flask, people: Cast) -> None:
    document = import_document(people.organiser, "Soils", "en", a_text(), is_draft=True)
    for act in (
        lambda: an_amendment(people.lucia, document, "Institutions publish."),
        lambda: put_text(people.organiser, document),
        lambda: withdraw_text(people.organiser, document, "No."),
    ):
        with pytest.raises(Refusal, match="is a draft"):
            act()
    bring_before(people.organiser, document)
    with pytest.raises(Refusal, match="cannot be brought"):
        bring_before(people.organiser, document)
    assert an_amendment(people.lucia, document, "Institutions publish.") == 1
    with pytest.raises(NotAllowed):
        withdraw_text(people.lucia, document, "Mine.")
    with pytest.raises(Unacceptable, match="Say why"):
        withdraw_text(people.organiser, document, " ")
    withdraw_text(people.organiser, document, "It is in the other paper.")
    assert (fate(document), states(1)) == ("withdrawn", [("lapsed", "withdrawn")])
    with pytest.raises(Refusal):
        rule_on_held(people.organiser, 1, Ruling.FALLS, "Gone.")
    wrong, report = verified(the_bundle(inside))
    assert wrong == 0, report


def test_a_void_poll_on_a_text_is_repeated_and_no_two_polls_stand_on_one_text(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    first = put_text(people.organiser, document, preset_name="two-thirds-proposal")
    announce_poll(people.organiser, first)
    voided(people.organiser, first, "The wrong screen.")
    again = repeat_poll(people.organiser, first)
    one, two = (db.session.get_one(Poll, number) for number in (first, again))
    assert (two.asks, two.rules, two.state) == (one.asks, one.rules, PollState.DRAFT)
    assert queries.document(document).poll_number == again


def test_a_bundle_in_which_a_later_text_is_the_first_adopted_verifies(inside: Flask, people: Cast) -> None:
    a_document(title="Soils")
    put(people, a_document(title="Seeds"), "for")
    wrong, report = verified(the_bundle(inside))
    assert wrong == 0, report


def test_only_what_is_adopted_enters_the_operative_part(inside: Flask, people: Cast) -> None:
    adopted, rejected, open_one = (a_document(title=title) for title in ("Seeds", "Soils", "Water"))
    put(people, adopted, "for")
    put(people, rejected, "against")
    written = write_markdown(compose())
    operative, rest = written.split("Texts that are not decided", 1)
    undecided, others = rest.split("Texts that were not adopted", 1)
    titles = [f"Document {number}: {title}" for number, title in enumerate(("Seeds", "Soils", "Water"), 1)]
    assert [title in operative for title in titles] == [True, False, False]
    assert [title in undecided for title in titles] == [False, False, True]
    assert titles[1] in others
    assert "Document 2 was rejected by V-02" in others
    assert open_one == 3


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("text/document-01/document.json", {"state": "rejected"}),
        ("text/document-01/document.json", {"decided_by": None}),
        ("text/document-02/document.json", {"state": "adopted"}),
        ("text/document-02/document.json", {"referred_to": "Nobody"}),
        ("votes/V-01/poll.json", {"asks": {"becomes": "referred", "to": "", "body": None}}),
        ("final/final.json", {"state": "rejected"}),
    ],
)
@pytest.mark.only_on("sqlite", "what is told of a bundle is the same for both")
def test_a_forged_fate_is_found(inside: Flask, people: Cast, name: str, change: dict[str, object]) -> None:
    put(people, a_document(), "for")
    refer_text(people.organiser, a_document(), "Elsewhere.", "The seed council")
    files = unpacked(the_bundle(inside))

    def forge(content: dict) -> None:
        (content["parts"][0] if name.startswith("final") else content).update(change)

    forged = edited(files, name, forge)
    if name.startswith("final"):
        forged = edited(forged, name, lambda content: content.update(digest=_digest(content)))
    wrong, report = verified(packed(signed_anew(forged, SigningKey.generate())))
    assert wrong > 0, report
    assert name.split("/")[0] in report or "document" in report


@pytest.mark.only_on("sqlite", "what is told of a bundle is the same for both")
def test_a_fate_that_is_forged_alike_everywhere_does_not_fit_the_record(inside: Flask, people: Cast) -> None:
    put(people, a_document(), "for")
    withdrawn = {"state": "withdrawn", "decided_by": None, "reason": "Nobody wants it."}

    def forge(content: dict) -> None:
        content["parts"][0].update(
            {key: value for key, value in withdrawn.items() if key in content["parts"][0]}
        )

    files = edited(
        unpacked(the_bundle(inside)), "text/document-01/document.json", lambda one: one.update(withdrawn)
    )
    files = edited(files, "final/final.json", forge)
    files = edited(files, "final/final.json", lambda content: content.update(digest=_digest(content)))
    wrong, report = verified(packed(signed_anew(files, SigningKey.generate())))
    assert wrong > 0
    assert "document.json: it is withdrawn, and the record says adopted" in report


def _digest(content: dict) -> str:
    import verify

    return verify.digest_of({key: value for key, value in content.items() if key != "digest"})


def test_pages_say_what_became_of_a_text_and_officers_decide_from_the_desk(
    app: Flask, people: Cast, entered: Enter
) -> None:
    with app.app_context():
        document = a_document()
        an_amendment(people.lucia, document, "Institutions publish.")
    chair, reader = entered(people.organiser), entered(people.tomas)
    assert "1 amendment is pending: it lapses" in chair.get("/console/1").get_data(as_text=True)
    form = {
        "document": document,
        "body": 1,
        "announce": "y",
        "back": "/console/1",
        "key": "a-key-of-the-desk",
    }
    put = chair.post("/polls/text", data=form)
    assert put.headers.get("Location") == "/console/1", put.get_data(as_text=True)
    assert "Put as a whole." in reader.get("/documents/1").get_data(as_text=True)
    poll = reader.get("/polls/1").get_data(as_text=True)
    assert "for adopts it as it stands" in poll
    assert "/documents/1/amend?" not in reader.get("/documents/1").get_data(as_text=True)
    with app.app_context():
        open_poll(people.organiser, 1)
        cast(people.lucia, 1, "for")
        published(people.organiser, 1)
    assert "Adopted as a whole." in reader.get("/documents/1").get_data(as_text=True)
    assert "adopted, as it stands in revision 1. AM 1 lapses with it." in reader.get("/polls/1").get_data(
        as_text=True
    )
    assert "was adopted as a whole before it was put" in reader.get("/amendments/1").get_data(as_text=True)
    assert "<b>adopted</b>" in reader.get("/documents/").get_data(as_text=True)
    assert chair.get("/documents/1/amend").status_code == 403
    assert reader.get("/documents/1/amend").status_code == 409
    refused = chair.post("/documents/1/refer", data={"reason": "x", "to": "y", "key": "another-key-of-it"})
    assert refused.status_code == 409
