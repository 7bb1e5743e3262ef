"""What awaits a person: ballots not cast yet, what their offices have to do, what they were told."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import bindparam, func, select

from summit.db import db
from summit.documents.models import Amendment, AmendmentState, Document, Draft, WrittenAmendment
from summit.documents.queries import drafts_of, text_languages
from summit.documents.queries.noted import notes_counted
from summit.documents.queries.written import forms_to_confirm
from summit.pages.queries.translating import Queue, queue
from summit.people.models import Countersign, Duty, News, Person
from summit.people.permissions import has_duty, is_officer, is_officer_of, is_staff
from summit.people.queries import (
    count_unread,
    plenary,
    read_lately,
    unread_news,
    waiting_for_signature,
)
from summit.people.services.countersigning import may_sign
from summit.voting.models import TAKING_BALLOTS, Envelope, HandCount, Poll, PollState, RollEntry

FOR_THE_CHAIR = (AmendmentState.LATE, AmendmentState.ON_HOLD)
_NOT_CAST = (
    select(Poll)
    .join(RollEntry, RollEntry.poll_number == Poll.number)
    .outerjoin(Envelope, (Envelope.poll_number == Poll.number) & (Envelope.seat_id == RollEntry.seat_id))
    .where(
        Poll.number > 0,  # practice awaits nobody
        Poll.state.in_(TAKING_BALLOTS),
        RollEntry.person_id == bindparam("the_person"),
        Envelope.seat_id.is_(None),
    )
    .order_by(Poll.number)
)
"""Built once, for the figure at the top of every page."""
STEPS = (PollState.DRAFT, PollState.ANNOUNCED, PollState.CLOSED)
"""States in which a poll waits for its chair; an open one waits for voters."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that a person was told; `title` is that of the amendment or poll it is about."""

    news: News
    title: str


class Awaiting:
    """Read part by part where it is drawn; for a visitor nothing waits."""

    def __init__(self, person: Person | None) -> None:
        self.person = person

    @cached_property
    def notes(self) -> int:
        """On how many amendments the person noted something for themselves."""
        return 0 if self.person is None else notes_counted(self.person.id)

    @cached_property
    def ballots(self) -> list[Poll]:
        """Open polls on whose roll the person stands, without a ballot of theirs; not where hands count."""
        if self.person is None or not self.person.seats:
            return []
        found = db.session.scalars(_NOT_CAST, {"the_person": self.person.id})
        return [one for one in found if not one.is_by_hand]

    @cached_property
    def rulings(self) -> list[Amendment]:
        """Amendments that came late or are on hold, on texts before bodies of which they are an officer."""
        if not is_officer(self.person):
            return []
        wanted = select(Amendment).join(Document).where(Amendment.state.in_(FOR_THE_CHAIR))
        first = plenary()
        return [
            one
            for one in db.session.scalars(wanted.order_by(Amendment.number))
            if is_officer_of(self.person, one.document.body_id or (first.id if first else 0))
        ]

    @cached_property
    def steps(self) -> list[Poll]:
        """Polls of bodies of which they are an officer that wait to be announced, opened or published."""
        if not is_officer(self.person):
            return []
        rows = db.session.scalars(
            select(Poll).where(Poll.number > 0, Poll.state.in_(STEPS)).order_by(Poll.number)
        )
        return [one for one in rows if is_officer_of(self.person, one.body_id)]

    @cached_property
    def counts(self) -> list[Poll]:
        """Open polls counted by hand that wait for their figures as a teller, or where two tellers differ."""
        own = [] if self.person is None else [one for one in self.person.offices if one.duty == Duty.TELLER]
        if self.person is None or not own:
            return []
        bodies = {one.body_id for one in own}
        entered = select(HandCount.poll_number).where(HandCount.teller_id == self.person.id)
        differing = select(HandCount.poll_number).group_by(HandCount.poll_number).having(func.count() > 1)
        waits = Poll.number.not_in(entered) | Poll.number.in_(differing)
        wanted = select(Poll).where(
            Poll.number > 0, Poll.state == PollState.OPEN, Poll.body_id.in_(bodies), waits
        )
        return [one for one in db.session.scalars(wanted.order_by(Poll.number)) if one.is_by_hand]

    @cached_property
    def queues(self) -> list[Queue]:
        """What translators have left, by language; too much to be counted at the top of each page."""
        if not has_duty(self.person, Duty.TRANSLATOR):
            return []
        every = [queue(language) for language in text_languages()]
        return [one for one in every if one.left or one.to_review]

    @cached_property
    def signatures(self) -> list[Countersign]:
        """Acts that wait for them as the second officer."""
        waiting = waiting_for_signature() if is_staff(self.person) else []
        return [one for one in waiting if self.person is not None and may_sign(self.person, one)]

    @cached_property
    def titles(self) -> dict[int, str]:
        """Of the documents that the drafts are on, by their numbers."""
        numbers = {one.document_number for one in self.drafts}
        wanted = select(Document.number, Document.title).where(Document.number.in_(numbers))
        return {one.number: one.title for one in db.session.execute(wanted)}

    @cached_property
    def drafts(self) -> list[Draft]:
        """What they are still writing; it waits for nobody else."""
        return drafts_of(self.person.id) if self.person else []

    @cached_property
    def forms(self) -> list[WrittenAmendment]:
        """What they wrote on translations and a translator has given a form: they have to confirm it."""
        return forms_to_confirm(self.person.id) if self.person else []

    @cached_property
    def told(self) -> list[Told]:
        """What they were told and have not read, the latest first."""
        return self._titled(unread_news(self.person.id)) if self.person else []

    @cached_property
    def read(self) -> list[Told]:
        return self._titled(read_lately(self.person.id)) if self.person else []

    @property
    def is_empty(self) -> bool:
        offices = self.rulings or self.steps or self.counts or self.signatures or self.queues
        return not (self.forms or self.ballots or offices or self.told)

    @cached_property
    def count(self) -> int:
        """How many things wait: the figure at the top of every page."""
        if self.person is None:
            return 0
        offices = len(self.rulings) + len(self.steps) + len(self.counts) + len(self.signatures)
        own = len(self.ballots) + len(self.forms)
        return count_unread(self.person.id) + own + offices

    def _titled(self, news: list[News]) -> list[Told]:
        amendments = {one.about["amendment"] for one in news if one.about.get("amendment")}
        rows = db.session.execute(
            select(Amendment.number, Amendment.title).where(Amendment.number.in_(amendments))
        )
        titles = {row.number: row.title for row in rows}
        return [Told(one, titles.get(one.about.get("amendment"), "")) for one in news]
