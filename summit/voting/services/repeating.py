"""Put a voided poll's question again: a new poll, linked to the one that is void."""

from sqlalchemy import select

from summit.db import db, transaction
from summit.documents.models import DocumentState
from summit.domain.errors import Refusal
from summit.domain.marking import Way, paper_of
from summit.domain.rules import Rules, usual_preset
from summit.domain.wording import poll_name
from summit.record import keep
from summit.voting.models import Poll, PollKind, PollState
from summit.voting.services.preparing import put_to_poll
from summit.voting.services.questions import WITHOUT_TEXT, put_question
from summit.voting.services.steps import driven_poll, known_poll
from summit.voting.services.whole import WHOLE_PRESETS, put_text


@transaction
def repeat_poll(actor_id: int, number: int) -> int:
    """Draft a poll on the same amendments, or the same question, under the same rules; answers its number.

    Raises NotAllowed, NotDriving, NotFound, Refusal when the poll is not void, was repeated, never was
    announced, or its amendments cannot be put as they stand now.
    """
    old = driven_poll(actor_id, number)
    _require_repeatable(old)
    new = known_poll(_put_again(actor_id, old))
    new.rules, new.repeats_number = dict(old.rules), number
    keep("poll_repeated", poll=new.number, repeats=number, reason=old.void_reason, by=actor_id)
    return new.number


def _put_again(actor_id: int, old: Poll) -> int:
    if old.kind in WITHOUT_TEXT:
        rules = Rules.from_json(old.rules)
        own = [] if paper_of(rules).way is Way.STANCE else [(one.id, one.title) for one in old.options]
        return put_question(actor_id, old.body_id, old.title, own, rules, PollKind(old.kind))
    if old.kind == PollKind.TEXT:
        asks, usual = old.asks or {}, WHOLE_PRESETS[0]
        return put_text(
            actor_id, old.document_asked, DocumentState(asks["becomes"]), asks["to"], asks["body"], usual,
            body_id=old.body_id,
        )  # fmt: skip
    amendments = [one.amendment_number for one in old.options if one.amendment_number is not None]
    usual = usual_preset(1 if old.rules["method"] == "for_against_abstain" else 2)
    return put_to_poll(actor_id, amendments, old.title, body_id=old.body_id, preset_name=usual)


def _require_repeatable(old: Poll) -> None:
    if old.is_practice:
        raise Refusal("This was practice: put a new one at the console.")
    if old.state != PollState.VOID:
        raise Refusal(f"Poll {poll_name(old.number)} is {old.state}: only a void poll is repeated.")
    if old.announced_at is None:
        raise Refusal(f"{poll_name(old.number)} was discarded as a draft, so there is nothing to repeat.")
    again = db.session.scalar(
        select(Poll.number).where(Poll.repeats_number == old.number, Poll.state != PollState.VOID)
    )
    if again is not None:
        raise Refusal(f"{poll_name(old.number)} is repeated by {poll_name(again)} already.")
