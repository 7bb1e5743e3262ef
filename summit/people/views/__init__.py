"""Pages of the door (signing in and out), of the accreditation desk, and of what needs two officers."""

from summit.people.views import desk, door, importing, signing
from summit.people.views.blueprint import blueprint

__all__ = ["blueprint", "desk", "door", "importing", "signing"]
