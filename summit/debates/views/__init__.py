"""Pages of debates: reading one, speaking in it, taking words down, locking it."""

from summit.debates.views import moderating, speaking
from summit.debates.views.blueprint import blueprint

__all__ = ["blueprint", "moderating", "speaking"]
