"""Debates with their interventions, and speakers' lists with their speeches."""

from summit.debates.models.interventions import Debate, DebateState, Intervention, Stance
from summit.debates.models.speakers import SpeakersList, Speech, SpeechState

__all__ = ["Debate", "DebateState", "Intervention", "SpeakersList", "Speech", "SpeechState", "Stance"]
