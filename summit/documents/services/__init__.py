"""Verbs on texts: import a document, propose and withdraw amendments, adopt one into the next revision."""

from summit.documents.services.adopting import Adoption, TextMoved, adopt, prepare_adoption, reject
from summit.documents.services.changes import Change
from summit.documents.services.importing import import_document
from summit.documents.services.proposing import (
    TextChanged,
    propose_amendment,
    withdraw_amendment,
)
from summit.documents.services.rescinding import Undoing, take_back, undoing
from summit.documents.services.ruling import Ruling, rule_on_held

__all__ = [
    "Adoption",
    "Change",
    "Ruling",
    "TextChanged",
    "TextMoved",
    "Undoing",
    "adopt",
    "import_document",
    "prepare_adoption",
    "propose_amendment",
    "reject",
    "rule_on_held",
    "take_back",
    "undoing",
    "withdraw_amendment",
]
