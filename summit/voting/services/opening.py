"""Announce and open a poll: fix the lot, freeze the rules, snapshot the roll, make the key."""

from sqlalchemy import insert, select

from summit.db import clock, db, transaction
from summit.documents.models import AmendmentState
from summit.documents.queries import amendment, document
from summit.documents.services import tell_proposer
from summit.domain.errors import Refusal, Unacceptable
from summit.domain.lots import commitment
from summit.domain.registers import options_digest, roll_digest
from summit.domain.rules import Rules
from summit.domain.wording import poll_name
from summit.people.queries import entitled_seats, seat_numbers
from summit.voting.models import Poll, PollKind, PollState, RollEntry
from summit.voting.queries.consent import put_to
from summit.voting.services import keys
from summit.voting.services.consenting import freeze_items
from summit.voting.services.languages import require_languages
from summit.voting.services.presence import present_now, require_presence
from summit.voting.services.steps import driven_poll, keep_of, known_poll, move, tell

UNDECIDED = (PollState.OPEN, PollState.CLOSING, PollState.CLOSED)
CHAIR_NUMBER_LENGTH = 20


@transaction
def announce_poll(actor_id: int, number: int) -> None:
    """Show options and rules to everybody, and commit to the system's half of the seed for lots.

    Raises NotAllowed, NotFound, Refusal when the poll is not a draft.
    """
    driven_poll(actor_id, number)
    poll = move(number, PollState.DRAFT, PollState.ANNOUNCED, announced_at=clock())
    # Only once the state has moved: announced twice, the lot would no longer be the one committed to.
    poll.lot_commitment = commitment(keys.make_lot(number))
    keep_of(poll, "poll_announced", lot_commitment=poll.lot_commitment, by=actor_id)
    for put in put_to(poll):
        tell_proposer(amendment(put), "put", actor_id, poll=number)
    tell("poll_announced", poll)
    if poll.repeats_number is not None:
        tell("poll_repeated", known_poll(poll.repeats_number), by=number)


@transaction
def open_poll(actor_id: int, number: int, chair_number: str = "", ruling: str = "") -> None:
    """Take ballots from now on. `chair_number` is what the chair rolled, typed after the commitment.

    It may be left out where the rules let no lot decide. `ruling` is why the poll opens although an option is
    not reviewed in a language that its rules name.

    Raises NotAllowed, NotFound, Unacceptable for a missing number, Refusal when the poll is not announced,
    the body has no seats, its rules ask for those present and too few are, or another undecided poll touches
    the same provision; NotTranslated.
    """
    poll = driven_poll(actor_id, number)
    number_typed = _typed_number(poll, chair_number)
    if poll.document_number is not None:
        head = document(poll.document_number, held=True).head
        _refuse_contested(poll)
        _bring_up_to_date(poll, head)
    items = freeze_items(poll) if poll.kind == PollKind.CONSENT else None
    require_languages(actor_id, poll, ruling)
    rules = Rules.from_json(poll.rules)
    roll = entitled_seats(poll.body_id, held=True)
    if not roll:
        raise Refusal("Nobody holds a seat in this body, so nobody could vote.")
    present = present_now(poll.body_id, held=True)
    require_presence(rules, present, len(roll))
    called = seat_numbers(poll.body_id)
    frozen_roll = roll_digest((called[seat], person) for seat, person in roll)
    poll = move(
        number,
        PollState.ANNOUNCED,
        PollState.OPEN,
        opened_at=clock(),
        rules_digest=rules.digest(),
        chair_number=number_typed,
        entitled=len(roll),
        roll_digest=frozen_roll,
        **present.as_kept(),
    )
    # Only once the state has moved: opened twice, the key of the ballots already cast would be gone.
    poll.public_key = None if poll.is_by_hand else keys.make_key(number)
    entries = [{"poll_number": number, "seat_id": seat, "person_id": person} for seat, person in roll]
    db.session.execute(insert(RollEntry), entries)
    kept = keep_of(
        poll, "poll_opened", rules=poll.rules_digest, roll=frozen_roll, entitled=len(roll),
        title=poll.title, options=_frozen(poll), base=poll.base, chair_number=number_typed, by=actor_id,
        **({} if items is None else {"items": items}),
        **({} if poll.asks is None else {"asks": poll.asks}), **present.as_kept(),
        **({"by_hand": True} if poll.is_by_hand else {}),
        **({"untranslated": poll.untranslated} if poll.untranslated else {}),
    )  # fmt: skip
    tell("poll_opened", poll, code=kept.code)


def _typed_number(poll: Poll, chair_number: str) -> str:
    """The chair's number on one line. Raises Unacceptable where a lot could need it and it is missing."""
    typed = " ".join(chair_number.split())
    is_needed = "lots" in poll.rules["ties"]
    if (is_needed and not typed) or len(typed) > CHAIR_NUMBER_LENGTH:
        raise Unacceptable("Type the chair's number (for example three dice: 4 1 6), at most 20 signs.")
    return typed


def _frozen(poll: Poll) -> str:
    """The digest of the ballot paper, which the record holds from the opening on."""
    return options_digest(
        (option.id, option.amendment_number, option.title, option.operations) for option in poll.options
    )


def _bring_up_to_date(poll: Poll, head: int) -> None:
    """Freeze the options on the latest revision: the text may have moved since the poll was put."""
    for option in poll.options:
        if option.amendment_number is None:
            continue
        put = amendment(option.amendment_number)
        if put.state != AmendmentState.TABLED:
            raise Refusal(
                f"AM {put.number} is {put.state} since this poll was put. Void it and put the others."
            )
        option.operations = put.current.operations
    poll.base = head
    db.session.flush()


def _refuse_contested(poll: Poll) -> None:
    """Two undecided polls on one provision could both change it."""
    others = db.session.scalars(
        select(Poll).where(
            Poll.document_number == poll.document_number,
            Poll.number != poll.number,
            Poll.state.in_(UNDECIDED),
        )
    )
    for other in others:
        named = f"Poll {poll_name(other.number)}"
        if PollKind.TEXT in (poll.kind, other.kind):
            raise Refusal(f"{named} is about the same text and is not decided. Publish it first.")
        if set(poll.provisions) & set(other.provisions):
            raise Refusal(f"{named} touches the same provision and is not decided. Publish it first.")
