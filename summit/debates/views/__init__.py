"""Pages of debates: reading, speaking, changing, taking words down, leading; asking for the floor."""

from summit.debates.views import asking, changing, leading, moderating, sensing, speaking
from summit.debates.views.blueprint import blueprint

__all__ = ["asking", "blueprint", "changing", "leading", "moderating", "sensing", "speaking"]
