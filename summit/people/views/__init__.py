"""Pages of the door (signing in and out) and of the accreditation desk."""

from summit.people.views import desk, door, importing
from summit.people.views.blueprint import blueprint

__all__ = ["blueprint", "desk", "door", "importing"]
