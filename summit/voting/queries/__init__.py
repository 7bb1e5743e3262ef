"""Reads about polls: what is asked, by which rules, who has sent a ballot, and the published result."""

from summit.voting.queries.advising import Recommended, recommendations
from summit.voting.queries.afterwards import Afterwards, Repeats, afterwards, poll_of, repeats
from summit.voting.queries.changes import ProvisionChange, changes_made, text_kept
from summit.voting.queries.codes import record_code
from summit.voting.queries.consent import ItemShown, decided_by_lists, items_of, lists_with, put_to
from summit.voting.queries.hand_counts import Counting, counting
from summit.voting.queries.own import OwnPoll, own_polls
from summit.voting.queries.polls import (
    Listed,
    OptionShown,
    PollShown,
    amendments_put,
    poll,
    poll_shown,
    polls,
    real_polls,
    state_of,
)
from summit.voting.queries.practising import is_offered_practice
from summit.voting.queries.published import published_ballots, published_json
from summit.voting.queries.results import ResultShown, result_shown
from summit.voting.queries.standing import Standing, late, not_found, standing, turnout
from summit.voting.queries.taken_back import TakenBack, taken_back, would_be_taken_back
from summit.voting.queries.tracing import traced
from summit.voting.queries.waiting import waiting_on
from summit.voting.queries.watching import Watch, watch

__all__ = [
    "Afterwards",
    "Counting",
    "ItemShown",
    "Listed",
    "OptionShown",
    "OwnPoll",
    "PollShown",
    "ProvisionChange",
    "Recommended",
    "Repeats",
    "ResultShown",
    "Standing",
    "TakenBack",
    "Watch",
    "afterwards",
    "amendments_put",
    "changes_made",
    "counting",
    "decided_by_lists",
    "is_offered_practice",
    "items_of",
    "late",
    "lists_with",
    "not_found",
    "own_polls",
    "poll",
    "poll_of",
    "poll_shown",
    "polls",
    "published_ballots",
    "published_json",
    "put_to",
    "real_polls",
    "recommendations",
    "record_code",
    "repeats",
    "result_shown",
    "standing",
    "state_of",
    "taken_back",
    "text_kept",
    "traced",
    "turnout",
    "waiting_on",
    "watch",
    "would_be_taken_back",
]
