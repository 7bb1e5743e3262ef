"""Reads of the agenda: sittings and order papers, floors, presence and quorum, deadlines, what was said."""

from summit.agenda.queries.deadlines import deadline, deadlines, is_open, passes_at
from summit.agenda.queries.floors import OnFloor, floor_of, floors
from summit.agenda.queries.notices import announcements, announcements_made, ruling, rulings
from summit.agenda.queries.papers import Line, Paper, papers
from summit.agenda.queries.presence import (
    Attending,
    OwnPresence,
    Visit,
    assemblies,
    attendance,
    own_presence,
    presence_at,
    present_seats,
    quorum_at,
    quorum_of,
    visit,
    visits,
)
from summit.agenda.queries.sittings import (
    day_in,
    days,
    item,
    next_sitting,
    running_sitting,
    sitting,
    sittings,
    sittings_between,
)

__all__ = [
    "Attending",
    "Line",
    "OnFloor",
    "OwnPresence",
    "Paper",
    "Visit",
    "announcements",
    "announcements_made",
    "assemblies",
    "attendance",
    "day_in",
    "days",
    "deadline",
    "deadlines",
    "floor_of",
    "floors",
    "is_open",
    "item",
    "next_sitting",
    "own_presence",
    "papers",
    "passes_at",
    "presence_at",
    "present_seats",
    "quorum_at",
    "quorum_of",
    "ruling",
    "rulings",
    "running_sitting",
    "sitting",
    "sittings",
    "sittings_between",
    "visit",
    "visits",
]
