"""A body recommends what to do with an amendment; voters read it beside the option."""

from summit.db import clock, db, transaction
from summit.documents import queries as documents
from summit.documents.models import ON_TEXT, Amendment
from summit.documents.services import tell_proposer
from summit.domain.errors import Refusal, Unacceptable, require
from summit.events import TopicName, announce
from summit.people.queries import body as known_body
from summit.people.queries import person
from summit.record import keep
from summit.voting.models import Advice, Poll, PollState, Recommendation
from summit.voting.permissions import may_recommend
from summit.voting.queries import recommendations
from summit.voting.services.steps import poll_topic, summit_topic

LONGEST_REASONS = 2_000
NOT_BEFORE_VOTERS = (PollState.DRAFT, PollState.ANNOUNCED)


@transaction
def recommend(
    actor_id: int, number: int, body_id: int, advice: Advice, reasons: str, modified_by: int | None = None
) -> None:
    """Say, or say anew, what a body recommends on a pending amendment, and why.

    The last one stands; each is in the record. Raises NotAllowed, NotFound, Unacceptable without reasons or
    with long ones and where the amendment that modifies it is missing or cannot, Refusal once its poll is
    open or it is decided.
    """
    known_body(body_id)
    require(
        may_recommend(person(actor_id), body_id), "Chair, secretary and rapporteur of the body recommend."
    )
    documents.document(documents.amendment(number).document_number, held=True)
    amendment = documents.amendment(number)
    _require_before_voters(amendment)
    said = _checked(reasons)
    other = _modifying(amendment, modified_by) if advice is Advice.MODIFIED else None
    _store(amendment, body_id, advice=advice, reasons=said, modified_by=other, by_id=actor_id)
    keep(
        "recommended", amendment=number, document=amendment.document_number, body=body_id,
        advice=str(advice), modified_by=other, reasons=said, by=actor_id,
    )  # fmt: skip
    stored = recommendations([number])[number]
    for one in (one for one in stored if one.body_id == body_id):
        tell_proposer(amendment, "recommended", actor_id, body=one.body, advice=one.words)
    _tell("recommended", amendment, body_id)


@transaction
def take_recommendation_back(actor_id: int, number: int, body_id: int) -> None:
    """Recommend nothing any more. Raises as `recommend`, and Refusal where nothing is recommended."""
    require(
        may_recommend(person(actor_id), body_id), "Chair, secretary and rapporteur of the body recommend."
    )
    documents.document(documents.amendment(number).document_number, held=True)
    amendment = documents.amendment(number)
    _require_before_voters(amendment)
    found = db.session.get(Recommendation, (number, body_id))
    if found is None:
        raise Refusal(f"There is no recommendation of this body on AM {number}.")
    db.session.delete(found)
    keep("recommendation_taken_back", amendment=number, body=body_id, by=actor_id)
    _tell("recommendation_taken_back", amendment, body_id)


def _require_before_voters(amendment: Amendment) -> None:
    if amendment.state not in ON_TEXT:
        raise Refusal(f"AM {amendment.number} is {amendment.state}: there is nothing to recommend any more.")
    poll = db.session.get(Poll, amendment.poll_number) if amendment.poll_number else None
    if poll is not None and poll.state not in NOT_BEFORE_VOTERS:
        raise Refusal(
            f"{poll.name} has opened, and what is recommended on AM {amendment.number} is before "
            "the voters: it cannot be changed any more."
        )


def _checked(reasons: str) -> str:
    said = reasons.strip()
    if not said:
        raise Unacceptable("Say why: the reasons stand beside the recommendation.")
    if len(said) > LONGEST_REASONS:
        raise Unacceptable(f"The reasons have at most {LONGEST_REASONS:,} signs.")
    return said


def _modifying(amendment: Amendment, number: int | None) -> int:
    if number is None:
        raise Unacceptable("Name the amendment that modifies it, for example 12.")
    other = documents.amendment(number)
    if number == amendment.number or other.document_number != amendment.document_number:
        raise Unacceptable(f"AM {number} is no other amendment to the same document.")
    if other.state not in ON_TEXT:
        raise Unacceptable(f"AM {number} is {other.state} and modifies nothing any more.")
    return number


def _store(amendment: Amendment, body_id: int, **said: object) -> None:
    found = db.session.get(Recommendation, (amendment.number, body_id))
    if found is None:
        found = Recommendation(amendment_number=amendment.number, body_id=body_id)
        db.session.add(found)
    for name, value in (*said.items(), ("made_at", clock())):
        setattr(found, name, value)
    db.session.flush()


def _tell(event: str, amendment: Amendment, body_id: int) -> None:
    topics = [TopicName("document", str(amendment.document_number)), summit_topic()]
    if amendment.poll_number is not None:
        topics.append(poll_topic(amendment.poll_number))
    for topic in topics:
        announce(topic, event, amendment=amendment.number, body=body_id)
