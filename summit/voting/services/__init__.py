"""Verbs of a poll: put, announce, open, cast, close, publish, void; and practise."""

from summit.voting.services.calling import choose_secrecy
from summit.voting.services.casting import (
    BallotChangedElsewhere,
    BallotTooLate,
    CastingPaused,
    Received,
    cast_ballot,
)
from summit.voting.services.challenging import Recounted, challenge_result, recount_poll, rule_on_challenge
from summit.voting.services.closing import close_poll, close_poll_soon, empty_log, finish_closing, undo_close
from summit.voting.services.consenting import pull_out, put_consent_list
from summit.voting.services.hand_counts import choose_counting, enter_hand_count
from summit.voting.services.losing import look_after_keys, renew_key
from summit.voting.services.marks import Marks
from summit.voting.services.opening import announce_poll, open_poll
from summit.voting.services.papers import enter_paper
from summit.voting.services.practising import (
    finish_practice,
    practise_alone,
    put_aside_practice,
    put_practice,
)
from summit.voting.services.preparing import put_to_poll
from summit.voting.services.publishing import count_poll, publish_poll
from summit.voting.services.questions import put_question
from summit.voting.services.raising import raise_point
from summit.voting.services.recommending import recommend, take_recommendation_back
from summit.voting.services.repeating import repeat_poll
from summit.voting.services.resuming import resume_after_loss
from summit.voting.services.rolls import ask_to_change_roll
from summit.voting.services.ruling import set_rules
from summit.voting.services.stating import make_statement, withdraw_statement
from summit.voting.services.telling import tell_stored
from summit.voting.services.turnout import announce_turnout
from summit.voting.services.voiding import ask_to_void, consequences, discard_draft
from summit.voting.services.watching import note_heard, note_shown, store_shown
from summit.voting.services.whole import put_text

__all__ = [
    "BallotChangedElsewhere",
    "BallotTooLate",
    "CastingPaused",
    "Marks",
    "Received",
    "Recounted",
    "announce_poll",
    "announce_turnout",
    "ask_to_change_roll",
    "ask_to_void",
    "cast_ballot",
    "challenge_result",
    "choose_counting",
    "choose_secrecy",
    "close_poll",
    "close_poll_soon",
    "consequences",
    "count_poll",
    "discard_draft",
    "empty_log",
    "enter_hand_count",
    "enter_paper",
    "finish_closing",
    "finish_practice",
    "look_after_keys",
    "make_statement",
    "note_heard",
    "note_shown",
    "open_poll",
    "practise_alone",
    "publish_poll",
    "pull_out",
    "put_aside_practice",
    "put_consent_list",
    "put_practice",
    "put_question",
    "put_text",
    "put_to_poll",
    "raise_point",
    "recommend",
    "recount_poll",
    "renew_key",
    "repeat_poll",
    "resume_after_loss",
    "rule_on_challenge",
    "set_rules",
    "store_shown",
    "take_recommendation_back",
    "tell_stored",
    "undo_close",
    "withdraw_statement",
]
