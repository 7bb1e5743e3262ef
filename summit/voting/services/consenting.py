"""A consent list: several amendments that can stand together are put at once; delegates pull items out."""

from collections.abc import Sequence

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from summit.db import clock, db, transaction
from summit.documents import queries as documents
from summit.documents.models import Amendment, AmendmentState
from summit.documents.queries import collisions_of
from summit.documents.services import tell_proposer
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.rules import PRESETS
from summit.domain.wording import poll_name
from summit.people.models import Person
from summit.people.permissions import is_officer
from summit.people.queries import person
from summit.record import keep
from summit.voting.models import Advice, ConsentItem, ConsentPull, Does, Poll, PollKind, PollState
from summit.voting.permissions import may_pull_out
from summit.voting.queries.advising import recommendations
from summit.voting.queries.consent import items_of
from summit.voting.services.preparing import claim, held, touched_by
from summit.voting.services.questions import poll_title, stances
from summit.voting.services.steps import known_poll, require_driver_of, tell

RULES = PRESETS["single-amendment"]
FEWEST = 2
MOST_PULLS = 1_000
BEFORE_OPENING = (PollState.DRAFT, PollState.ANNOUNCED)


@transaction
def put_consent_list(
    actor_id: int, numbers: Sequence[int], title: str = "", pulls: int = 1, body_id: int | None = None,
    grace_seconds: int | None = None,
) -> int:  # fmt: skip
    """Draft one poll for or against all of these amendments together; answers its number.

    What the deciding body recommends to reject is rejected if the list is carried, everything else adopted;
    if it is lost nothing is decided and each is put by itself. `pulls` delegates can pull an item out until
    the poll opens. Raises NotAllowed, NotDriving, NotFound, Unacceptable, Refusal where two of them collide,
    one is put already, waits for a compromise or is recommended otherwise.
    """
    require(is_officer(person(actor_id)), "Only chairs, secretaries and organisers put amendments to a poll.")
    if len(set(numbers)) < FEWEST:
        raise Unacceptable(f"A consent list has at least {FEWEST} amendments.")
    if not 1 <= pulls <= MOST_PULLS:
        raise Unacceptable(f"Between 1 and {MOST_PULLS} delegates can pull an item out.")
    amendments = held(sorted(set(numbers)))
    if len({one.document_number for one in amendments}) > 1:
        raise Refusal("Amendments to different documents cannot stand on one list.")
    document = documents.document(amendments[0].document_number)
    body = require_driver_of(actor_id, body_id or document.body_id)
    does = _what_is_done(amendments, body)
    _check(amendments)
    named = ", ".join(f"AM {one.number}" for one in amendments)
    poll = Poll(
        body_id=body, kind=PollKind.CONSENT, document_number=document.number, base=document.head,
        title=poll_title(title or f"Consent list: {named}"[:300], "Name the list."),
        rules=(RULES if grace_seconds is None else RULES.with_(grace_seconds=grace_seconds)).as_json(),
        provisions=sorted({id for one in amendments for id in touched_by(one)}), pulls_needed=pulls,
        state=PollState.DRAFT,
    )  # fmt: skip
    poll.options = stances()
    db.session.add(poll)
    db.session.flush()
    for one in amendments:
        db.session.add(
            ConsentItem(
                poll_number=poll.number, amendment_number=one.number, does=does[one.number],
                operations=one.current.operations,
            )
        )  # fmt: skip
    claim(amendments, poll.number)
    keep(
        "consent_list_put", poll=poll.number, amendments=[one.number for one in amendments], pulls=pulls,
        rejecting=[number for number, what in does.items() if what is Does.REJECT], by=actor_id,
    )  # fmt: skip
    tell("poll_drafted", poll)
    return poll.number


def _what_is_done(amendments: Sequence[Amendment], body: int) -> dict[int, Does]:
    """By number: what the body that decides recommends; without a recommendation it is to be adopted."""
    said = recommendations(one.number for one in amendments)
    does = {}
    for one in amendments:
        advice = next((each for each in said.get(one.number, ()) if each.body_id == body), None)
        if advice is not None and advice.advice not in (Advice.ADOPT, Advice.REJECT):
            raise Refusal(f"AM {one.number} is recommended otherwise ({advice.words}): put it apart.")
        is_rejected = advice is not None and advice.advice == Advice.REJECT
        does[one.number] = Does.REJECT if is_rejected else Does.ADOPT
    return does


def _check(amendments: Sequence[Amendment]) -> None:
    numbers = {one.number for one in amendments}
    for one in amendments:
        if one.state != AmendmentState.TABLED:
            raise Refusal(f"AM {one.number} is {one.state}, so it cannot be put to a poll.")
        if one.poll_number is not None:
            raise Refusal(f"AM {one.number} is put to poll {poll_name(one.poll_number)} already.")
    for waiting, compromise in sorted(documents.waiting_behind(numbers).items()):
        raise Refusal(f"AM {compromise} is a compromise that replaces AM {waiting}: put it first.")
    _require_apart(numbers)


def _require_apart(numbers: set[int]) -> None:
    for number in sorted(numbers):
        met = {other for row in collisions_of(number) for other in (row.one, row.other)} & numbers - {number}
        if met:
            raise Refusal(
                f"AM {number} and AM {min(met)} collide: only one of the two can be adopted, so they are "
                "put to a ranked poll."
            )


@transaction
def pull_out(actor_id: int, number: int, amendment_number: int) -> None:
    """Ask that an item be put apart; with as many delegates as the list says, or by its officer, it is.

    Raises NotAllowed, NotFound, Refusal once the poll is open, where it is not on the list, or one has asked
    for it already.
    """
    held([amendment_number])
    poll, puller = known_poll(number), person(actor_id)
    require(may_pull_out(puller, poll), "Delegates who vote in this poll pull items out, and its officers.")
    if poll.state not in BEFORE_OPENING:
        raise Refusal(f"{poll_name(number)} is {poll.state}: items can be pulled out until it opens.")
    item = db.session.get(ConsentItem, (number, amendment_number), populate_existing=True)
    if item is None or item.pulled_at is not None:
        raise Refusal(f"AM {amendment_number} is not on the list of {poll_name(number)}.")
    asked = _asked(actor_id, number, amendment_number)
    keep("pull_asked", poll=number, amendment=amendment_number, asked=asked, by=actor_id)
    if asked >= (poll.pulls_needed or 1) or _is_officer_here(puller, poll):
        _pull(item, poll)
    tell("consent_list_changed", poll)


def _asked(actor_id: int, poll: int, amendment: int) -> int:
    """Count them in; how many have asked for this by now."""
    row = {"poll_number": poll, "amendment_number": amendment, "person_id": actor_id}
    try:
        with db.session.begin_nested():
            db.session.execute(insert(ConsentPull).values(row))
    except IntegrityError:
        raise Refusal(f"You have asked already that AM {amendment} be put apart.") from None
    these = (ConsentPull.poll_number == poll, ConsentPull.amendment_number == amendment)
    return db.session.scalar(select(func.count()).select_from(ConsentPull).where(*these)) or 0


def _is_officer_here(puller: Person | None, poll: Poll) -> bool:
    return is_officer(puller) and not any(
        seat.body_id == poll.body_id for seat in getattr(puller, "seats", ())
    )


def _pull(item: ConsentItem, poll: Poll) -> None:
    item.pulled_at = clock()
    db.session.execute(
        update(Amendment)
        .where(Amendment.number == item.amendment_number, Amendment.poll_number == poll.number)
        .values(poll_number=None)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()
    left = items_of(poll.number)
    poll.provisions = sorted({id for one in left for id in touched_by(one.amendment)})
    keep("item_pulled_out", poll=poll.number, amendment=item.amendment_number)
    tell_proposer(documents.amendment(item.amendment_number), "pulled_out", poll=poll.number)


def freeze_items(poll: Poll) -> list[dict[str, object]]:
    """The list as it is voted on, brought up to the latest text; the record holds it from the opening on.

    Raises Refusal where nothing is left on it, something was decided since, or two items collide by now.
    """
    items = items_of(poll.number)
    if not items:
        raise Refusal(f"Nothing is left on the list of {poll.name}. Void it.")
    for one in items:
        put = documents.amendment(one.amendment_number)
        if put.state != AmendmentState.TABLED:
            raise Refusal(f"AM {put.number} is {put.state} since this list was put. Pull it out first.")
        one.operations = put.current.operations
    _require_apart({one.amendment_number for one in items if one.does == Does.ADOPT})
    db.session.flush()
    return frozen_items(poll.number)


def frozen_items(number: int) -> list[dict[str, object]]:
    """The list as the record and the bundle hold it."""
    return [
        {"amendment": one.amendment_number, "does": str(one.does), "operations": one.operations}
        for one in items_of(number)
    ]
