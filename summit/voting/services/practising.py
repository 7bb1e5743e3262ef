"""Practice polls, of a body or of one person: counted and shown like real ones, they leave nothing."""

from sqlalchemy import func, insert, select

from summit.agenda.services import require_driver
from summit.db import clock, db, is_sqlite, transaction
from summit.domain.canonical import sha256_hex
from summit.domain.errors import NotAllowed, Refusal
from summit.domain.lots import commitment
from summit.domain.practice import IMAGINARY, practice_in
from summit.domain.registers import roll_digest
from summit.domain.rules import PRESETS
from summit.domain.text import operations_to_json
from summit.people.queries import person, the_summit
from summit.voting.models import (
    KEEP,
    TAKING_BALLOTS,
    Ballot,
    Option,
    Poll,
    PollState,
    PracticeAnswered,
    RollEntry,
)
from summit.voting.services import keys
from summit.voting.services.closing import finish_closing
from summit.voting.services.publishing import blank_attempts, count_poll
from summit.voting.services.steps import known_poll, move, tell

RULES = PRESETS["competing-amendments"]
ALONE = RULES.with_(small_group_limit=0, grace_seconds=0)
PRACTICE_NUMBERS = 0x7072_6163
"""Under this number whoever makes a practice poll on PostgreSQL waits for others who do."""
KEEPS = {"es": "Dejar el texto como está", "fr": "Garder le texte tel quel"}


@transaction
def put_practice(actor_id: int, body_id: int) -> int:
    """Draft a practice poll of a body, which then goes through all steps of a real one; answers its number.

    Raises NotAllowed, NotDriving, NotFound, Refusal while another practice of the body is under way.
    """
    require_driver(actor_id, body_id)
    finished = (PollState.PUBLISHED, PollState.VOID)
    of_body = (Poll.body_id == body_id, Poll.number < 0, Poll.practice_of.is_(None))
    other = db.session.scalar(select(Poll).where(*of_body, Poll.state.not_in(finished)))
    if other is not None:
        raise Refusal(f"{other.name} is {other.state}: publish or end it first.")
    poll = _drafted(body_id, RULES.as_json(), None)
    tell("poll_drafted", poll)
    return poll.number


@transaction
def practise_alone(person_id: int) -> int:
    """Open a practice poll for one person alone, or answer the one that they have not finished.

    Raises NotAllowed for whoever holds no seat.
    """
    going_on = select(Poll.number).where(Poll.practice_of == person_id, Poll.state.in_(TAKING_BALLOTS))
    number = db.session.scalar(going_on)
    if number is not None:
        return number
    found = person(person_id)
    seat = found.seats[0] if found and found.seats else None
    if seat is None:
        raise NotAllowed("Practice is for those who hold a seat: whoever has none is given no ballot.")
    poll = _drafted(seat.body_id, ALONE.as_json(), person_id)
    number = poll.number
    poll.state, poll.announced_at, poll.opened_at = PollState.OPEN, clock(), clock()
    poll.lot_commitment = commitment(keys.make_lot(number))
    poll.public_key, poll.chair_number = keys.make_key(number), "4 1 6"
    poll.rules_digest, poll.entitled = ALONE.digest(), 1
    poll.roll_digest = roll_digest([(seat.number, person_id)])
    put_aside_practice(person_id)
    db.session.add(RollEntry(poll_number=number, seat_id=seat.id, person_id=person_id))
    return number


@transaction
def put_aside_practice(person_id: int) -> None:
    """Offer it to this person no more; they find it on the list of polls."""
    if db.session.get(PracticeAnswered, person_id) is None:
        db.session.add(PracticeAnswered(person_id=person_id))


@transaction
def finish_practice(person_id: int, number: int) -> None:
    """Close, count and publish the practice of one person, together with ballots of imaginary others.

    Raises NotFound, NotAllowed for anybody else, Refusal when it is finished.
    """
    poll = known_poll(number)
    if poll.practice_of != person_id:
        raise NotAllowed("This is somebody else's practice.")
    move(number, PollState.OPEN, PollState.CLOSING, closes_at=clock())
    finish_closing(number)
    poll = known_poll(number)
    imaginary = _imaginary(number)
    db.session.execute(insert(Ballot), imaginary)
    poll.turnout += len(imaginary)
    poll.entitled = 1 + len(imaginary)
    db.session.flush()
    result = count_poll(number).as_json()
    poll = move(
        number, PollState.CLOSED, PollState.PUBLISHED,
        published_at=clock(), result=result, other_methods={},
    )  # fmt: skip
    blank_attempts(number)
    tell("poll_published", poll)


def _drafted(body_id: int, rules: dict[str, object], practice_of: int | None) -> Poll:
    _take_turns()
    summit = the_summit()
    practice = practice_in(summit.languages[0] if summit and summit.languages else "en")
    poll = Poll(
        number=min(0, db.session.scalar(select(func.min(Poll.number))) or 0) - 1,
        body_id=body_id,
        practice_of=practice_of,
        title=practice.question,
        rules=rules,
        base=0,
        provisions=[one.id for one in practice.text],
        state=PollState.DRAFT,
    )
    poll.options = [
        *(
            Option(
                id=one.id,
                position=place,
                title=one.title,
                operations=operations_to_json([one.operation]),
            )
            for place, one in enumerate(practice.changes)
        ),
        Option(
            id=KEEP,
            position=len(practice.changes),
            title=KEEPS.get(practice.language, "Keep the text as it is"),
        ),
    ]
    db.session.add(poll)
    db.session.flush()
    return poll


def _take_turns() -> None:
    """Numbers go down one by one, and a whole hall may begin at once. No row is held: nobody else waits."""
    if not is_sqlite():
        db.session.execute(select(func.pg_advisory_xact_lock(PRACTICE_NUMBERS)))


def _imaginary(number: int) -> list[dict[str, object]]:
    rankings = [ranking for times, ranking in IMAGINARY for _ in range(times)]
    return [
        {
            "poll_number": number,
            "id": sha256_hex(f"imaginary {number} {place}".encode()),
            "content": {"ranking": list(ranking)},
        }
        for place, ranking in enumerate(rankings)
    ]
