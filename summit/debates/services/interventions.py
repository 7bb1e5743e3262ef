"""Saying something in a debate, and changing one's words for as long as that is possible."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from summit.db import clock, db, now, transaction, wrote
from summit.debates import queries
from summit.debates.models import Debate, DebateState, Intervention, Stance
from summit.debates.permissions import may_change, may_intervene, may_moderate
from summit.debates.queries import CHANGEABLE, Anchor, debate_topic
from summit.documents.services.proposing import GROWN
from summit.domain.errors import NotFound, Refusal, Unacceptable, require
from summit.events import announce
from summit.people.models import Person
from summit.people.queries import person, person_alone

LONGEST = 5_000
PATH_STEP = 8
DEEPEST = 20
NOT_NOW = {
    DebateState.SCHEDULED: "This debate has not begun yet.",
    DebateState.CLOSED: "This debate is closed. What was said stays, and its summary stands above.",
}


class TooSoon(Refusal):
    """In a slow debate, so soon after one's last intervention."""


@transaction
def post_intervention(
    actor_id: int, anchor: Anchor, text: str, parent: int | None = None, stance: str | None = None
) -> int:
    """Say something about `anchor`, as a reply where `parent` is given; answers the intervention's number.

    Raises NotAllowed (observers, a debate that takes no words), Unacceptable (empty, too long, unknown
    stance), NotFound (a parent that is not in this debate), TooSoon in a slow debate.
    """
    speaker = person_alone(actor_id)
    require(may_intervene(speaker, None), "Only delegates and organisers take part in debates.")
    debate = queries.debate_held(anchor)
    require(may_intervene(speaker, debate), _why_not(debate))
    words = _words(text)
    debate = debate or begun(anchor)
    _take_turn(debate, speaker)
    said = Intervention(
        debate_number=debate.number, author_id=actor_id, text=words, stance=_stance(stance),
        parent_number=parent,
    )  # fmt: skip
    above = _parent_path(debate, parent)
    db.session.add(said)
    db.session.flush()
    this = update(Intervention).where(Intervention.number == said.number)
    wrote(this.values(path=f"{above}{said.number:0{PATH_STEP}}"))
    announce(debate_topic(anchor), "intervention_posted", intervention=said.number, parent=parent)
    return said.number


@transaction
def change_intervention(actor_id: int, number: int, text: str) -> Anchor:
    """Put one's own words right shortly after they were sent; everybody sees that they were changed.

    Raises NotAllowed (words of others, words taken down, a debate that takes no words), NotFound,
    Unacceptable (empty, too long), Refusal once the time is over.
    """
    said = queries.intervention(number)
    require(may_change(person(actor_id), said), "Only its author can change it, while the debate is open.")
    if now() - said.at > CHANGEABLE:
        minutes = int(CHANGEABLE.total_seconds() // 60)
        raise Refusal(
            f"Words can be changed for {minutes} minutes after they were sent. Reply to them instead."
        )
    words = _words(text)
    anchor = queries.anchor_of(said.debate_number)
    if words != said.text:
        said.text, said.changed_at, said.is_kept = words, clock(), False
        announce(debate_topic(anchor), "intervention_changed", intervention=number, parent=said.parent_number)
    return anchor


@transaction
def grow_into(number: int, amendment: int) -> None:
    """Tell a debate that words of it have become an amendment. Raises NotFound, Refusal for words gone."""
    said = queries.intervention(number)
    if said.removed or said.hidden:
        raise Refusal("These words were taken down, and no amendment grows out of them.")
    topic = debate_topic(queries.anchor_of(said.debate_number))
    announce(topic, "intervention_changed", intervention=number, parent=said.parent_number)


def begun(anchor: Anchor) -> Debate:
    """A new debate about `anchor`."""
    debate = Debate(anchor_kind=anchor.kind, anchor_key=anchor.key)
    db.session.add(debate)
    db.session.flush()
    return debate


def _why_not(debate: Debate | None) -> str:
    locked = "This debate is locked. What was said stays."
    return locked if debate is None else NOT_NOW.get(debate.state, locked)


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Unacceptable("Write something before sending.")
    if len(words) > LONGEST:
        raise Unacceptable(f"An intervention has at most {LONGEST:,} signs; this one has {len(words):,}.")
    return words


def _take_turn(debate: Debate, speaker: Person | None) -> None:
    """One intervention in so many minutes while a debate is slow, but of who leads it. Raises TooSoon."""
    if speaker is None or debate.state != DebateState.SLOW or may_moderate(speaker):
        return
    mine = (Intervention.debate_number == debate.number, Intervention.author_id == speaker.id)
    last: datetime | None = db.session.scalar(select(func.max(Intervention.at)).where(*mine))
    apart = timedelta(minutes=debate.slow_minutes or 1)
    if last is not None and (left := last + apart - now()) > timedelta(0):
        raise TooSoon(
            f"This debate is slow: one intervention in {debate.slow_minutes} min from each person. "
            f"You can send yours in {_in_words(left)}."
        )


def _in_words(left: timedelta) -> str:
    seconds = max(1, int(left.total_seconds()))
    return f"{seconds} s" if seconds < 120 else f"{-(-seconds // 60)} min"


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


GROWN.append(grow_into)
