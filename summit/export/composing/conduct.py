"""Exceptions in the conduct of votes and sittings: lots, hand counts, early closes, rolls, who drove."""

from sqlalchemy import select

from summit.db import db
from summit.domain.wording import listed
from summit.export.composing.acts import Acts
from summit.export.model import Exceptional, Vote
from summit.export.wording import vote
from summit.people.models import Body, Person
from summit.people.queries import public_name
from summit.voting.models import Poll
from summit.voting.queries import real_polls
from summit.web.filters import language_name


def conduct(votes: tuple[Vote, ...], acts: Acts) -> tuple[Exceptional, ...]:
    """Kind by kind, each in the order of time."""
    return (
        *_by_lot(votes),
        *_by_hand(votes),
        *_early(acts),
        *_rolls(acts),
        *_taken_over(acts),
        *_untranslated(acts),
    )


def who(number: int | None) -> str:
    """How the public record calls a person by their number in it."""
    person = None if number is None else db.session.get(Person, number)
    return "a command on the server" if person is None else public_name(person)


def _early(acts: Acts) -> list[Exceptional]:
    return [
        Exceptional(
            acts.local(entry.at),
            f"{vote(entry.payload['poll'])} was closed after {entry.payload['open_seconds']} s, before the "
            f"{entry.payload['minimum_seconds']} s for which its rules keep it open",
        )
        for entry in acts.of_kind("poll_closed_early")
    ]


def _rolls(acts: Acts) -> list[Exceptional]:
    said = []
    for entry in acts.of_kind("roll_changed"):
        kept = entry.payload
        sentence = (
            f"The roll of {vote(kept['poll'])} was changed while it was open: seat {kept['seat']} passed "
            f"from {who(kept['before'])} to {who(kept['after'])}, by {who(kept['by'])} and "
            f"{who(kept['countersigned_by'])}"
        )
        said.append(Exceptional(acts.local(entry.at), sentence))
    return said


def _taken_over(acts: Acts) -> list[Exceptional]:
    """Who takes up a floor that nobody drives takes nothing over."""
    bodies = {one.id: one.name for one in db.session.scalars(select(Body))}
    return [
        Exceptional(
            acts.local(entry.at),
            f"{who(entry.payload['by'])} took over the conduct of "
            f"{bodies.get(entry.payload['body'], 'a body')} from {who(entry.payload['before'])}",
        )
        for entry in acts.of_kind("driving_taken_over")
        if entry.payload["before"] is not None
    ]


def _untranslated(acts: Acts) -> list[Exceptional]:
    opened = {entry.payload["poll"]: entry.at for entry in acts.of_kind("poll_opened")}
    polls = db.session.scalars(real_polls().where(Poll.opened_at.is_not(None)))
    return [
        Exceptional(
            acts.local(opened.get(poll.number)),
            f"{vote(poll.number)} was opened although not every option was reviewed in "
            f"{listed([language_name(one) for one in poll.untranslated])}",
        )
        for poll in polls
        if poll.untranslated
    ]


def _by_lot(votes: tuple[Vote, ...]) -> list[Exceptional]:
    return [
        Exceptional(one.published_at, f"{vote(one.number)} ({one.title}): a tie was resolved by lot")
        for one in votes
        if any(tie.rule == "lots" for tie in one.ties)
    ]


def _by_hand(votes: tuple[Vote, ...]) -> list[Exceptional]:
    return [
        Exceptional(
            one.closed_at,
            f"{vote(one.number)} ({one.title}) was counted by hand by two tellers who agreed; it cannot be "
            "recounted",
        )
        for one in votes
        if one.is_by_hand
    ]
