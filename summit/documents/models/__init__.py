"""Documents, their revisions, amendments and collisions, and the log of what was adopted."""

from summit.documents.models.amendments import Amendment, AmendmentForm, Seconding
from summit.documents.models.collisions import Collision
from summit.documents.models.states import ON_TEXT, PENDING, AmendmentState
from summit.documents.models.texts import Document, Revision

__all__ = [
    "ON_TEXT",
    "PENDING",
    "Amendment",
    "AmendmentForm",
    "AmendmentState",
    "Collision",
    "Document",
    "Revision",
    "Seconding",
]
