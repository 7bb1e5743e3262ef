"""Jobs as rows with a lease, so that one that a restart cut off is taken up again."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String, Text, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from summit.db import Base, UtcDateTime, clock, db, now, transaction
from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.errors import NotFound
from summit.events import TopicName, announce

LEASE = timedelta(seconds=30)
ATTEMPTS = 3


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """A piece of long work. Whoever holds the lease of an attempt does it; a lease that ran out is free."""

    __tablename__ = "job"
    __table_args__ = ({"sqlite_autoincrement": True},)
    number: Mapped[int] = mapped_column(primary_key=True)
    verb: Mapped[str] = mapped_column(String(40))
    argument: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """One row for one piece of work, however many ask for it."""
    state: Mapped[JobState] = mapped_column(String(20), default=JobState.WAITING)
    attempt: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(String(200), default="")
    file: Mapped[str | None] = mapped_column(String(200))
    error: Mapped[str | None] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock())
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LeaseLost(Exception):
    """Somebody else has taken the job up, or it is gone: this attempt must not go on."""


def topic(number: int) -> TopicName:
    return TopicName("job", str(number))


@transaction
def ask(verb: str, **argument: Any) -> int:
    """The number of the job that does this; the same work is done once. One that failed is tried anew."""
    key = sha256_hex(canonical_json([verb, argument]))
    job = db.session.scalar(select(Job).where(Job.key == key).with_for_update())
    if job is None:
        job = Job(verb=verb, argument=argument, key=key)
        db.session.add(job)
    elif job.state == JobState.FAILED:
        job.state, job.attempt, job.error, job.ended_at = JobState.WAITING, 0, None, None
    db.session.flush()
    return job.number


@transaction
def redo(number: int) -> None:
    """Do a job once more whose file is gone; nothing happens where somebody asked for that already."""
    done = update(Job).where(Job.number == number, Job.state == JobState.DONE)
    db.session.execute(
        done.values(state=JobState.WAITING, attempt=0, file=None, ended_at=None).execution_options(
            synchronize_session=False
        )
    )


def job(number: int) -> Job:
    """The job, fresh from the database. Raises NotFound."""
    found = db.session.get(Job, number, populate_existing=True)
    if found is None:
        raise NotFound(f"There is no job {number}.")
    return found


@transaction
def claim() -> tuple[int, int] | None:
    """Take the oldest job that waits or whose lease ran out; answers its number and attempt.

    One that was begun ATTEMPTS times and never ended has failed.
    """
    moment = now()
    free = or_(Job.state == JobState.WAITING, (Job.state == JobState.RUNNING) & (Job.lease_until < moment))
    wanted = select(Job).where(free).order_by(Job.number).limit(1).with_for_update(skip_locked=True)
    found = db.session.scalar(wanted)
    if found is None:
        return None
    if found.attempt >= ATTEMPTS:
        _end(found, JobState.FAILED, error=f"It was begun {ATTEMPTS} times and did not come to an end.")
        return None
    found.state, found.attempt, found.lease_until = JobState.RUNNING, found.attempt + 1, moment + LEASE
    found.done, found.total, found.step = 0, 0, ""
    announce(topic(found.number), "job_moved", job=found.number, state=str(found.state))
    return found.number, found.attempt


@transaction
def renew(number: int, attempt: int, **progress: Any) -> None:
    """Keep the lease, and say how far the work is. Raises LeaseLost."""
    held = db.session.execute(
        update(Job)
        .where(Job.number == number, Job.attempt == attempt, Job.state == JobState.RUNNING)
        .values(lease_until=now() + LEASE, **progress)
        .returning(Job.number)
        .execution_options(synchronize_session=False)
    ).first()
    if held is None:
        raise LeaseLost(f"job {number}, attempt {attempt}")
    if progress:
        announce(topic(number), "job_moved", job=number, **progress)


@transaction
def finish(number: int, attempt: int, *, file: str | None = None, error: str | None = None) -> None:
    """The attempt has come to an end, with a file or with a sentence that says why not. Raises LeaseLost."""
    wanted = select(Job).where(Job.number == number, Job.attempt == attempt, Job.state == JobState.RUNNING)
    found = db.session.scalar(wanted.with_for_update())
    if found is None:
        raise LeaseLost(f"job {number}, attempt {attempt}")
    _end(found, JobState.FAILED if error else JobState.DONE, file=file, error=error)


def _end(found: Job, state: JobState, file: str | None = None, error: str | None = None) -> None:
    found.state, found.file, found.error = state, file, error
    found.lease_until, found.ended_at = None, now()
    announce(topic(found.number), "job_moved", job=found.number, state=str(state))


@transaction
def forget(older_than: timedelta) -> list[int]:
    """Delete jobs that ended so long ago; answers their numbers, whose files can go."""
    ended = delete(Job).where(Job.ended_at < now() - older_than).returning(Job.number)
    return list(db.session.scalars(ended.execution_options(synchronize_session=False)))
