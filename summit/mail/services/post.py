"""Turns of sending: one job at a time, a pause after each failure of the server."""

from sqlalchemy import delete, select

from summit import jobs
from summit.db import clock, db, now, transaction
from summit.jobs import Job, JobState
from summit.mail.models import LetterState, MailLetter, MailPost
from summit.mail.services.letters import wait_after

VERB = "send mail"
LONGEST_ERROR = 200


@transaction
def ask_to_send() -> int:
    """Ask for a job that sends what is due, unless one is at it or the server is given a rest."""
    post = _held()
    if (post.not_before and post.not_before > now()) or not _is_any_due():
        return 0
    before = db.session.get(Job, post.job_number) if post.job_number else None
    if before is not None and before.state in (JobState.WAITING, JobState.RUNNING):
        return 0
    if before is not None:
        db.session.execute(delete(Job).where(Job.number == before.number))
    if before is not None and before.state == JobState.FAILED:
        post.job_number = None
        _fail(post, before.error or "")
        return 0
    post.turn += 1
    post.job_number = jobs.ask(VERB, turn=post.turn)
    return 1


@transaction
def put_off(error: str) -> None:
    """The server did not answer or takes nothing: leave it alone for a while, longer each time."""
    _fail(_held(), error)


@transaction
def server_answers() -> None:
    """It takes letters: earlier failures count no more."""
    post = _held()
    post.failures, post.error, post.not_before = 0, "", None


def _fail(post: MailPost, error: str) -> None:
    post.failures += 1
    post.error = " ".join(error.split())[:LONGEST_ERROR]
    post.not_before = now() + wait_after(post.failures)


def _is_any_due() -> bool:
    due = select(MailLetter.id).where(MailLetter.state == LetterState.WAITING, MailLetter.next_at <= clock())
    return db.session.scalar(due.limit(1)) is not None


def _held() -> MailPost:
    post = db.session.get(MailPost, 1, with_for_update=True)
    if post is None:
        post = MailPost(id=1, turn=0, failures=0, error="")
        db.session.add(post)
        db.session.flush()
    return post
