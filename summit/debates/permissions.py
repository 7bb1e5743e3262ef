"""Who may intervene in a debate, who may remove what was written, who may ask for the floor."""

from summit.agenda.permissions import sits_in
from summit.debates.models import Debate, DebateState, Intervention
from summit.people.models import Person
from summit.people.permissions import is_delegate, is_organiser


def may_intervene(person: Person | None, debate: Debate | None) -> bool:
    """Delegates and organisers, while the debate is open; a debate without a row has not begun and is."""
    takes_part = is_delegate(person) or is_organiser(person)
    return takes_part and (debate is None or debate.state == DebateState.OPEN)


def may_remove(person: Person | None, intervention: Intervention) -> bool:
    """The author their own words; organisers any, for moderation."""
    is_author = person is not None and person.id == intervention.author_id
    return not intervention.removed and (is_author or is_organiser(person))


def may_lock(person: Person | None) -> bool:
    return is_organiser(person)


def may_ask_for_floor(person: Person | None, body_id: int) -> bool:
    """Whoever holds a seat or an office in the body, in the room or from afar."""
    return sits_in(person, body_id)
