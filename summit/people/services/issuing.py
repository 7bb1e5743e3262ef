"""Ways in: one-use codes, on a slip for the desk or in a personal link for somebody far away."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select

from summit.db import db, now, transaction
from summit.domain.codes import code
from summit.domain.errors import Refusal, require
from summit.people import queries
from summit.people.models import Person, Slip, Way
from summit.people.permissions import may_handle
from summit.people.services.desk import BY_COMMAND, announce_people, handled, require_desk
from summit.people.services.ending import end_ways_in, in_parts
from summit.record import keep_all

SLIP_BYTES = 10  # 80 bits
LINK_BYTES = 35  # 280 bits: a link is sent by mail and may lie there
SLIP_VALID = timedelta(days=30)


def new_code() -> str:
    """Sixteen signs that a person can type."""
    return code(secrets.token_bytes(SLIP_BYTES))


def new_link() -> str:
    """Fifty-six signs that nobody types: what a personal link carries behind #."""
    return code(secrets.token_bytes(LINK_BYTES))


@transaction
def issue_slip(actor_id: int | None, badge: str, way: Way = Way.SLIP) -> str:
    """A new one-use code on a slip (80 bits) or for a personal link (280 bits).

    Earlier slips and links, the PIN and every sign-in of this person end at once. The code is answered once
    and stored as a hash only. Raises NotAllowed, NotFound.
    """
    person = handled(actor_id, badge)
    signs = new_link() if way == Way.LINK else new_code()
    _give(actor_id, [person], {person.badge: signs}, way)
    return signs


@transaction
def issue_codes(
    actor_id: int | None, codes: Mapping[str, str], may_end: bool = False, way: Way = Way.SLIP
) -> None:
    """Make codes (by badge) valid that are on paper or in a file already, so that none can be lost.

    They are for people without a PIN. `may_end` allows that unused slips and sign-ins of theirs end at once.
    Raises NotAllowed, and Refusal when somebody has chosen a PIN or got another way in since.
    """
    require_desk(actor_id)
    awaiting = {one.badge: one for one in queries.without_pin()}
    for badge in codes:
        if badge not in awaiting:
            raise Refusal(f"Badge {badge} has a PIN by now. Nothing was issued: start again.")
        if awaiting[badge].has_way_in and not may_end:
            raise Refusal(f"Badge {badge} has a slip or a sign-in in use, which would end.")
    people = _people(list(codes))
    me = queries.person(actor_id)
    allowed = actor_id is BY_COMMAND or all(may_handle(me, person) for person in people)
    require(allowed, "Only an organiser issues ways in for organisers.")
    _give(actor_id, people, codes, way)


def _people(badges: Sequence[str]) -> list[Person]:
    return [
        person
        for part in in_parts(badges)
        for person in db.session.scalars(select(Person).where(Person.badge.in_(part)))
    ]


def _give(actor_id: int | None, people: Sequence[Person], codes: Mapping[str, str], way: Way) -> None:
    pairs = [(person.id, person.badge) for person in people]
    end_ways_in([person_id for person_id, _ in pairs])
    expires_at = now() + SLIP_VALID
    db.session.add_all(
        Slip(
            person_id=person_id,
            code_hash=queries.token_hash(codes[badge]),
            way=way,
            expires_at=expires_at,
        )
        for person_id, badge in pairs
    )
    kind = "link_issued" if way == Way.LINK else "slip_issued"
    keep_all(kind, [{"badge": badge, "by": actor_id} for _, badge in pairs])
    announce_people()
