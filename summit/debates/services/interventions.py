"""Verbs of a debate: post an intervention, remove one, lock and unlock."""

from summit.db import db, transaction
from summit.debates import queries
from summit.debates.models import Debate, DebateState, Intervention, Stance
from summit.debates.permissions import may_intervene, may_lock, may_remove
from summit.debates.queries import Anchor, debate_topic
from summit.domain.errors import NotFound, Unacceptable, require
from summit.events import announce
from summit.people.queries import person
from summit.record import keep

LONGEST = 5_000
PATH_STEP = 8
DEEPEST = 20


@transaction
def post_intervention(
    actor_id: int, anchor: Anchor, text: str, parent: int | None = None, stance: str | None = None
) -> int:
    """Say something about `anchor`, as a reply where `parent` is given; answers the intervention's number.

    Raises NotAllowed (observers, a locked debate), Unacceptable (empty, too long, unknown stance),
    NotFound (a parent that is not in this debate).
    """
    speaker = person(actor_id)
    debate = queries.debate_about(anchor)
    require(may_intervene(speaker, None), "Only delegates and organisers take part in debates.")
    require(may_intervene(speaker, debate), "This debate is locked. What was said stays.")
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Unacceptable("Write something before sending.")
    if len(words) > LONGEST:
        raise Unacceptable(f"An intervention has at most {LONGEST:,} signs; this one has {len(words):,}.")
    debate = debate or _begin(anchor)
    said = Intervention(
        debate_number=debate.number, author_id=actor_id, text=words, stance=_stance(stance),
        parent_number=parent,
    )  # fmt: skip
    above = _parent_path(debate, parent)
    db.session.add(said)
    db.session.flush()
    said.path = f"{above}{said.number:0{PATH_STEP}}"
    announce(debate_topic(anchor), "intervention_posted", intervention=said.number, parent=parent)
    return said.number


def _begin(anchor: Anchor) -> Debate:
    debate = Debate(anchor_kind=anchor.kind, anchor_key=anchor.key)
    db.session.add(debate)
    db.session.flush()
    return debate


def _stance(stance: str | None) -> Stance | None:
    if not stance:
        return None
    if stance not in set(Stance):
        raise Unacceptable("An intervention is for, against, a question, or none of these.")
    return Stance(stance)


def _parent_path(debate: Debate, parent: int | None) -> str:
    """The path above a reply; a conversation deeper than any screen shows goes on beside its parent."""
    if parent is None:
        return ""
    above = db.session.get(Intervention, parent)
    if above is None or above.debate_number != debate.number:
        raise NotFound("What you reply to is not in this debate.")
    steps = above.path.split("/")
    return "/".join(steps[: DEEPEST - 1]) + "/"


@transaction
def remove_intervention(actor_id: int, number: int, reason: str = "") -> Anchor:
    """Leave a tombstone: the words are redacted, the place stays. An organiser gives a reason.

    Raises NotAllowed, NotFound, Unacceptable.
    """
    said = db.session.get(Intervention, number, populate_existing=True)
    if said is None:
        raise NotFound(f"There is no intervention {number}.")
    remover = person(actor_id)
    require(may_remove(remover, said), "Only its author or an organiser may remove an intervention.")
    if said.author_id != actor_id and not reason.strip():
        raise Unacceptable("Say why it is removed: the reason stands in the record.")
    said.removed, said.text = True, ""
    anchor = Anchor(said.debate.anchor_kind, said.debate.anchor_key)
    keep("intervention_removed", intervention=number, by=actor_id, reason=reason.strip())
    announce(debate_topic(anchor), "intervention_removed", intervention=number, parent=said.parent_number)
    return anchor


@transaction
def set_debate_state(actor_id: int, number: int, state: DebateState) -> Anchor:
    """Lock a debate or open it again. Raises NotAllowed, NotFound."""
    require(may_lock(person(actor_id)), "Only an organiser may lock a debate.")
    debate = queries.debate(number)
    debate.state = state
    anchor = Anchor(debate.anchor_kind, debate.anchor_key)
    keep("debate_state", debate=number, state=state.value, by=actor_id)
    announce(debate_topic(anchor), "debate_changed", state=state.value)
    return anchor
