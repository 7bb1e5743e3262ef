"""Scenes of polls: what is asked while one is under way, and how it came out once it is published."""

from typing import Any

from sqlalchemy import Select, case, select
from sqlalchemy.orm import selectinload

from summit.db import db
from summit.domain.marking import STANCES
from summit.domain.screens import Passage
from summit.pages.queries.projected.scenes import (
    Said,
    Scene,
    Slide,
    compared_slides,
    option_slides,
    reading_slides,
    round_slides,
)
from summit.voting.models import KEEP, Option, Poll, PollState
from summit.voting.queries import ProvisionChange, ResultShown, record_code, result_shown
from summit.voting.queries.names import name_of
from summit.voting.queries.polls import language_of

UNDER_WAY = (PollState.OPEN, PollState.CLOSING, PollState.ANNOUNCED, PollState.CLOSED)
"""Polls that everybody is to see, the most urgent first."""


def polls_under_way(body_id: int) -> list[Poll]:
    """Polls of the body that are neither drafts nor decided, the most urgent first, and of those the one that
    was opened last: the room has just been asked to turn to it."""
    urgency = case({state: place for place, state in enumerate(UNDER_WAY)}, value=Poll.state)
    order = (Poll.number < 0, urgency, Poll.opened_at.desc().nulls_last(), Poll.number)
    return list(db.session.scalars(_of_body(body_id, *order).options(selectinload(Poll.options))))


def _of_body(body_id: int, *order: Any) -> Select[Poll]:
    """Practice of the whole body too, after all real ones."""
    here = (Poll.body_id == body_id, Poll.practice_of.is_(None), Poll.state.in_(UNDER_WAY))
    return select(Poll).where(*here).order_by(*order)


def numbers_under_way(body_id: int) -> list[int]:
    """Their numbers alone, in order."""
    return [poll.number for poll in db.session.scalars(_of_body(body_id, Poll.number))]


def latest_result(body_id: int) -> Poll | None:
    """The poll of the body that was published last."""
    here = (Poll.body_id == body_id, Poll.practice_of.is_(None))
    published = select(Poll).where(*here, Poll.state == PollState.PUBLISHED)
    return db.session.scalar(published.order_by(Poll.published_at.desc()).limit(1))


def poll_scene(poll: Poll) -> Scene:
    """The question and its options; once it has closed, the code that covers its ballots."""
    kind = "poll_closed" if poll.state == PollState.CLOSED else "poll_opened"
    slides: tuple[Slide, ...] = option_slides((name_of(one), _title(one)) for one in poll.options)
    return Scene(
        kind="poll",
        key=str(poll.number),
        title=poll.title,
        slides=slides,
        since=poll.closed_at or poll.opened_at or poll.announced_at,
        poll=poll,
        code=record_code(kind, poll.number),
    )


def _title(option: Option) -> str:
    """What an option wants; the name alone where that says it, as for the text that is kept."""
    return "" if name_of(option) == option.title or option.id in (KEEP, *STANCES) else option.title


def result_scene(poll: Poll) -> Scene:
    """The sentence, then each round with the ties in it, then the words that were adopted."""
    shown = result_shown(poll.number)
    if shown is None:
        raise ValueError(f"poll {poll.number} has no published result")
    return Scene(
        kind="result",
        key=str(poll.number),
        title=poll.title,
        slides=_result_slides(poll, shown),
        since=poll.published_at,
        poll=poll,
        code=shown.code,
        documents=() if poll.document_number is None else (poll.document_number,),
    )


def _result_slides(poll: Poll, shown: ResultShown) -> tuple[Slide, ...]:
    slides: list[Slide] = [Said(shown.headline, shown.lead, is_ours=True)]
    for each in shown.rounds if shown.final and shown.final.whole else ():
        slides += round_slides(each)
        slides += [Said(tie.headline, tie.words, is_ours=True) for tie in each.ties]
    slides += _two_by_two(shown)
    if poll.document_number is None and not poll.is_practice:
        return tuple(slides)
    return (*slides, *reading_slides(passages_of(shown.text), language_of(poll)))


def _two_by_two(shown: ResultShown) -> tuple[Slide, ...]:
    """The comparison of each two options, then what was set aside in it."""
    if shown.pairs is None:
        return ()
    return (*compared_slides(shown.pairs), *map(Said, shown.pairs.steps))


def passages_of(changes: tuple[ProvisionChange, ...]) -> list[Passage]:
    """Changes of a text as they are read in a hall; what moves says so beside its number."""
    return [
        Passage(f"{one.label} moves" if one.fate == "moved" else one.label, one.kind, one.runs)
        for one in changes
    ]
