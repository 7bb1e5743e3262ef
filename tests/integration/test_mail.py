"""E-mail: asked for, confirmed, ended by one click; each thing once; a failing server disturbs nobody."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit import jobs
from summit.cli.doctor import mail as doctor
from summit.db import db, now
from summit.domain.errors import NotFound, Refusal, Unacceptable
from summit.export.ending import end_summit
from summit.jobs.rows import claim
from summit.mail.addresses import CONFIRM, OFF, token
from summit.mail.models import LetterState, MailAddress, MailLetter, MailPost
from summit.mail.queries import digest_of, post
from summit.mail.rounds import look_after_mail
from summit.mail.services import confirm_mail, end_mail, take_letter, want_mail
from summit.mail.services.letters import MOST_ATTEMPTS
from summit.people.models import Attendance, Role
from summit.people.services import accredit
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, published
from tests.supplied.smtp import Mailbox, mailbox

Enter = Callable[[int], FlaskClient]
LUCIA = "lucia@example.org"
URL = "https://summit.example"
KEY = {"key": "a-key-of-its-own"}


@pytest.fixture
def box(app: Flask) -> Iterator[Mailbox]:
    """The server that the application is told of."""
    with mailbox() as server:
        app.config.update(MAIL_URL=server.url, MAIL_FROM="no-reply@summit.example", SUMMIT_URL=URL)
        app.jinja_env.globals["mail_is_on"] = True
        yield server


def round_of_mail(app: Flask) -> None:
    """What the ticker and a job do together, in this process, and nothing waits for the next try."""
    look_after_mail()
    while (claimed := claim()) is not None:
        assert jobs.work(app, jobs.folder_of(claimed[0]), *claimed)


def hurry() -> None:
    """What waits for its next try waits no more."""
    past = now() - timedelta(seconds=1)
    db.session.execute(db.update(MailLetter).values(next_at=past))
    db.session.execute(db.update(MailPost).values(not_before=None))
    db.session.commit()


def confirmed(person: int, address: str = LUCIA, language: str = "es") -> None:
    want_mail(person, address, language)
    confirm_mail(person, digest_of(address))
    db.session.execute(db.update(MailLetter).values(state=LetterState.NEEDLESS))
    db.session.commit()


def words(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content()


def link_in(message: EmailMessage, to: str) -> str:
    found = re.search(rf"{URL}({to}\S*)", words(message))
    assert found, words(message)
    return found[1]


def test_an_address_is_confirmed_by_its_link_and_ended_by_one_click(
    app: Flask, people: Cast, box: Mailbox, entered: Enter
) -> None:
    me, visitor = entered(people.lucia), app.test_client()
    assert "/awaits/mail" in me.get("/awaits").text
    form = {"address": LUCIA, "language": "es", **KEY}
    assert me.post("/awaits/mail", data=form | {"address": "no address"}).status_code == 422
    for _ in range(2):
        assert me.post("/awaits/mail", data=form).status_code == 303
    with app.app_context():
        round_of_mail(app)
        assert [one["To"] for one in box.taken] == [LUCIA]
        confirming = link_in(box.taken[0], "/mail/confirm/")
        assert "Abra este enlace" in words(box.taken[0]) and LUCIA not in confirming
        an_open_poll(people.organiser, [an_amendment(people.tomas, a_document(), "Shall.")])
        round_of_mail(app)
        assert len(box.taken) == 1, "nothing goes to an address before it is confirmed"
    assert visitor.get(confirming).status_code == 200
    with app.app_context():
        assert db.session.get_one(MailAddress, people.lucia).confirmed_at is None, "programs open links, too"
    assert visitor.post(confirming).status_code == 303
    with app.app_context():
        an_open_poll(people.organiser, [an_amendment(people.tomas, 1, "Banks.", "p3")])
        round_of_mail(app)
    letter = box.taken[-1]
    assert letter["Subject"] == "[Test summit] V-02 está abierta: A change"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Content-Language"] == "es" and letter["Auto-Submitted"] == "auto-generated"
    assert f"{URL}/polls/2" in words(letter)
    off = link_in(letter, "/mail/off/")
    assert letter["List-Unsubscribe"] == f"<{URL}{off}>"
    assert visitor.get(off).status_code == 200
    assert visitor.post(off, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert visitor.post(off).status_code == 303, "it has ended, and to say so again is no error"
    with app.app_context():
        assert db.session.get(MailAddress, people.lucia) is None
        an_open_poll(people.organiser, [an_amendment(people.tomas, 1, "Acts.", "p4")])
        round_of_mail(app)
    assert len(box.taken) == 2


@pytest.mark.only_on("sqlite", "pages, and links that no database reads")
def test_nothing_speaks_of_e_mail_where_no_server_is_named(app: Flask, people: Cast, entered: Enter) -> None:
    me, officer = entered(people.lucia), entered(people.organiser)
    for page in ("/awaits", "/devices", "/"):
        assert not re.search("e-?mail|/mail", me.get(page).text, re.I)
    assert "mail" not in officer.get("/people/ways-in").text.lower()
    for address in ("/awaits/mail", "/mail/off/x", "/mail/confirm/x"):
        assert me.get(address).status_code == me.post(address, data=KEY).status_code == 404
    with app.app_context():
        assert look_after_mail() == 0


@pytest.mark.only_on("sqlite", "signatures")
def test_links_that_nobody_signed_or_for_another_address_change_nothing(
    app: Flask, people: Cast, box: Mailbox
) -> None:
    visitor = app.test_client()
    with app.app_context():
        want_mail(people.lucia, LUCIA, "es")
        others = token(CONFIRM, people.lucia, digest_of("other@example.org"))
        crossed = token(OFF, people.lucia, digest_of(LUCIA))
    for forged in (others, crossed, crossed[:-2], "none"):
        assert visitor.post(f"/mail/confirm/{forged}").status_code == 404
    with app.app_context():
        with pytest.raises(NotFound):
            confirm_mail(people.tomas, digest_of(LUCIA))
        for n in range(4):
            want_mail(people.lucia, f"lucia{n}@example.org", "es")
        with pytest.raises(Refusal, match="Five links"):
            want_mail(people.lucia, "victim@example.org", "es")
        with pytest.raises(Unacceptable):
            want_mail(people.lucia, "a@example.org\r\nBcc: b@example.org", "es")
        assert db.session.get_one(MailAddress, people.lucia).address == "lucia3@example.org"


def test_a_proposer_is_told_once_what_became_of_an_amendment_and_nobody_how_anybody_voted(
    inside: Flask, people: Cast, box: Mailbox
) -> None:
    confirmed(people.lucia, language="fr")
    confirmed(people.rosa, "rosa@example.org", "en")
    poll = an_open_poll(
        people.organiser,
        [an_amendment(people.lucia, a_document(), "Institutions shall.", title="A “duty” & more")],
    )
    round_of_mail(inside)
    cast(people.lucia, poll, "am1")
    assert sorted(one["To"] for one in box.taken) == [LUCIA, "rosa@example.org"]
    for _ in range(3):
        look_after_mail()
        round_of_mail(inside)
    assert len(box.taken) == 2, "who has voted and who has not get the same, once"
    published(people.organiser, poll)
    for _ in range(2):
        round_of_mail(inside)
    decided = box.taken[2:]
    assert [one["To"] for one in decided] == [LUCIA]
    assert "AM 1 “A “duty” & more”" in words(decided[0]) and "V-01" in words(decided[0])
    assert "adopté" in words(decided[0])
    assert not re.search(r"(?i)ballot|bulletin|receipt|your vote|1 of 1", words(decided[0]))
    assert db.session.query(MailLetter).filter_by(state=LetterState.SENT).count() == 3


@pytest.mark.parametrize(
    ("command", "answer", "then"),
    [
        ("RCPT", "550 nobody here", LetterState.REFUSED),
        ("RCPT", "451 later", LetterState.WAITING),
        ("MAIL", "451 later", LetterState.WAITING),
        ("DATA", "451 later", LetterState.WAITING),
        (".", "554 no", LetterState.REFUSED),
        (".", "451 later", LetterState.WAITING),
        ("RCPT", "silent", LetterState.WAITING),
        (".", "silent", LetterState.UNKNOWN),
    ],
)
@pytest.mark.only_on("sqlite", "answers of a server; letters are on both in the tests beside")
def test_a_letter_that_was_not_taken_is_tried_again_and_one_that_may_have_been_is_not(
    inside: Flask, people: Cast, box: Mailbox, command: str, answer: str, then: LetterState
) -> None:
    confirmed(people.lucia)
    an_open_poll(people.organiser, [an_amendment(people.tomas, a_document(), "Shall.")])
    box.answers[command] = answer
    round_of_mail(inside)
    [letter] = db.session.query(MailLetter).filter_by(kind="poll_opened").all()
    assert letter.state == then and box.taken == []
    box.answers.clear()
    round_of_mail(inside)
    assert box.taken == [], "not before its time"
    hurry()
    round_of_mail(inside)
    assert len(box.taken) == (1 if then == LetterState.WAITING else 0)
    assert post().failures == (1 if then == LetterState.UNKNOWN else 0)


def test_a_server_that_is_down_is_left_alone_longer_each_time_and_seen_by_who_looks_after_it(
    inside: Flask, people: Cast, box: Mailbox
) -> None:
    confirmed(people.lucia)
    inside.config["MAIL_URL"] = "smtp://127.0.0.1:9"
    poll = an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Shall.")])
    waits = []
    for n in range(1, 4):
        round_of_mail(inside)
        row = db.session.get_one(MailPost, 1)
        assert (row.failures, row.not_before is not None) == (n, True)
        waits.append((row.not_before - now()).total_seconds())
        round_of_mail(inside)
        assert post().failures == n, "it is given a rest"
        hurry()
    assert waits[0] < waits[1] < waits[2]
    (knocked,), (waiting,) = doctor.server(), doctor.letters()
    assert (knocked.state, knocked.said[:33]) == ("wrong", "The server does not let us in: Co")
    assert waiting.said.startswith("1 wait: it failed 3 times in a row")
    live = inside.extensions["summit-live"].samples()
    assert (live["summit_mail_waiting"], live["summit_mail_failures"]) == (1, 3)
    cast(people.lucia, poll, "am1")
    published(people.organiser, poll)
    inside.config["MAIL_URL"] = box.url
    hurry()
    round_of_mail(inside)
    assert [one["To"] for one in box.taken] == [LUCIA], "of a poll that is over nobody is told that it opened"
    assert db.session.query(jobs.Job).count() <= 1, "turns leave no heap of jobs"


@pytest.mark.only_on("sqlite", "a state, not a lock")
def test_a_letter_whose_sender_died_is_not_sent_again_and_one_refused_eight_times_is_given_up(
    inside: Flask, people: Cast, box: Mailbox
) -> None:
    confirmed(people.lucia)
    an_open_poll(people.organiser, [an_amendment(people.tomas, a_document(), "Shall.")])
    look_after_mail()
    taken = take_letter()
    assert taken is not None and take_letter() is None
    db.session.execute(db.update(MailLetter).values(claimed_at=now() - timedelta(minutes=6)))
    db.session.commit()
    want_mail(people.tomas, "tomas@example.org", "en")
    box.answers["RCPT"] = "450 not now"
    for _ in range(MOST_ATTEMPTS + 2):
        round_of_mail(inside)
        hurry()
    assert (post().unknown, post().refused, post().waiting, box.taken) == (1, 1, 0, [])


def test_personal_links_go_to_who_waits_for_a_way_in_and_their_code_stands_nowhere_else(
    app: Flask, people: Cast, box: Mailbox, entered: Enter
) -> None:
    with app.app_context():
        for name, badge, email in (("Sisa Tenesaca", "R-1", "sisa@example.org"), ("Nina Vega", "R-2", "")):
            accredit(None, name, Role.DELEGATE, badge, attends=Attendance.REMOTE, email=email)
    desk = entered(people.organiser)
    assert "/people/links/mail" in desk.get("/people/ways-in").text
    assert desk.post("/people/links/mail", data=KEY).status_code == 303
    assert desk.post("/people/links/mail", data={"key": "another-key-1"}).status_code == 409
    assert entered(people.lucia).post("/people/links/mail", data=KEY).status_code == 403
    with app.app_context():
        box.answers["RCPT"] = "450 not now"
        round_of_mail(app)
        box.answers.clear()
        hurry()
        round_of_mail(app)
        [letter] = box.taken
        assert letter["To"] == "sisa@example.org" and "List-Unsubscribe" not in letter
        link = link_in(letter, "/sign-in")
        code = link.split("#slip=")[1]
        rows = [str(row) for table in db.metadata.sorted_tables for row in db.session.execute(table.select())]
        assert not any(code in row or code.replace("-", "") in row for row in rows)
    guest = app.test_client()
    assert guest.post("/sign-in/slip", data={"code": code, "pin": "493817"}).status_code == 303


@pytest.mark.only_on("sqlite", "deletion alike")
def test_addresses_and_letters_are_gone_when_the_summit_is_closed(
    inside: Flask, people: Cast, box: Mailbox
) -> None:
    confirmed(people.lucia)
    want_mail(people.rosa, "rosa@example.org", "en")
    assert end_mail(people.rosa)
    end_summit(timedelta(0))
    assert db.session.query(MailAddress).count() == db.session.query(MailLetter).count() == 0


@pytest.mark.only_on("sqlite", "a process, which is alike")
def test_a_job_of_its_own_sends_what_waits(inside: Flask, people: Cast, box: Mailbox) -> None:
    named = {name: str(inside.config[name]) for name in ("MAIL_URL", "MAIL_FROM", "SUMMIT_URL")}
    inside.extensions["jobs"].environment = {**inside.extensions["jobs"].environment, **named}
    want_mail(people.lucia, LUCIA, "en")
    look_after_mail()
    assert jobs.start_waiting() == 1
    inside.extensions["jobs"].wait()
    assert [one["Subject"] for one in box.taken] == ["[Test summit] Confirm your e-mail address"]
    assert post().waiting == 0
