"""Reads about sense checks."""

from dataclasses import dataclass

from sqlalchemy import func, select

from summit.db import db
from summit.debates.models import Sense, SenseAnswer, SenseCheck
from summit.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class SenseShown:
    """A sense check with its figures; `own` is what this reader says to it."""

    number: int
    question: str
    figures: dict[str, int]
    has_ended: bool
    own: str | None


def sense_check(number: int) -> SenseCheck:
    """Fresh from the database. Raises NotFound."""
    found = db.session.get(SenseCheck, number, populate_existing=True)
    if found is None:
        raise NotFound(f"There is no sense check {number}.")
    return found


def last_sense(debate_number: int | None, person_id: int) -> SenseShown | None:
    """The check that is under way in a debate, else the last one."""
    wanted = select(SenseCheck).where(SenseCheck.debate_number == debate_number)
    found = db.session.scalar(wanted.order_by(SenseCheck.number.desc()).limit(1))
    if found is None:
        return None
    own = db.session.scalar(
        select(SenseAnswer.sense).where(
            SenseAnswer.check_number == found.number, SenseAnswer.person_id == person_id
        )
    )
    return SenseShown(found.number, found.question, figures_told(found), found.ended_at is not None, own)


def figures_told(check: SenseCheck) -> dict[str, int]:
    """By what is said: by how many, as was told last."""
    return {str(one): int(getattr(check, one)) for one in Sense}


def figures_now(number: int) -> dict[str, int]:
    """By what is said: by how many, counted now."""
    wanted = select(SenseAnswer.sense, func.count()).where(SenseAnswer.check_number == number)
    counted = {str(row[0]): row[1] for row in db.session.execute(wanted.group_by(SenseAnswer.sense))}
    return {str(one): counted.get(str(one), 0) for one in Sense}
