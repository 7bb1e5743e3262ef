"""Documents, their revisions, amendments, collisions and translations, and the log of what was adopted."""

from summit.documents.models.amendments import Amendment, AmendmentForm, Seconding
from summit.documents.models.collisions import Collision
from summit.documents.models.drafts import Draft
from summit.documents.models.notes import AmendmentNote, Marker
from summit.documents.models.replacing import Replacement
from summit.documents.models.states import FATES, ON_TEXT, PENDING, AmendmentState, DocumentState
from summit.documents.models.texts import Document, Revision
from summit.documents.models.translations import SHOWN, Method, Term, Translation, TranslationState
from summit.documents.models.written import WrittenAmendment, WrittenState

__all__ = [
    "FATES",
    "ON_TEXT",
    "PENDING",
    "SHOWN",
    "Amendment",
    "AmendmentForm",
    "AmendmentNote",
    "AmendmentState",
    "Collision",
    "Document",
    "DocumentState",
    "Draft",
    "Marker",
    "Method",
    "Replacement",
    "Revision",
    "Seconding",
    "Term",
    "Translation",
    "TranslationState",
    "WrittenAmendment",
    "WrittenState",
]
