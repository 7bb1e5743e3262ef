"""Pages of debates: reading one, speaking in it, taking words down, locking it; asking for the floor."""

from summit.debates.views import asking, moderating, speaking
from summit.debates.views.blueprint import blueprint

__all__ = ["asking", "blueprint", "moderating", "speaking"]
