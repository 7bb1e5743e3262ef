"""Polls and their options, the roll, sealed envelopes while a poll is open, and ballots after it closed."""

from .afterwards import Challenge, Statement, StatementKind
from .ballots import Ballot, Envelope, LateCast, Participation, RollEntry
from .consent import ConsentItem, ConsentPull, Does
from .polls import KEEP, TAKING_BALLOTS, Option, Poll, PollKind, PollState
from .recommendations import Advice, Recommendation
from .watching import BallotShown, LostEnvelope

__all__ = [
    "KEEP",
    "TAKING_BALLOTS",
    "Advice",
    "Ballot",
    "BallotShown",
    "Challenge",
    "ConsentItem",
    "ConsentPull",
    "Does",
    "Envelope",
    "LateCast",
    "LostEnvelope",
    "Option",
    "Participation",
    "Poll",
    "PollKind",
    "PollState",
    "Recommendation",
    "RollEntry",
    "Statement",
    "StatementKind",
]
