"""End the ways in of many people at once, which needs two officers; new slips and links are printed after."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from summit.db import db, transaction
from summit.domain.errors import Refusal
from summit.people.models import Person, Role
from summit.people.permissions import may_accredit
from summit.people.services.countersigning import ACTS, Act, ask_for
from summit.people.services.desk import BY_COMMAND, announce_people, require_desk
from summit.people.services.ending import end_ways_in, in_parts
from summit.record import keep

ACT = "reissue in bulk"


@transaction
def ask_to_reissue(actor_id: int, people: Sequence[int], whom: str) -> int:
    """Ask a second officer to end slips, links, PINs and sign-ins of all these people; `whom` says of whom.

    Organisers are not among them: each of theirs is reissued alone. Raises NotAllowed, Refusal for nobody.
    """
    require_desk(actor_id)
    ids = sorted(one.id for one in _reissued(people))
    if not ids:
        raise Refusal("There is nobody among these whose way in can be reissued.")
    words = f"End slips, links, PINs and sign-ins of {_people(len(ids))}: {whom}."
    return ask_for(actor_id, ACT, {"people": ids}, words)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


@transaction
def end_by_command(people: Sequence[int]) -> int:
    """End them from the server's own command line; answers of how many people."""
    return _end(BY_COMMAND, BY_COMMAND, people)


def _countersigned(asked_by: int, countersigned_by: int, payload: Mapping[str, Any]) -> None:
    officers = {asked_by, countersigned_by}
    _end(asked_by, countersigned_by, [one for one in payload["people"] if one not in officers])


def _end(asked_by: int | None, countersigned_by: int | None, people: Sequence[int]) -> int:
    found = _reissued(people)
    badges = sorted(one.badge for one in found)
    end_ways_in([one.id for one in found])
    keep("ways_in_ended", badges=badges, by=asked_by, countersigned_by=countersigned_by)
    announce_people()
    return len(badges)


def _reissued(people: Sequence[int]) -> list[Person]:
    return [
        person
        for part in in_parts(people)
        for person in db.session.scalars(
            select(Person).where(Person.id.in_(part), Person.role != Role.ORGANISER)
        )
    ]


ACTS[ACT] = Act(_countersigned, lambda person, body_id: may_accredit(person))
