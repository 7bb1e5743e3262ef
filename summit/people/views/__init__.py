"""Pages of the door, of one's own devices, of the accreditation desk, and of what needs two officers."""

from summit.people.views import bodies, desk, devices, door, importing, person, seats, signing, ways_in
from summit.people.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "bodies",
    "desk",
    "devices",
    "door",
    "importing",
    "person",
    "seats",
    "signing",
    "ways_in",
]
