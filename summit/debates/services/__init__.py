"""Verbs of debates and who leads them, and of speakers' lists: ask for the floor, call and end speeches."""

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
    TooSoon,
    change_intervention,
    post_intervention,
)
from summit.debates.services.keeping import keep_said
from summit.debates.services.listing import close_list, open_list, reopen_list, set_speaking_rules
from summit.debates.services.moderating import hide_intervention, remove_intervention, show_intervention
from summit.debates.services.sensing import announce_sense, answer_sense, ask_sense, end_sense
from summit.debates.services.sessions import (
    LONGEST_SUMMARY,
    Held,
    hold_debate,
    open_scheduled,
    set_debate_state,
)

__all__ = [
    "DEEPEST",
    "LONGEST",
    "LONGEST_SUMMARY",
    "Held",
    "TooSoon",
    "add_speaker",
    "announce_sense",
    "answer_sense",
    "ask_for_floor",
    "ask_sense",
    "call_speaker",
    "change_intervention",
    "close_list",
    "end_sense",
    "end_speech",
    "hide_intervention",
    "hold_debate",
    "keep_said",
    "move_request",
    "open_list",
    "open_scheduled",
    "pause_speech",
    "post_intervention",
    "remove_intervention",
    "reopen_list",
    "resume_speech",
    "set_debate_state",
    "set_speaking_rules",
    "show_intervention",
    "strike_request",
    "undo_call",
    "withdraw_request",
]
