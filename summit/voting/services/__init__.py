"""Verbs of a poll: put, announce, open, cast, close, publish, void."""

from summit.voting.services.casting import BallotChangedElsewhere, BallotTooLate, Marks, Received, cast_ballot
from summit.voting.services.closing import close_poll, empty_log, finish_closing, undo_close
from summit.voting.services.opening import announce_poll, open_poll
from summit.voting.services.preparing import put_to_poll
from summit.voting.services.publishing import count_poll, publish_poll
from summit.voting.services.turnout import announce_turnout
from summit.voting.services.voiding import void_poll

__all__ = [
    "BallotChangedElsewhere",
    "BallotTooLate",
    "Marks",
    "Received",
    "announce_poll",
    "announce_turnout",
    "cast_ballot",
    "close_poll",
    "count_poll",
    "empty_log",
    "finish_closing",
    "open_poll",
    "publish_poll",
    "put_to_poll",
    "undo_close",
    "void_poll",
]
