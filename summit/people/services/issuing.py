"""Ways in: one-use codes, on a slip for the desk or in a personal link for somebody far away."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import update

from summit.db import clock, db, now, transaction
from summit.domain.codes import code
from summit.domain.errors import Refusal
from summit.people import queries
from summit.people.models import Person, SignIn, Slip
from summit.people.services.accreditation import known, require_desk
from summit.people.services.signing_in import tell_ended
from summit.record import keep

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
def issue_slip(actor_id: int | None, badge: str) -> str:
    """A new one-use code (80 bits); earlier slips and every sign-in of this person end at once.

    The code is answered once and stored as a hash only. Raises NotAllowed, NotFound.
    """
    require_desk(actor_id)
    signs = new_code()
    _give(actor_id, known(badge), signs)
    return signs


@transaction
def issue_codes(actor_id: int | None, codes: Mapping[str, str], may_end: bool = False) -> None:
    """Make codes (by badge) valid that are on paper or in a file already, so that none can be lost.

    They are for people without a PIN. `may_end` allows that unused slips and sign-ins of theirs end at once.
    Raises NotAllowed, and Refusal when somebody has chosen a PIN or got another way in since.
    """
    require_desk(actor_id)
    awaiting = {one.badge: one for one in queries.without_pin()}
    for badge, signs in codes.items():
        if badge not in awaiting:
            raise Refusal(f"Badge {badge} has a PIN by now. Nothing was issued: start again.")
        if awaiting[badge].has_way_in and not may_end:
            raise Refusal(f"Badge {badge} has a slip or a sign-in in use, which would end.")
        _give(actor_id, known(badge), signs)


def _give(actor_id: int | None, person: Person, signs: str) -> None:
    _end(Slip, Slip.revoked_at, person.id)
    if _end(SignIn, SignIn.ended_at, person.id):
        tell_ended(person.id)
    db.session.add(
        Slip(person_id=person.id, code_hash=queries.token_hash(signs), expires_at=now() + SLIP_VALID)
    )
    keep("slip_issued", badge=person.badge, by=actor_id)


def _end(table: type[Slip] | type[SignIn], column: object, person_id: int) -> bool:
    """Whether there was any to end."""
    ended = db.session.execute(
        update(table)
        .where(table.person_id == person_id, column.is_(None))  # type: ignore[attr-defined]
        .values({column: clock()})
        .returning(table.id)
        .execution_options(synchronize_session=False)
    )
    return bool(ended.all())
