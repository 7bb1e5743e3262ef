"""Long work in small steps, as jobs do it."""

from summit.jobs.politely import politely

__all__ = ["politely"]
