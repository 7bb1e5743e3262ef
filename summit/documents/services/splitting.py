"""Divide an amendment on demand: a part is put first, and then the remainder."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from summit.db import db, transaction
from summit.documents import queries
from summit.documents.models import Amendment, AmendmentForm, AmendmentState, Document, Seconding
from summit.documents.permissions import may_propose, may_rule
from summit.documents.services.before import require_not_put
from summit.documents.services.colliding import find_collisions
from summit.documents.services.importing import document_topic
from summit.documents.services.proposing import LONGEST_TITLE
from summit.documents.services.telling import tell_proposer
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.text import Operation, operations_from_json, operations_to_json, parts
from summit.domain.wording import poll_name
from summit.events import TopicName, announce
from summit.people.models import Duty, Office
from summit.people.queries import person, plenary
from summit.people.services import tell_person
from summit.record import keep

OF_TWO = ", part {} of 2"


@transaction
def split_amendment(actor_id: int, number: int, first: Collection[int]) -> tuple[int, int]:
    """Divide an amendment into the chosen parts (counted from 0) and the remainder; answers both numbers.

    Each is an amendment of the same proposer with the words it takes over, tabled as the whole was, and put,
    adopted and taken back like any other. Raises NotAllowed, NotFound, Refusal where it is not tabled, put
    already or of one piece, Unacceptable unless some parts are chosen and some are left.
    """
    document = queries.document(queries.amendment(number).document_number, held=True)
    whole = queries.amendment(number)
    require(may_rule(person(actor_id), document), "Only an officer of the body divides an amendment.")
    require_not_put(document)
    pieces = _divisible(whole)
    chosen = {place for place in first if 0 <= place < len(pieces)}
    if not chosen or len(chosen) == len(pieces):
        raise Unacceptable("Choose the parts that are put first, and leave a remainder.")
    sides = ([one for place, one in enumerate(pieces) if (place in chosen) is side] for side in (True, False))
    made = [
        _part(whole, document, at, [operation for piece in side for operation in piece])
        for at, side in enumerate(sides, 1)
    ]
    whole.state = AmendmentState.SPLIT
    keep(
        "amendment_split", amendment=number, document=document.number, parts=[one.number for one in made],
        by=actor_id,
    )  # fmt: skip
    find_collisions(document, [one.number for one in made])
    tell_proposer(whole, "split", actor_id, other=made[0].number, remainder=made[1].number)
    for topic in (document_topic(document.number), TopicName("summit")):
        announce(topic, "amendment_split", amendment=number, document=document.number)
    return made[0].number, made[1].number


@transaction
def ask_to_split(actor_id: int, number: int) -> None:
    """Ask the chair to divide an amendment; the chair decides. Raises NotAllowed, NotFound, Refusal."""
    whole = queries.amendment(number)
    require(may_propose(person(actor_id)), "Delegates ask that an amendment be divided.")
    _divisible(whole)
    keep("split_asked", amendment=number, document=whole.document_number, by=actor_id)
    body = whole.document.body_id or getattr(plenary(), "id", None)
    chairs = select(Office.person_id).where(Office.body_id == body, Office.duty == Duty.CHAIR)
    asker = person(actor_id)
    for chair in db.session.scalars(chairs):
        tell_person(chair, "split_asked", amendment=number, who=asker.name if asker else "")


def _divisible(whole: Amendment) -> Sequence[Sequence[Operation]]:
    if whole.state != AmendmentState.TABLED:
        raise Refusal(f"AM {whole.number} is {whole.state}, so it cannot be divided.")
    if whole.poll_number is not None:
        raise Refusal(f"AM {whole.number} is put to {poll_name(whole.poll_number)}: discard that first.")
    if (first := queries.waiting_behind([whole.number]).get(whole.number)) is not None:
        raise Refusal(f"AM {first} is a compromise that replaces AM {whole.number}: put it first.")
    if queries.replaced_by(whole.number):
        raise Refusal(f"AM {whole.number} is a compromise and is put as a whole.")
    pieces = parts(operations_from_json(whole.current.operations))
    if len(pieces) < 2:
        raise Refusal(f"AM {whole.number} is of one piece.")
    return pieces


def _part(whole: Amendment, document: Document, at: int, operations: Sequence[Operation]) -> Amendment:
    part = Amendment(
        document_number=document.number,
        title=f"{whole.title[: LONGEST_TITLE - len(OF_TWO)]}{OF_TWO.format(at)}",
        rationale=whole.rationale, proposer_id=whole.proposer_id, admission=whole.admission,
        taken_over_from_id=whole.taken_over_from_id, seconded=whole.seconded, tabled_at=whole.tabled_at,
        part_of=whole.number,
    )  # fmt: skip
    db.session.add(part)
    db.session.flush()
    form = {"base": document.head, "operations": operations_to_json(operations)}
    origin = f"part of AM {whole.number}"
    db.session.add(AmendmentForm(amendment_number=part.number, number=1, origin=origin, **form))
    for one in queries.seconders(whole.number):
        db.session.add(Seconding(amendment_number=part.number, person_id=one.person_id, at=one.at))
    keep(
        "amendment_proposed", amendment=part.number, document=document.number, **form, title=part.title,
        state=str(AmendmentState.TABLED), seconders=document.seconders, part_of=whole.number,
        by=whole.proposer_id,
    )  # fmt: skip
    part.state = AmendmentState.TABLED
    return part
