"""What follows a result: challenge, recount, ruling; repeats of void polls; statements beside it."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db, now
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.export.bundle import make_bundle
from summit.export.composing import compose
from summit.export.markdown import write_markdown
from summit.voting.models import Ballot, Poll, PollState
from summit.voting.queries import afterwards, repeats
from summit.voting.queries import poll as poll_of
from summit.voting.services import (
    announce_poll,
    challenge_result,
    make_statement,
    open_poll,
    recount_poll,
    repeat_poll,
    rule_on_challenge,
    withdraw_statement,
)
from tests.bundles import packed, signed_anew, unpacked, verified
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, published, voided

Enter = Callable[[int], FlaskClient]
keys = iter(range(10_000_000, 20_000_000))


@pytest.fixture
def poll(app: Flask, people: Cast) -> int:
    with app.app_context():
        number = an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "They shall.")])
        for person in (people.lucia, people.tomas):
            cast(person, number, "am1")
        cast(people.rosa, number, "keep")
        published(people.organiser, number)
        return number


def ago(poll: int, **time: int) -> None:
    """As if the result had been published so long ago."""
    then = now() - timedelta(**time)
    db.session.execute(db.update(Poll).where(Poll.number == poll).values(published_at=then))
    db.session.commit()


def send(client: FlaskClient, path: str, status: int = 303, **form: object) -> str:
    answer = client.post(path, data={"key": f"key-{next(keys)}", **form})
    assert answer.status_code == status, answer.text
    return answer.text


def test_a_result_is_challenged_in_time_counted_again_and_ruled_upon_once(
    inside: Flask, people: Cast, poll: int
) -> None:
    with pytest.raises(NotAllowed, match="on the roll"):
        challenge_result(people.observer, poll, "It cannot be.")
    for words in ("  ", "x" * 1001):
        with pytest.raises(Unacceptable):
            challenge_result(people.rosa, poll, words)
    number = challenge_result(people.rosa, poll, "AM 1 had fewer hands in the room.")
    with pytest.raises(Refusal, match="waits for its ruling"):
        challenge_result(people.rosa, poll, "Once more.")
    equal = recount_poll(people.organiser, poll)
    assert (equal.ballots, equal.is_equal, equal.differences) == (3, True, ())
    with pytest.raises(NotAllowed):
        rule_on_challenge(people.rosa, number, True, "I am right.")
    rule_on_challenge(people.organiser, number, False, "Counted again, and equal.")
    with pytest.raises(Refusal, match="never edited"):
        rule_on_challenge(people.organiser, number, True, "Now it is upheld.")
    ago(poll, minutes=61)
    with pytest.raises(Refusal, match="is over"):
        challenge_result(people.lucia, poll, "Too late.")
    after = afterwards(poll_of(poll))
    assert [(one.is_upheld, one.ruling) for one in after.challenges] == [(False, "Counted again, and equal.")]


def test_a_recount_names_every_figure_that_differs(inside: Flask, people: Cast, poll: int) -> None:
    changed = db.session.scalars(db.select(Ballot)).first()
    content = {"ranking": ["keep"]} if changed.content == {"ranking": ["am1"]} else {"ranking": ["am1"]}
    changed.content = content
    db.session.commit()
    found = recount_poll(None, poll)
    assert not found.is_equal
    said = " ".join(found.differences)
    assert "not those of which the record took the digest" in said
    assert "Round 1: am1 has" in said
    run = inside.test_cli_runner().invoke(args=["record", "recount", str(poll)])
    assert (run.exit_code, "differs" in run.output) == (1, True), run.output
    as_json = inside.test_cli_runner().invoke(args=["record", "recount", str(poll), "--json"])
    assert json.loads(as_json.stdout)["equal"] is False


def test_a_void_poll_is_repeated_once_and_both_lead_to_each_other(
    app: Flask, people: Cast, entered: Enter
) -> None:
    with app.app_context():
        old = an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "They shall.")])
        with pytest.raises(Refusal, match="only a void poll"):
            repeat_poll(people.organiser, old)
        voided(people.organiser, old, "The wrong text was on the screen.")
    send(entered(people.organiser), f"/polls/{old}/repeat")
    with app.app_context():
        new = poll_of(old + 1)
        assert (new.state, new.repeats_number) == (PollState.DRAFT, old)
        assert repeats(new).reason == "The wrong text was on the screen."
        with pytest.raises(Refusal, match="repeated by V-02 already"):
            repeat_poll(people.organiser, old)
        assert repeats(poll_of(old)).by is None, "a draft is the officers' own"
        announce_poll(people.organiser, old + 1)
        open_poll(people.organiser, old + 1, "1")
        cast(people.lucia, old + 1, "keep")
        published(people.organiser, old + 1)
        wrong, said = verified(make_bundle(lambda *_: None).content)
        assert wrong == 0, said
    client = entered(people.observer)
    assert 'href="/polls/2">V-02</a>' in client.get(f"/polls/{old}").text
    assert "The wrong text was on the screen." in client.get(f"/polls/{old + 1}").text


def test_words_attached_to_a_result_stand_in_the_document_and_their_digest_in_the_record(
    inside: Flask, people: Cast, poll: int
) -> None:
    mine = make_statement(people.rosa, poll, "minority", "Seeds are no goods.")
    gone = make_statement(people.tomas, poll, "explanation", "I was for it because of the schools.")
    make_statement(people.lucia, poll, "reservation", "Not on common land.")
    challenge = challenge_result(people.lucia, poll, "The clock was wrong.")
    rule_on_challenge(people.organiser, challenge, False, "It was right.")
    for bad in ("", "x" * 2001):
        with pytest.raises(Unacceptable):
            make_statement(people.amaru, poll, "minority", bad)
    with pytest.raises(Refusal, match="attached already"):
        make_statement(people.rosa, poll, "minority", "More.")
    with pytest.raises(NotAllowed):
        make_statement(people.observer, poll, "explanation", "I have no vote.")
    with pytest.raises(NotAllowed):
        withdraw_statement(people.lucia, mine)
    withdraw_statement(people.tomas, gone)
    text = write_markdown(compose())
    assert "Seeds are no goods" in text
    assert ", reservation:** Not on common land" in text
    assert "because of the schools" not in text
    made = make_bundle(lambda *_: None).content
    wrong, said = verified(made)
    assert wrong == 0, said
    assert "V-01: 1 challenge and 3 statements are those of the record" in said
    ago(poll, hours=25)
    with pytest.raises(Refusal, match="is over"):
        make_statement(people.amaru, poll, "explanation", "Too late.")
    for old, new in (
        (b"Seeds are no goods.", b"Seeds are all good."),
        (b"The clock was wrong.", b"The clock was right."),
        (b"It was right.", b"It was wrong."),
    ):
        files = unpacked(made)
        path = "votes/V-01/statements.json"
        assert old in files[path]
        changed = signed_anew({**files, path: files[path].replace(old, new)})
        wrong, said = verified(packed(changed))
        assert wrong, new
        assert "votes/V-01/statements.json" in said


def test_the_page_takes_words_keeps_what_was_typed_and_shows_them_to_everybody(
    app: Flask, people: Cast, poll: int, entered: Enter
) -> None:
    rosa, chair = entered(people.rosa), entered(people.organiser)
    page = send(rosa, f"/polls/{poll}/statements", 422, kind="minority", words="long " * 401)
    assert "at most 2000" in page
    assert "long long" in page
    send(rosa, f"/polls/{poll}/statements", kind="minority", words="Seeds are no goods.")
    send(rosa, f"/polls/{poll}/challenge", reason="I saw other hands.")
    send(entered(people.observer), f"/polls/{poll}/challenge", 403, reason="I too.")
    send(chair, f"/polls/{poll}/recount")
    assert "Say whether the challenge is upheld." in send(chair, "/challenges/1/rule", 422, words="Hm.")
    send(chair, "/challenges/1/rule", upheld="no", words="Counted again.")
    for reader in (app.test_client(), rosa, chair):
        told = reader.get(f"/polls/{poll}").text
        for words in ("Seeds are no goods.", "I saw other hands.", "Counted again.", "3 ballots, equal."):
            assert words in told, words
    send(chair, "/statements/1/withdraw", 422)
    send(chair, "/statements/1/withdraw", reason="It names a person.")
    assert "Seeds are no goods." not in app.test_client().get(f"/polls/{poll}").text


def test_each_of_several_challenges_has_a_form_of_its_own(
    app: Flask, people: Cast, poll: int, entered: Enter
) -> None:
    for person in (people.rosa, people.tomas):
        send(entered(person), f"/polls/{poll}/challenge", reason="I saw other hands.")
    refused = send(entered(people.organiser), "/challenges/2/rule", 422, words="Half a ruling.")
    ids = re.findall(r'\bid="([^"]+)"', refused)
    assert len(ids) == len(set(ids))
    named = {
        word for one in re.findall(r'\b(?:for|aria-describedby)="([^"]+)"', refused) for word in one.split()
    }
    assert named <= set(ids)
    assert refused.count("Half a ruling.") == 1
    assert re.search(r'id="words-2"[^>]*>\s*Half a ruling', refused)


def test_nothing_follows_what_is_not_published(app: Flask, people: Cast, entered: Enter) -> None:
    with app.app_context():
        number = an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "They shall.")])
        cast(people.lucia, number, "am1")
    chair, lucia = entered(people.organiser), entered(people.lucia)
    assert lucia.get(f"/polls/{number}/afterwards").status_code == 404
    for client, path in (
        (chair, f"/polls/{number}/recount"),
        (lucia, f"/polls/{number}/challenge"),
        (lucia, f"/polls/{number}/statements"),
    ):
        answer = client.post(path, data={"key": f"key-{next(keys)}", "reason": "a", "words": "a"})
        assert answer.status_code in (404, 409), path
        assert "Round" not in answer.text
