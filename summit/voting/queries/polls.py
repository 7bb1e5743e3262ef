"""Polls as their pages show them: options with their changes, rules in words, times."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from summit.db import db
from summit.documents import queries as documents
from summit.documents.models import Document
from summit.domain.errors import NotFound
from summit.domain.marking import STANCES, Paper, paper_of
from summit.domain.practice import practice_in
from summit.domain.rules import Rules
from summit.domain.text import StaleProvision, Text, operations_from_json
from summit.domain.wording import poll_name
from summit.voting.models import KEEP, TAKING_BALLOTS, Option, Poll, PollKind, PollState
from summit.voting.queries.advising import Recommended, recommendations
from summit.voting.queries.changes import ProvisionChange, changes_made, text_kept
from summit.voting.queries.consent import ItemShown, consent_shown, items_of
from summit.voting.queries.names import name_of
from summit.voting.queries.standing import not_found, turnout
from summit.voting.queries.verdicts import outcome


def poll(number: int) -> Poll:
    """With its options. Raises NotFound."""
    found = db.session.get(Poll, number, populate_existing=True, options=[selectinload(Poll.options)])
    if found is None:
        raise NotFound(f"There is no poll {poll_name(number)}.")
    return found


def real_polls() -> Select[Poll]:
    """Every poll in order of number, without practice: what record and exports know of."""
    return select(Poll).where(Poll.number > 0).order_by(Poll.number)


def state_of(number: int) -> PollState:
    """Raises NotFound, also for a draft, which is the chair's to know, and for what one person practises."""
    wanted = select(Poll.state).where(Poll.number == number, Poll.practice_of.is_(None))
    found = db.session.scalar(wanted)
    if found is None or found == PollState.DRAFT:
        raise NotFound(f"There is no poll {poll_name(number)}.")
    return PollState(found)


def amendments_put(number: int) -> list[int]:
    """The amendments that are options of this poll, in the order of its ballot."""
    wanted = select(Option.amendment_number).where(
        Option.poll_number == number, Option.amendment_number.is_not(None)
    )
    options = [one for one in db.session.scalars(wanted.order_by(Option.position)) if one is not None]
    return options or [one.amendment_number for one in items_of(number)]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of polls; `outcome` in words once the result is published."""

    number: int
    name: str
    title: str
    state: PollState
    at: datetime
    document: str
    outcome: str


def polls(sees_drafts: Callable[[int], bool]) -> list[Listed]:
    """All polls, those under way first, then the latest first; drafts where `sees_drafts` of their body.

    Practice of a body comes last of its kind; what one person practises is theirs alone.
    """
    wanted = select(Poll).where(Poll.practice_of.is_(None)).options(selectinload(Poll.options))
    rows = db.session.scalars(wanted.order_by(Poll.number.desc()))
    titles = {one.number: one.title for one in documents.documents()}
    shown = [one for one in rows if sees_drafts(one.body_id) or one.state != PollState.DRAFT]
    lines = [_listed(one, titles.get(one.document_number or 0, "")) for one in shown]
    return sorted(lines, key=lambda line: line.state in (PollState.PUBLISHED, PollState.VOID))


def _listed(one: Poll, document: str) -> Listed:
    at = one.published_at or one.closed_at or one.opened_at or one.announced_at or one.created_at
    return Listed(one.number, one.name, one.title, PollState(one.state), at, document, _outcome(one))


def _outcome(one: Poll) -> str:
    if one.state != PollState.PUBLISHED or one.result is None:
        return ""
    if one.is_practice:
        return "practice: nothing is adopted"
    return f"counted by hand, {outcome(one)}" if one.is_by_hand else outcome(one)


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option as the ballot shows it. `name` stands in sentences, `title` says what it wants.

    `amendment` is the one whose words the option is; "for" and "against" are about the one of their poll.
    """

    id: str
    name: str
    title: str
    amendment: int | None
    changes: tuple[ProvisionChange, ...]
    recommended: tuple[Recommended, ...] = ()


@dataclass(frozen=True, slots=True)
class PollShown:
    """A poll ready for its page. `received` counts ballots, `not_found` receipts of ballots that were lost
    and did not come back; nothing here says more about them."""

    poll: Poll
    document: Document | None
    options: tuple[OptionShown, ...]
    rules: Rules
    received: int
    not_found: int
    items: tuple[ItemShown, ...] = ()
    """What stands on its consent list."""

    @property
    def number(self) -> int:
        return self.poll.number

    @property
    def name(self) -> str:
        return self.poll.name

    @property
    def state(self) -> PollState:
        return PollState(self.poll.state)

    @property
    def takes_ballots(self) -> bool:
        """Whether the poll stands open; the cast proves it again, with the time."""
        return self.state in TAKING_BALLOTS

    @property
    def is_watched(self) -> bool:
        """Whether ballots come in from devices, so that its chair sees how far they have come."""
        return self.takes_ballots and not self.poll.is_by_hand

    @property
    def words(self) -> tuple[str, ...]:
        """The rules as sentences."""
        return in_words(self.rules, self.options, by_hand=self.poll.is_by_hand)

    @property
    def paper(self) -> Paper:
        """How its ballot is marked."""
        return paper_of(self.rules)

    @property
    def language(self) -> str:
        """The language of the words that options hold; empty where they are the summit's own."""
        if self.poll.is_practice:
            return language_of(self.poll)
        return self.document.language if self.document else ""

    @property
    def proposal(self) -> OptionShown | None:
        """The amendment that a poll for or against is about."""
        return next((one for one in self.options if one.id in STANCES and one.changes), None)

    def option(self, id: str) -> OptionShown:
        return next(one for one in self.options if one.id == id)


def poll_shown(number: int) -> PollShown:
    """The poll with everything its page says before publication. Raises NotFound."""
    one = poll(number)
    text = base_of(one)
    kept = [] if one.kind == PollKind.CONSENT else one.provisions
    said = recommendations(option.amendment_number for option in one.options if option.amendment_number)
    return PollShown(
        poll=one,
        document=None if one.document_number is None else documents.document(one.document_number),
        options=tuple(_option(option, text, kept, said) for option in one.options),
        rules=Rules.from_json(one.rules),
        received=turnout(one),
        items=consent_shown(one) if one.kind == PollKind.CONSENT else (),
        not_found=one.not_found if one.was_published else not_found(number),
    )


def base_of(one: Poll) -> Text:
    """The text that the options of a poll change; of practice, its own paragraph."""
    if one.is_practice:
        return practice_in(language_of(one)).text
    if one.document_number is None or one.base is None:
        return ()
    return documents.text_at(one.document_number, one.base)


def language_of(one: Poll) -> str:
    """The language of the text that a poll is about; the id of a practice paragraph ends with its own."""
    if one.is_practice:
        return one.provisions[0].rpartition("-")[2]
    return documents.document(one.document_asked).language


def _option(
    option: Option, text: Text, provisions: list[str], said: Mapping[int, tuple[Recommended, ...]]
) -> OptionShown:
    if not option.operations:
        changes = text_kept(text, provisions)
    else:
        try:
            changes = changes_made(text, operations_from_json(option.operations))
        except StaleProvision:  # put before the text moved; opening brings the option up to date
            changes = ()
    number = option.amendment_number
    return OptionShown(option.id, name_of(option), option.title, number, changes, said.get(number or 0, ()))


def in_words(rules: Rules, options: Sequence[OptionShown] = (), *, by_hand: bool = False) -> tuple[str, ...]:
    """The rules as sentences, with options by their names instead of their ids."""
    said = rules.in_words(by_hand=by_hand)
    for one in options:
        said = [sentence.replace(f"“{one.id}”", f"“{one.name}”") for sentence in said]
    return tuple(sentence.replace(f"“{KEEP}” stands", "the text stays as it is") for sentence in said)
