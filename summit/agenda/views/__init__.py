"""Pages of the agenda: order papers, the desk of a sitting, the door, deadlines, notices and rulings."""

from summit.agenda.views import afar, deadlines, door, editing, items, notices, papers, planning
from summit.agenda.views.blueprint import blueprint

__all__ = [
    "afar",
    "blueprint",
    "deadlines",
    "door",
    "editing",
    "items",
    "notices",
    "papers",
    "planning",
]
