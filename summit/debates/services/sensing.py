"""Ask a room how it feels about something: three answers, figures alone, nothing of it in the record."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from summit.db import clock, db, is_sqlite, transaction, wrote
from summit.debates import queries
from summit.debates.models import Sense, SenseAnswer, SenseCheck
from summit.debates.permissions import may_intervene, may_moderate
from summit.debates.queries import Anchor, debate_topic
from summit.debates.services.interventions import begun
from summit.domain.errors import Refusal, Unacceptable, require
from summit.events import announce
from summit.people.queries import person

LONGEST_QUESTION = 200
OVER = "This sense check is over."


@transaction
def ask_sense(actor_id: int, anchor: Anchor, question: str) -> Anchor:
    """Ask all who follow a debate; the check before it ends. Raises NotAllowed, Unacceptable."""
    require(may_moderate(person(actor_id)), "Only organisers and moderators ask for the sense of the room.")
    words = " ".join(question.split())
    if not words or len(words) > LONGEST_QUESTION:
        raise Unacceptable(f"Ask something, in at most {LONGEST_QUESTION} signs.")
    debate = queries.debate_held(anchor, alone=True) or begun(anchor)
    before = select(SenseCheck).where(
        SenseCheck.debate_number == debate.number, SenseCheck.ended_at.is_(None)
    )
    for check in db.session.scalars(before):
        _end(check)
    db.session.add(SenseCheck(debate_number=debate.number, question=words))
    announce(debate_topic(anchor), "debate_changed", state=str(debate.state))
    return anchor


@transaction
def answer_sense(actor_id: int, number: int, sense: str) -> Anchor:
    """Say how one feels, or something else than before; answers where. Figures are told once a second.

    Raises NotAllowed, NotFound, Unacceptable, Refusal once it is over.
    """
    require(may_intervene(person(actor_id), None), "Only delegates and organisers take part in debates.")
    if sense not in set(Sense):
        raise Unacceptable("Say agree, unsure or disagree.")
    held = select(SenseCheck.debate_number).where(SenseCheck.number == number, SenseCheck.ended_at.is_(None))
    debate = db.session.scalar(held.with_for_update(read=True))
    if debate is None:
        queries.sense_check(number)
        raise Refusal(OVER)
    insert = sqlite_insert if is_sqlite() else postgresql_insert
    row = insert(SenseAnswer).values(check_number=number, person_id=actor_id, sense=sense)
    mine = [SenseAnswer.check_number, SenseAnswer.person_id]
    db.session.execute(row.on_conflict_do_update(index_elements=mine, set_={"sense": sense}))
    return queries.anchor_of(debate)


@transaction
def end_sense(actor_id: int, number: int) -> Anchor:
    """End a check: the figures stay, who said what is deleted. Raises NotAllowed, NotFound, Refusal."""
    require(may_moderate(person(actor_id)), "Only organisers and moderators end a sense check.")
    check = queries.sense_check(number)
    _end(check)
    anchor = Anchor(check.debate.anchor_kind, check.debate.anchor_key)
    announce(debate_topic(anchor), "debate_changed", state=str(check.debate.state))
    return anchor


def _end(check: SenseCheck) -> None:
    this = (SenseCheck.number == check.number, SenseCheck.ended_at.is_(None))
    if not wrote(update(SenseCheck).where(*this).values(ended_at=clock())):
        raise Refusal(OVER)
    db.session.execute(
        update(SenseCheck)
        .where(SenseCheck.number == check.number)
        .values(queries.figures_now(check.number))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(delete(SenseAnswer).where(SenseAnswer.check_number == check.number))


def announce_sense() -> int:
    """Tell the figures of the checks under way where they have changed; answers how many were told."""
    answered = select(func.count()).where(SenseAnswer.check_number == SenseCheck.number).correlate(SenseCheck)
    wanted = select(SenseCheck).where(SenseCheck.ended_at.is_(None), answered.scalar_subquery() > 0)
    moved = [
        (check.number, queries.figures_told(check), now)
        for check in db.session.scalars(wanted)
        if (now := queries.figures_now(check.number)) != queries.figures_told(check)
    ]
    db.session.rollback()
    return sum(_tell(number, before, now) for number, before, now in moved)


@transaction
def _tell(number: int, before: dict[str, int], now: dict[str, int]) -> bool:
    """Only one of several workers that counted at the same moment finds the figures before."""
    same = [getattr(SenseCheck, name) == count for name, count in before.items()]
    this = (SenseCheck.number == number, SenseCheck.ended_at.is_(None), *same)
    if not wrote(update(SenseCheck).where(*this).values(now)):
        return False
    anchor = queries.anchor_of(queries.sense_check(number).debate_number)
    announce(debate_topic(anchor), "sense_changed", check=number, **now)
    return True
