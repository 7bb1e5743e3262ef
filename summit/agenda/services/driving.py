"""Who drives a body: one officer at a time moves its floor and its polls; another takes over with one tap."""

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from summit.agenda.models import Floor
from summit.db import clock, db, is_sqlite, transaction, wrote
from summit.domain.errors import Refusal, require
from summit.events import TopicName, announce
from summit.people import queries as people
from summit.people.models import Person
from summit.people.permissions import is_officer_of
from summit.record import keep


class NotDriving(Refusal):
    """Another officer drives this body; the message says who."""


@transaction
def require_driver(actor_id: int, body_id: int) -> None:
    """Let an officer of the body act on its floor; the first to act while nobody drives becomes the driver.

    Raises NotAllowed for everybody else, NotDriving when another officer drives.
    """
    _require_officer(actor_id, body_id)
    if _claim(actor_id, body_id, or_(Floor.driver_id.is_(None), Floor.driver_id == actor_id)):
        return
    driver = db.session.scalar(
        select(Person.name).join(Floor, Floor.driver_id == Person.id).where(Floor.body_id == body_id)
    )
    raise NotDriving(f"{driver or 'Another officer'} drives {people.body(body_id).name}. Take over first.")


@transaction
def take_over(actor_id: int, body_id: int) -> None:
    """Become the body's driver; whoever drove before sees it at once. Raises NotAllowed, NotFound."""
    _require_officer(actor_id, body_id)
    before = db.session.scalar(select(Floor.driver_id).where(Floor.body_id == body_id))
    _claim(actor_id, body_id, None)
    if before == actor_id:
        return
    keep("driving_taken_over", body=body_id, by=actor_id, before=before)
    announce(TopicName("staff", "", "staff"), "driver_changed", body=body_id, driver=actor_id)


@transaction
def give_up_driving(actor_id: int, body_id: int) -> None:
    """Leave the body to whichever officer acts next. Does nothing for who does not drive it."""
    _require_officer(actor_id, body_id)
    freed = wrote(
        update(Floor)
        .where(Floor.body_id == body_id, Floor.driver_id == actor_id)
        .values(driver_id=None, driven_since=None)
    )
    if freed:
        keep("driving_given_up", body=body_id, by=actor_id)
        announce(TopicName("staff", "", "staff"), "driver_changed", body=body_id, driver=None)


def _require_officer(actor_id: int, body_id: int) -> None:
    body = people.body(body_id)
    require(
        is_officer_of(people.person(actor_id), body_id),
        f"Only chair and secretary of {body.name} may do this.",
    )


def _claim(actor_id: int, body_id: int, condition: object) -> bool:
    """One statement: of two officers who act at once while nobody drives, one drives."""
    dialect = sqlite if is_sqlite() else postgresql
    insert = dialect.insert(Floor).values(body_id=body_id, driver_id=actor_id, driven_since=clock())
    statement = insert.on_conflict_do_update(
        index_elements=["body_id"],
        set_={"driver_id": actor_id, "driven_since": clock()},
        where=condition,
    ).returning(Floor.body_id)
    return db.session.execute(statement).first() is not None
