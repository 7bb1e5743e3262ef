"""Polls and their options, the roll, sealed envelopes while a poll is open, and ballots after it closed."""

from .afterwards import Challenge, Statement, StatementKind
from .ballots import (
    PAPER,
    PHONE,
    TABLET,
    Ballot,
    CalledVote,
    Envelope,
    LateCast,
    PaperEntry,
    Participation,
    RollEntry,
)
from .consent import ConsentItem, ConsentPull, Does
from .hand_counts import HandCount
from .polls import KEEP, TAKING_BALLOTS, Option, Poll, PollKind, PollState
from .practising import PracticeAnswered
from .recommendations import Advice, Recommendation
from .watching import BallotShown, LostEnvelope

__all__ = [
    "KEEP",
    "PAPER",
    "PHONE",
    "TABLET",
    "TAKING_BALLOTS",
    "Advice",
    "Ballot",
    "BallotShown",
    "CalledVote",
    "Challenge",
    "ConsentItem",
    "ConsentPull",
    "Does",
    "Envelope",
    "HandCount",
    "LateCast",
    "LostEnvelope",
    "Option",
    "PaperEntry",
    "Participation",
    "Poll",
    "PollKind",
    "PollState",
    "PracticeAnswered",
    "Recommendation",
    "RollEntry",
    "Statement",
    "StatementKind",
]
