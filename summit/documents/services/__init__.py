"""Verbs on texts: import a document, propose and withdraw amendments, adopt one into the next revision."""

from summit.documents.services.adopting import Adoption, TextMoved, adopt, prepare_adoption, reject
from summit.documents.services.changes import Change
from summit.documents.services.importing import import_document
from summit.documents.services.proposing import (
    TextChanged,
    propose_amendment,
    withdraw_amendment,
)

__all__ = [
    "Adoption",
    "Change",
    "TextChanged",
    "TextMoved",
    "adopt",
    "import_document",
    "prepare_adoption",
    "propose_amendment",
    "reject",
    "withdraw_amendment",
]
