"""Polls as their pages show them: options with their changes, rules in words, times."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from summit.db import db
from summit.documents import queries as documents
from summit.documents.models import Document
from summit.domain.errors import NotFound
from summit.domain.rules import Rules
from summit.domain.text import StaleProvision, Text, operations_from_json
from summit.voting.models import KEEP, TAKING_BALLOTS, Option, Poll, PollState
from summit.voting.queries.advising import Recommended, recommendations
from summit.voting.queries.changes import ProvisionChange, changes_made, text_kept
from summit.voting.queries.standing import not_found, turnout


def poll(number: int) -> Poll:
    """With its options. Raises NotFound."""
    found = db.session.get(Poll, number, populate_existing=True, options=[selectinload(Poll.options)])
    if found is None:
        raise NotFound(f"There is no poll V-{number:02}.")
    return found


def state_of(number: int) -> PollState:
    """Raises NotFound, also for a draft: whether there is one is the chair's to know."""
    found = db.session.scalar(select(Poll.state).where(Poll.number == number))
    if found is None or found == PollState.DRAFT:
        raise NotFound(f"There is no poll V-{number:02}.")
    return PollState(found)


def amendments_put(number: int) -> list[int]:
    """The amendments that are options of this poll, in the order of its ballot."""
    wanted = select(Option.amendment_number).where(
        Option.poll_number == number, Option.amendment_number.is_not(None)
    )
    return [one for one in db.session.scalars(wanted.order_by(Option.position)) if one is not None]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of polls; `outcome` in words once the result is published."""

    number: int
    title: str
    state: PollState
    at: datetime
    document: str
    outcome: str


def polls(sees_drafts: Callable[[int], bool]) -> list[Listed]:
    """All polls, those under way first, then the latest first; drafts where `sees_drafts` of their body."""
    rows = db.session.scalars(select(Poll).options(selectinload(Poll.options)).order_by(Poll.number.desc()))
    titles = {one.number: one.title for one in documents.documents()}
    shown = [one for one in rows if sees_drafts(one.body_id) or one.state != PollState.DRAFT]
    lines = [_listed(one, titles[one.document_number]) for one in shown]
    return sorted(lines, key=lambda line: line.state in (PollState.PUBLISHED, PollState.VOID))


def _listed(one: Poll, document: str) -> Listed:
    at = one.published_at or one.closed_at or one.opened_at or one.announced_at or one.created_at
    return Listed(one.number, one.title, PollState(one.state), at, document, _outcome(one))


def _outcome(one: Poll) -> str:
    if one.state != PollState.PUBLISHED or one.result is None:
        return ""
    names = {option.id: name_of(option) for option in one.options}
    carried = [names[winner] for winner in one.result["winners"] if winner != KEEP]
    return f"carried: {', '.join(carried)}" if carried else "not carried: the text stays as it is"


def name_of(option: Option) -> str:
    """How sentences name an option: AM 15, or the text as it is in quotation marks."""
    return f"AM {option.amendment_number}" if option.amendment_number else "“Keep the text”"


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option as the ballot shows it. `name` stands in sentences, `title` says what it wants."""

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
    document: Document
    options: tuple[OptionShown, ...]
    rules: Rules
    received: int
    not_found: int

    @property
    def number(self) -> int:
        return self.poll.number

    @property
    def name(self) -> str:
        return f"V-{self.poll.number:02}"

    @property
    def state(self) -> PollState:
        return PollState(self.poll.state)

    @property
    def takes_ballots(self) -> bool:
        """Whether the poll stands open; the cast proves it again, with the time."""
        return self.state in TAKING_BALLOTS

    @property
    def words(self) -> tuple[str, ...]:
        """The rules as sentences."""
        return in_words(self.rules)

    def option(self, id: str) -> OptionShown:
        return next(one for one in self.options if one.id == id)


def poll_shown(number: int) -> PollShown:
    """The poll with everything its page says before publication. Raises NotFound."""
    one = poll(number)
    text = documents.text_at(one.document_number, one.base)
    said = recommendations(option.amendment_number for option in one.options if option.amendment_number)
    return PollShown(
        poll=one,
        document=documents.document(one.document_number),
        options=tuple(_option(option, text, one.provisions, said) for option in one.options),
        rules=Rules.from_json(one.rules),
        received=turnout(one),
        not_found=one.not_found if one.was_published else not_found(number),
    )


def _option(
    option: Option, text: Text, provisions: list[str], said: Mapping[int, tuple[Recommended, ...]]
) -> OptionShown:
    if option.amendment_number is None:
        changes = text_kept(text, provisions)
    else:
        try:
            changes = changes_made(text, operations_from_json(option.operations))
        except StaleProvision:  # put before the text moved; opening brings the option up to date
            changes = ()
    number = option.amendment_number
    return OptionShown(option.id, name_of(option), option.title, number, changes, said.get(number or 0, ()))


def in_words(rules: Rules) -> tuple[str, ...]:
    """The rules as sentences, with the default option by its meaning instead of its id."""
    return tuple(one.replace(f"“{KEEP}” stands", "the text stays as it is") for one in rules.in_words())
