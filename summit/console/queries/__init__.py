"""Reads of the desk: what can be put to a poll, polls under way, what each body has before it."""

from summit.console.queries.papers import papers, polls_under_way

__all__ = ["papers", "polls_under_way"]
