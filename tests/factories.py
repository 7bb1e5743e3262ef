"""Things that tests need, made through the services; call them inside an application context."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from summit import due
from summit.agenda.services import add_item, open_sitting, plan_sitting
from summit.db import clock, db, now, transaction
from summit.documents.services import Change, import_document, propose_amendment
from summit.domain.text import Kind, Provision, Text
from summit.people.models import Attendance, Person, Role
from summit.people.services import accredit, countersign
from summit.voting.models import Poll
from summit.voting.services import (
    Marks,
    Received,
    announce_poll,
    ask_to_void,
    cast_ballot,
    close_poll,
    open_poll,
    publish_poll,
    put_to_poll,
)

SENTENCES = (
    "Public research institutions may publish the data they gather with public funds.",
    "Community seed banks receive steady support.",
    "Every exchange of seeds counts as an act of knowledge and not of trade.",
)


def a_text(*sentences: str) -> Text:
    """A heading and one paragraph for each sentence."""
    words = sentences or SENTENCES
    heading = Provision("p1", Kind.HEADING, 1, "", "Seeds and soils")
    return (heading, *(Provision(f"p{n}", Kind.PARAGRAPH, 0, "", text) for n, text in enumerate(words, 2)))


def a_document(*sentences: str, title: str = "Seeds and soils") -> int:
    return import_document(None, title, "en", a_text(*sentences))


def an_amendment(
    proposer: int, document: int, words: str, provision: str = "p2", seen: int = 1, title: str = "A change"
) -> int:
    """Replace the words of one provision."""
    return propose_amendment(proposer, document, seen, [Change(provision, words=words)], title)


def an_open_poll(chair: int, amendments: Sequence[int], chair_number: str = "4 1 6") -> int:
    number = put_to_poll(chair, amendments)
    announce_poll(chair, number)
    open_poll(chair, number, chair_number)
    return number


def marks(*ranking: str, seen: int = 0, blank: bool = False) -> Marks:
    """A ballot with fresh random numbers, as a device draws them."""
    return Marks(secrets.token_hex(16), secrets.token_hex(16), seen, ranking, blank)


def cast(person: int, poll: int, *ranking: str, seen: int = 0, blank: bool = False) -> Received:
    return cast_ballot(person, poll, marks(*ranking, seen=seen, blank=blank))


def closed(chair: int, poll: int) -> None:
    """Close a poll and let its grace run out at once."""
    close_poll(chair, poll)
    grace_over(poll)


def grace_over(poll: int) -> None:
    """Move the end of the grace into the past and do what is due."""
    _end_grace(poll)
    due.run_due()


@transaction
def _end_grace(poll: int) -> None:
    """A transaction as services have it: with SQLite it waits for its turn among others who write."""
    past = now() - timedelta(milliseconds=1)
    db.session.execute(db.update(Poll).where(Poll.number == poll).values(closes_at=past))
    db.session.execute(db.update(due.Due).where(due.Due.number == poll).values(at=clock()))


def voided(chair: int, poll: int, reason: str, second: int | None = None) -> None:
    """Void a poll by two officers; without a `second` one, an organiser of that name comes for it."""
    asked = ask_to_void(chair, poll, reason)
    other = second or accredit(None, "Nuna Grefa", Role.ORGANISER, f"O-{poll + 1}").id
    countersign(other, asked)


def published(chair: int, poll: int) -> None:
    closed(chair, poll)
    publish_poll(chair, poll)


# --- sittings ----------------------------------------------------------------------------------------------


def a_sitting(chair: int, body: int = 1, title: str = "First sitting", in_minutes: int = 10) -> int:
    """A planned sitting of a body, the plenary unless told otherwise."""
    return plan_sitting(chair, body, title, now() + timedelta(minutes=in_minutes))


def an_open_sitting(chair: int, *items: str, body: int = 1) -> int:
    """A sitting that has begun, with these items on its order paper."""
    sitting = a_sitting(chair, body)
    for title in items:
        add_item(chair, sitting, title)
    open_sitting(chair, sitting)
    return sitting


def remote(*person_ids: int) -> None:
    """Let these people take part from afar, as the desk does."""
    db.session.execute(db.update(Person).where(Person.id.in_(person_ids)).values(attends=Attendance.REMOTE))
    db.session.commit()
