"""Documents, their revisions, amendments, collisions and translations, and the log of what was adopted."""

from summit.documents.models.amendments import Amendment, AmendmentForm, Seconding
from summit.documents.models.collisions import Collision
from summit.documents.models.drafts import Draft
from summit.documents.models.replacing import Replacement
from summit.documents.models.states import ON_TEXT, PENDING, AmendmentState
from summit.documents.models.texts import Document, Revision
from summit.documents.models.translations import SHOWN, Method, Term, Translation, TranslationState
from summit.documents.models.written import WrittenAmendment, WrittenState

__all__ = [
    "ON_TEXT",
    "PENDING",
    "SHOWN",
    "Amendment",
    "AmendmentForm",
    "AmendmentState",
    "Collision",
    "Document",
    "Draft",
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
