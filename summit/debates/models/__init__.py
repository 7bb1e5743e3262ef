"""Debates with their interventions and sense checks, and speakers' lists with their speeches."""

from summit.debates.models.interventions import Debate, DebateState, Intervention, Stance
from summit.debates.models.senses import Sense, SenseAnswer, SenseCheck
from summit.debates.models.speakers import SpeakersList, Speech, SpeechState

__all__ = [
    "Debate",
    "DebateState",
    "Intervention",
    "Sense",
    "SenseAnswer",
    "SenseCheck",
    "SpeakersList",
    "Speech",
    "SpeechState",
    "Stance",
]
