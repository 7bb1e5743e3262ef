"""Pages of polls: the list, each poll in every state, casting a ballot, the organisers' steps."""

from summit.voting.views import casting, pages, recommending, steps, voiding, watching
from summit.voting.views.blueprint import blueprint

__all__ = ["blueprint", "casting", "pages", "recommending", "steps", "voiding", "watching"]
