"""Who may intervene in a debate, change or take down what was written, lead it, and ask for the floor."""

from summit.agenda.permissions import sits_in
from summit.debates.models import Debate, DebateState, Intervention
from summit.people.models import Duty, Person
from summit.people.permissions import is_delegate, is_organiser

TAKING_WORDS = (DebateState.OPEN, DebateState.SLOW)


def may_intervene(person: Person | None, debate: Debate | None) -> bool:
    """Delegates and organisers, while the debate is open; a debate without a row has not begun and is."""
    takes_part = is_delegate(person) or is_organiser(person)
    return takes_part and (debate is None or debate.state in TAKING_WORDS)


def may_change(person: Person | None, intervention: Intervention) -> bool:
    """The author their own words, while the debate takes words; for how long is the service's to say."""
    is_author = person is not None and person.id == intervention.author_id
    stands = not intervention.removed and not intervention.hidden
    return is_author and stands and may_intervene(person, intervention.debate)


def may_moderate(person: Person | None) -> bool:
    """Organisers, and moderators of the summit or of any body: debates belong to the summit."""
    serves = person is not None and any(one.duty == Duty.MODERATOR for one in person.offices)
    return is_organiser(person) or serves


def may_remove(person: Person | None, intervention: Intervention) -> bool:
    """The author their own words; moderators any."""
    is_author = person is not None and person.id == intervention.author_id
    return not intervention.removed and (is_author or may_moderate(person))


def may_ask_for_floor(person: Person | None, body_id: int) -> bool:
    """Whoever holds a seat or an office in the body, in the room or from afar."""
    return sits_in(person, body_id)
