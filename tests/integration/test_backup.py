"""Copies taken while the server runs, put back whole, and polls that go on with what can still be known."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from summit import jobs
from summit.backup import NotCopied, copy_to, faults, follow, restore
from summit.backup.restoring import _alone
from summit.db import db, is_sqlite
from summit.domain.errors import Refusal
from summit.events import TopicName, heads_of
from summit.export.bundle import kept_key, make_bundle
from summit.export.composing import compose
from summit.mail.models import LetterKind, LetterState, MailLetter
from summit.mail.services import take_letter
from summit.record import RecordEntry, broken_at
from summit.voting.models import Ballot, Envelope, Participation, Poll, PollState
from summit.voting.services import announce_poll, cast_ballot, close_poll, keys, open_poll, put_to_poll
from tests.bundles import verified
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed, marks, published
from tests.supplied.programs import program


@pytest.fixture(autouse=True)
def _programs(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's programs on the path, where the database is one."""
    if not is_sqlite():
        monkeypatch.setenv("PATH", f"{program('postgres')}{os.pathsep}{os.environ['PATH']}")


def documents() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(RecordEntry)) or 0


def a_poll(people: Cast) -> int:
    return an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Institutions publish.")])


def test_a_copy_holds_what_was_there_and_puts_it_back(inside: Flask, people: Cast, tmp_path: Path) -> None:
    a_document()
    entries = documents()
    copy_to(tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    a_document(title="Written after the copy")
    done = restore(tmp_path / "copy", inside.config["INSTANCE"])
    assert (done.entries, done.faults, done.polls) == (entries, (), ())
    assert [one.title for one in compose().parts] == ["Seeds and soils"]
    last = db.session.scalars(db.select(RecordEntry).order_by(RecordEntry.seq.desc())).first()
    assert (last.kind, last.payload["entries"], last.payload["head"]) == ("restored", entries, done.head)
    assert broken_at() is None
    assert "put back from a copy" in compose().exceptions[-1].sentence


def test_readers_begin_anew_and_jobs_whose_files_are_gone_are_forgotten(
    inside: Flask, people: Cast, tmp_path: Path
) -> None:
    a_document()
    jobs.ask("final document", format="pdf")
    before = heads_of([TopicName("summit")])[0]
    copy_to(tmp_path / "copy")
    restore(tmp_path / "copy", inside.config["INSTANCE"])
    after = heads_of([TopicName("summit")])[0]
    assert after.seq == before.seq
    assert after.epoch != before.epoch
    assert db.session.scalar(db.select(jobs.Job)) is None


def test_nothing_is_put_back_under_a_running_server(inside: Flask, people: Cast, tmp_path: Path) -> None:
    copy_to(tmp_path / "copy")
    held = _alone(inside.config["INSTANCE"])
    with pytest.raises(Refusal, match="Stop it, then restore"):
        restore(tmp_path / "copy", inside.config["INSTANCE"])
    os.close(held)
    restore(tmp_path / "copy", inside.config["INSTANCE"])


@pytest.mark.only_on("sqlite", "pg_restore says itself what is no dump")
def test_what_is_no_whole_copy_is_refused_and_nothing_is_touched(
    inside: Flask, people: Cast, tmp_path: Path
) -> None:
    copy_to(tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    a_document()
    entries = documents()
    for content in (b"", b"no database", whole[: len(whole) // 2]):
        (tmp_path / "bad").write_bytes(content)
        with pytest.raises(NotCopied):
            restore(tmp_path / "bad", inside.config["INSTANCE"])
    with pytest.raises(NotCopied, match="not there"):
        restore(tmp_path / "nowhere", inside.config["INSTANCE"])
    assert documents() == entries


@pytest.mark.only_on("sqlite", "a dump is one transaction by itself")
def test_a_copy_fits_in_itself_while_others_write(inside: Flask, people: Cast, tmp_path: Path) -> None:
    a_document()
    open_write = sqlite3.connect(db.engine.url.database)
    open_write.execute(
        "INSERT INTO document (title, language, head, imported_at) VALUES ('half', 'en', 1, 'x')"
    )
    copy_to(tmp_path / "copy")
    open_write.rollback()
    open_write.close()
    with sqlite3.connect(tmp_path / "copy") as copy:
        assert copy.execute("SELECT title FROM document").fetchall() == [("Seeds and soils",)]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    assert not list(tmp_path.glob("copy-*"))


def test_what_does_not_fit_is_named(inside: Flask, people: Cast) -> None:
    poll = a_poll(people)
    cast(people.lucia, poll, "am1")
    published(people.organiser, poll)
    assert faults() == []
    db.session.execute(db.update(Ballot).values(content={"ranking": ["keep"]}))
    db.session.execute(db.text("UPDATE revision SET digest = 'x' WHERE number = 2"))
    db.session.execute(db.update(RecordEntry).where(RecordEntry.seq == 3).values(kind="other"))
    db.session.commit()
    assert faults() == [
        "The record breaks at entry 3.",
        "Document 1, revision 2: not the text of its digest.",
        "V-01: its ballots are not those that the record took the digest of.",
        "V-01: its ballots do not give the published result.",
    ]


def test_an_open_poll_goes_on_and_takes_again_what_the_copy_does_not_hold(
    inside: Flask, people: Cast, tmp_path: Path
) -> None:
    """The machine lives and has the key: ballots in the copy count, later ones are offered again."""
    poll = a_poll(people)
    cast(people.lucia, poll, "am1")
    copy_to(tmp_path / "copy")
    ballot = marks("am1")
    receipt = cast_ballot(people.tomas, poll, ballot).receipt
    close_poll(people.organiser, poll)
    assert restore(tmp_path / "copy", inside.config["INSTANCE"]).polls == (poll,)
    assert db.session.get_one(Poll, poll).state == PollState.OPEN
    assert cast_ballot(people.tomas, poll, ballot).receipt == receipt
    published(people.organiser, poll)
    assert db.session.get_one(Poll, poll).result["ballots"]["valid"] == "2"


def test_without_its_key_a_poll_gets_another_and_says_how_many_ballots_are_asked_for_again(
    inside: Flask, people: Cast, tmp_path: Path
) -> None:
    """The machine is gone: nobody can open what is sealed, and the record says so before any result."""
    kept_key(inside.config["INSTANCE"])
    poll = a_poll(people)
    first = marks("am1")
    receipt = cast_ballot(people.lucia, poll, first).receipt
    cast(people.tomas, poll, "keep")
    copy_to(tmp_path / "copy")
    shutil.rmtree(inside.config["INSTANCE"] / "keys")
    restore(tmp_path / "copy", inside.config["INSTANCE"])
    assert db.session.scalar(db.select(Envelope)) is None
    assert any("2 sealed ballots could not be opened" in one.sentence for one in compose().exceptions)
    assert cast_ballot(people.lucia, poll, first).receipt == receipt, "the same nonce, the same receipt"
    published(people.organiser, poll)
    assert len(db.session.scalars(db.select(Participation)).all()) == 1
    wrong, said = verified(make_bundle(lambda *_: None).content)
    assert wrong == 0, said
    assert "V-01: its lot was lost and committed to anew" in said
    assert "what happened between entry" in said


def test_an_announced_poll_without_its_lot_can_still_be_opened_and_closed(
    inside: Flask, people: Cast, tmp_path: Path
) -> None:
    poll = put_to_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Institutions publish.")])
    announce_poll(people.organiser, poll)
    copy_to(tmp_path / "copy")
    keys.destroy(poll)
    restore(tmp_path / "copy", inside.config["INSTANCE"])
    open_poll(people.organiser, poll, "4 1 6")
    closed(people.organiser, poll)
    assert db.session.get_one(Poll, poll).state == PollState.CLOSED


def test_a_warm_copy_follows_every_change_and_holds_what_a_second_machine_needs(
    inside: Flask, people: Cast, tmp_path: Path
) -> None:
    kept_key(inside.config["INSTANCE"])
    (inside.config["INSTANCE"] / "secret_key").write_text("of the cookies")
    poll = a_poll(people)
    said: list[str] = []

    def note(words: str) -> None:
        said.append(words)
        if len(said) == 1:
            cast(people.lucia, poll, "am1")

    follow(tmp_path / "warm", 0.01, note, turns=4)
    assert len(said) == 2, said
    assert sorted(one.name for one in (tmp_path / "warm").iterdir()) == [
        "copy.db",
        "secret_key",
        "signing_key",
    ]
    restore(tmp_path / "warm" / "copy.db", inside.config["INSTANCE"])
    assert db.session.scalar(db.select(Envelope)) is not None


def test_letters_that_waited_in_a_copy_are_sent_once_somebody_says_so(
    app: Flask, people: Cast, tmp_path: Path
) -> None:
    def states() -> list[str]:
        with app.app_context():
            return list(db.session.scalars(db.select(MailLetter.state).order_by(MailLetter.id)))

    with app.app_context():
        before = (LetterState.WAITING, LetterState.SENDING, LetterState.SENT)
        for number, state in enumerate(before):
            letter = MailLetter(person_id=people.lucia, kind=LetterKind.DECIDED, number=number, state=state)
            db.session.add(letter)
            db.session.flush()
        db.session.commit()
    runner, file = app.test_cli_runner(), str(tmp_path / "copy")
    runner.invoke(args=["backup", file])
    done = runner.invoke(args=["restore", file])
    assert "2 e-mail letters waited in this copy" in done.output
    assert states() == ["aside", "aside", "sent"]
    assert runner.invoke(args=["mail", "aside"]).output == "2 letters were put aside by a restore.\n"
    with app.app_context():
        assert take_letter() is None
    assert runner.invoke(args=["mail", "aside", "--send"]).output == "2 letters wait to be sent.\n"
    assert states() == ["waiting", "waiting", "sent"]
    runner.invoke(args=["restore", file])
    assert runner.invoke(args=["mail", "aside", "--drop"]).output == "2 letters are not sent.\n"
    assert states() == ["needless", "needless", "sent"]


def test_the_commands_say_what_they_did(app: Flask, people: Cast, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    file = str(tmp_path / "copy")
    assert "keep it safe" in runner.invoke(args=["backup", file]).output
    done = runner.invoke(args=["restore", file])
    assert done.exit_code == 0, done.output
    assert "Verified: chain, texts, ballots and results fit." in done.output
    assert runner.invoke(args=["backup"]).exit_code == 2
    refused = runner.invoke(args=["restore", str(tmp_path / "nowhere")])
    assert (refused.exit_code, refused.output) == (1, f"{tmp_path}/nowhere is not there.\n")
