"""Taking words down, hiding them with a reason that everybody sees, and showing them again."""

from summit.db import db, transaction
from summit.debates import queries
from summit.debates.models import Intervention
from summit.debates.permissions import may_moderate, may_remove
from summit.debates.queries import Anchor, debate_topic
from summit.domain.errors import Refusal, Unacceptable, require
from summit.events import announce
from summit.people.queries import person
from summit.record import keep


@transaction
def remove_intervention(actor_id: int, number: int, reason: str = "") -> Anchor:
    """Leave a tombstone: the words go for good, the place stays, and a moderator's reason stands there.

    The salt of their digest goes with them, so that nobody can find them out by guessing. Raises NotAllowed,
    NotFound, Unacceptable.
    """
    said = queries.intervention(number)
    remover = person(actor_id)
    require(may_remove(remover, said), "Only its author or a moderator may remove an intervention.")
    is_own = said.author_id == actor_id
    if not is_own:
        _require_reason(reason)
    said.removed, said.hidden, said.text, said.salt = True, False, "", ""
    said.reason = "" if is_own else reason.strip()
    keep("intervention_removed", intervention=number, by=actor_id, reason=said.reason)
    return _tell(said, "intervention_removed")


@transaction
def hide_intervention(actor_id: int, number: int, reason: str) -> Anchor:
    """Keep words from everybody but moderators, who can show them again; the reason stands in their place.

    Raises NotAllowed, NotFound, Unacceptable without a reason, Refusal where they are hidden or gone.
    """
    said = _moderated(actor_id, number)
    _require_reason(reason)
    if said.hidden or said.removed:
        raise Refusal("These words cannot be read by anybody as it is.")
    said.hidden, said.reason = True, reason.strip()
    keep("intervention_hidden", intervention=number, by=actor_id, reason=said.reason)
    return _tell(said, "intervention_hidden")


@transaction
def show_intervention(actor_id: int, number: int) -> Anchor:
    """Show words again that were hidden. Raises NotAllowed, NotFound, Refusal where they are not."""
    said = _moderated(actor_id, number)
    if not said.hidden:
        raise Refusal("These words are not hidden.")
    said.hidden, said.reason = False, ""
    keep("intervention_shown", intervention=number, by=actor_id)
    return _tell(said, "intervention_shown")


def _moderated(actor_id: int, number: int) -> Intervention:
    require(may_moderate(person(actor_id)), "Only organisers and moderators may hide words.")
    return queries.intervention(number)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Unacceptable("Say why it is removed: the reason stands in the record.")


def _tell(said: Intervention, event: str) -> Anchor:
    db.session.flush()
    anchor = Anchor(said.debate.anchor_kind, said.debate.anchor_key)
    announce(debate_topic(anchor), event, intervention=said.number, parent=said.parent_number)
    return anchor
