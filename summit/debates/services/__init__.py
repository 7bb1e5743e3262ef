"""Verbs of debates, and of speakers' lists: ask for the floor, run the list, call and end speeches."""

from summit.debates.services.asking import (
    add_speaker,
    ask_for_floor,
    move_request,
    strike_request,
    withdraw_request,
)
from summit.debates.services.calling import (
    call_speaker,
    end_speech,
    pause_speech,
    resume_speech,
    undo_call,
)
from summit.debates.services.interventions import (
    DEEPEST,
    LONGEST,
    post_intervention,
    remove_intervention,
    set_debate_state,
)
from summit.debates.services.listing import close_list, open_list, reopen_list, set_speaking_rules

__all__ = [
    "DEEPEST",
    "LONGEST",
    "add_speaker",
    "ask_for_floor",
    "call_speaker",
    "close_list",
    "end_speech",
    "move_request",
    "open_list",
    "pause_speech",
    "post_intervention",
    "remove_intervention",
    "reopen_list",
    "resume_speech",
    "set_debate_state",
    "set_speaking_rules",
    "strike_request",
    "undo_call",
    "withdraw_request",
]
