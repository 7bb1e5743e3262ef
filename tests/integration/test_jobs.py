"""Long work: done once for all who ask, taken up again when a process dies, never ended by two."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit import jobs
from summit.db import db, now
from summit.domain.errors import Refusal
from summit.jobs import Job, JobState, Tell, children
from summit.jobs.rows import LeaseLost, claim, finish, renew
from tests.conftest import Cast

Seen = list[tuple[str, object]]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What the verbs of these tests did: "copy" leaves a file, "refuse" and "break" do not."""
    done: Seen = []

    def copy(argument: Mapping[str, Any], folder: Path, tell: Tell) -> str:
        tell(1, 2, "half")
        done.append(("copy", argument["words"]))
        (folder / "copy.txt").write_text(argument["words"])
        tell(2, 2, "all")
        return "copy.txt"

    def refuse(argument: Mapping[str, Any], folder: Path, tell: Tell) -> str:
        raise Refusal("There is nothing to write.")

    def overtaken(argument: Mapping[str, Any], folder: Path, tell: Tell) -> str:
        lapse(1)
        done.append(("second", claim()))
        tell(1, 1, "too late")
        return "never.txt"

    for name, verb in {
        "copy": copy,
        "refuse": refuse,
        "break": lambda *_: 1 / 0,
        "overtaken": overtaken,
    }.items():
        monkeypatch.setitem(jobs.VERBS, name, verb)
    return done


def lapse(number: int) -> None:
    past = now() - timedelta(seconds=1)
    db.session.execute(db.update(Job).where(Job.number == number).values(lease_until=past))
    db.session.commit()


def worked(app: Flask, number: int) -> Job:
    claimed = claim()
    assert claimed is not None and claimed[0] == number
    jobs.work(app, jobs.folder_of(number), *claimed)
    return jobs.job(number)


def test_the_same_work_is_one_job_however_many_ask(inside: Flask, seen: Seen) -> None:
    numbers = {jobs.ask("copy", words="one") for _ in range(3)} | {jobs.ask("copy", words="two")}
    assert numbers == {1, 2}
    assert worked(inside, 1).state == JobState.DONE
    assert jobs.ask("copy", words="one") == 1
    assert jobs.job(1).state == JobState.DONE


def test_a_job_leaves_its_file_and_tells_how_far_it_is(inside: Flask, seen: Seen, announced: Any) -> None:
    done = worked(inside, jobs.ask("copy", words="one"))
    assert (done.state, done.done, done.total, done.step) == (JobState.DONE, 2, 2, "all")
    assert (jobs.folder_of(1) / done.file).read_text() == "one"
    assert announced() == [("job:1", "job_moved")] * 4


@pytest.mark.parametrize(
    ("verb", "said"), [("refuse", "There is nothing to write."), ("break", "the log of the server")]
)
def test_a_job_that_fails_says_why_and_can_be_asked_for_again(
    inside: Flask, seen: Seen, verb: str, said: str
) -> None:
    failed = worked(inside, jobs.ask(verb))
    assert failed.state == JobState.FAILED
    assert said in failed.error
    assert claim() is None
    assert jobs.ask(verb) == 1
    assert jobs.job(1).state == JobState.WAITING


def test_a_job_whose_process_died_is_taken_up_again(inside: Flask, seen: Seen) -> None:
    number = jobs.ask("copy", words="one")
    assert claim() == (number, 1)
    assert claim() is None, "its lease still runs"
    lapse(number)
    assert claim() == (number, 2)


def test_a_job_that_never_ends_is_given_up(inside: Flask, seen: Seen) -> None:
    number = jobs.ask("copy", words="one")
    for attempt in (1, 2, 3):
        assert claim() == (number, attempt)
        lapse(number)
    assert claim() is None
    assert jobs.job(number).state == JobState.FAILED
    assert "3 times" in jobs.job(number).error


def test_who_has_lost_the_lease_ends_nothing(inside: Flask, seen: Seen) -> None:
    number = jobs.ask("overtaken")
    running = worked(inside, number)
    assert seen == [("second", (number, 2))]
    assert (running.state, running.attempt, running.file) == (JobState.RUNNING, 2, None)
    for act in (lambda: renew(number, 1), lambda: finish(number, 1, file="mine")):
        with pytest.raises(LeaseLost):
            act()
    finish(number, 2, file="theirs")
    assert jobs.job(number).file == "theirs"


def test_jobs_of_yesterday_are_forgotten_and_those_that_run_are_not(inside: Flask, seen: Seen) -> None:
    worked(inside, jobs.ask("copy", words="one"))
    jobs.ask("copy", words="two")
    past = now() - timedelta(days=2)
    db.session.execute(db.update(Job).values(asked_at=past))
    db.session.execute(db.update(Job).where(Job.number == 1).values(ended_at=past))
    db.session.commit()
    assert jobs.forget(timedelta(days=1)) == [1]
    assert claim() == (2, 1)


def test_a_worker_has_few_processes_at_once(
    inside: Flask, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    class Sleeping:
        def __init__(self, order: list[str], **_: object) -> None:
            started.append(order)

        def poll(self) -> None:
            return None

        def wait(self) -> None:
            return None

    monkeypatch.setattr(children.subprocess, "Popen", Sleeping)
    for words in ("one", "two"):
        jobs.ask("copy", words=words)
    assert [jobs.start_waiting(), jobs.start_waiting()] == [1, 0]
    assert started[0][-3:] == ["run", "1", "1"]


def test_who_comes_while_a_job_is_started_starts_no_second_one(
    inside: Flask, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is asked for the next job, other requests are served."""

    def claim_meanwhile() -> tuple[int, int] | None:
        monkeypatch.setattr(children, "claim", claim)
        assert jobs.start_waiting() == 0
        return claim()

    monkeypatch.setattr(children, "claim", claim_meanwhile)
    inside.extensions["jobs"].command = ["/bin/true"]
    for words in ("one", "two"):
        jobs.ask("copy", words=words)
    assert jobs.start_waiting() == 1
    assert jobs.job(2).state == JobState.WAITING


def test_a_real_process_writes_the_pdf_for_whoever_asks(client: FlaskClient, people: Cast) -> None:
    answer = client.get("/final.pdf", buffered=True)
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    again = client.get("/final.pdf", buffered=True)
    assert again.data == answer.data
    assert "Ready." in client.get("/jobs/1").get_data(as_text=True)
    assert client.get("/jobs/1/file", buffered=True).data == answer.data


def test_who_asks_for_what_takes_long_sees_how_far_it_is(
    app: Flask, client: FlaskClient, people: Cast
) -> None:
    app.config["PATIENCE_S"] = 0
    app.extensions["jobs"].command = ["/bin/true"]
    answer = client.get("/final.odt")
    assert (answer.status_code, answer.location) == (303, "/jobs/1")
    with app.app_context():
        renew(1, 1, done=1, total=2, step="writing ODT")
    page = client.get(answer.location).get_data(as_text=True)
    assert "writing ODT" in page
    assert "1 / 2" in page
    assert client.get("/jobs/1/file").status_code == 404
    with app.app_context():
        finish(1, 1, error="No disk is left.")
    assert "No disk is left." in client.get("/jobs/1/part").get_data(as_text=True)


def test_a_file_that_was_removed_is_made_again(
    app: Flask, client: FlaskClient, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PATIENCE_S"] = 0
    monkeypatch.setattr(children, "AT_ONCE", 0)  # nobody but this test does it
    client.get("/final.odt")
    with app.app_context():
        assert claim() == (1, 1)
        finish(1, 1, file="gone.odt")
    assert client.get("/jobs/1/file").status_code == 404
    assert client.get("/final.odt").location == "/jobs/1"
    with app.app_context():
        assert claim() == (1, 1)
        folder = jobs.folder_of(1)
        folder.mkdir(parents=True)
        finish(1, 1, file=jobs.leave(folder, "there.odt", b"whole"))
    assert client.get("/final.odt", buffered=True).data == b"whole"


def test_a_file_is_left_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power may fail at any moment, and a second attempt may write while somebody reads the file."""
    jobs.leave(tmp_path, "one.txt", b"the first attempt")

    def fail(_: int) -> None:
        raise OSError("No disk is left.")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No disk"):
        jobs.leave(tmp_path, "one.txt", b"the")
    assert (tmp_path / "one.txt").read_bytes() == b"the first attempt"


def test_a_job_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert {client.get(f"/jobs/7{part}").status_code for part in ("", "/part", "/file")} == {404}
