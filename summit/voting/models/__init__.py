"""Polls and their options, the roll, sealed envelopes while a poll is open, and ballots after it closed."""

from .ballots import Ballot, Envelope, LateCast, Participation, RollEntry
from .polls import KEEP, TAKING_BALLOTS, Option, Poll, PollState

__all__ = [
    "KEEP",
    "TAKING_BALLOTS",
    "Ballot",
    "Envelope",
    "LateCast",
    "Option",
    "Participation",
    "Poll",
    "PollState",
    "RollEntry",
]
