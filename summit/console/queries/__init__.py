"""Reads of the desks: the list of them, and all that stands on one."""

from summit.console.queries.bodies import DeskListed, desks_of
from summit.console.queries.desk import Desk, PollOnDesk, desk
from summit.console.queries.papers import papers

__all__ = ["Desk", "DeskListed", "PollOnDesk", "desk", "desks_of", "papers"]
