"""Reads about debates, interventions and speakers' lists."""

from summit.debates.queries.interventions import (
    Anchor,
    Debated,
    Said,
    anchor_of,
    counts,
    debate,
    debate_about,
    debate_topic,
    debated,
    intervention,
    said,
)
from summit.debates.queries.speakers import (
    ListShown,
    SpeechShown,
    list_in_use,
    may_be_added,
    own_requests,
    rules_before,
    speech,
    waiting,
)

__all__ = [
    "Anchor",
    "Debated",
    "ListShown",
    "Said",
    "SpeechShown",
    "anchor_of",
    "counts",
    "debate",
    "debate_about",
    "debate_topic",
    "debated",
    "intervention",
    "list_in_use",
    "may_be_added",
    "own_requests",
    "rules_before",
    "said",
    "speech",
    "waiting",
]
