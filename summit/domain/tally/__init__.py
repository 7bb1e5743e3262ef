"""Counting ranked ballots: a profile, a rule set and the lots go in, a count comes out."""

from summit.domain.rules import PRESETS, Rules
from summit.domain.tally.compared import differences
from summit.domain.tally.counting import count
from summit.domain.tally.methods import METHODS
from summit.domain.tally.other_methods import Otherwise, in_short, under_other_methods
from summit.domain.tally.profile import Profile, Ranking
from summit.domain.tally.result import Ballots, Count, Round, Tie, votes_text

__all__ = [
    "METHODS",
    "PRESETS",
    "Ballots",
    "Count",
    "Otherwise",
    "Profile",
    "Ranking",
    "Round",
    "Rules",
    "Tie",
    "count",
    "differences",
    "in_short",
    "under_other_methods",
    "votes_text",
]
