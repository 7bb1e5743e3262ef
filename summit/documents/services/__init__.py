"""Verbs on texts: import, replace and correct a document, propose amendments, adopt one, take it back."""

from summit.documents.services.admitting import admit_late, take_over
from summit.documents.services.adopting import Adoption, TextMoved, adopt, prepare_adoption, reject
from summit.documents.services.before import TextDecided, require_before, require_not_put
from summit.documents.services.changes import Change
from summit.documents.services.correcting import (
    Correction,
    compared,
    correct_text,
    prepare_correction,
    typed,
)
from summit.documents.services.drafting import discard_own_draft, keep_draft
from summit.documents.services.fates import (
    bring_before,
    decide_text,
    receiver,
    refer_text,
    require_decidable,
    take_fate_back,
    undoing_fate,
    withdraw_text,
)
from summit.documents.services.glossary import enter_term, remove_term
from summit.documents.services.importing import import_document
from summit.documents.services.moving import move_amendment, move_text
from summit.documents.services.proposing import (
    TextChanged,
    propose_amendment,
    withdraw_amendment,
)
from summit.documents.services.replacing import is_replaceable, replace_text
from summit.documents.services.rescinding import (
    Undoing,
    take_back,
    take_back_together,
    undoing,
    undoing_together,
)
from summit.documents.services.ruling import Ruling, rule_on_held
from summit.documents.services.seconding import second_amendment, set_seconders, withdraw_support
from summit.documents.services.splitting import ask_to_split, split_amendment
from summit.documents.services.telling import tell_proposer
from summit.documents.services.together import Together, adopt_together, prepare_together
from summit.documents.services.translating import (
    ClaimedByAnother,
    claim_translation,
    mark_ready,
    release_translation,
    review_translation,
    save_draft,
    translated,
    withdraw_translation,
)
from summit.documents.services.uncorrecting import take_correction_back, uncorrecting

__all__ = [
    "Adoption",
    "Change",
    "ClaimedByAnother",
    "Correction",
    "Ruling",
    "TextChanged",
    "TextDecided",
    "TextMoved",
    "Together",
    "Undoing",
    "admit_late",
    "adopt",
    "adopt_together",
    "ask_to_split",
    "bring_before",
    "claim_translation",
    "compared",
    "correct_text",
    "decide_text",
    "discard_own_draft",
    "enter_term",
    "import_document",
    "is_replaceable",
    "keep_draft",
    "mark_ready",
    "move_amendment",
    "move_text",
    "prepare_adoption",
    "prepare_correction",
    "prepare_together",
    "propose_amendment",
    "receiver",
    "refer_text",
    "reject",
    "release_translation",
    "remove_term",
    "replace_text",
    "require_before",
    "require_decidable",
    "require_not_put",
    "review_translation",
    "rule_on_held",
    "save_draft",
    "second_amendment",
    "set_seconders",
    "split_amendment",
    "take_back",
    "take_back_together",
    "take_correction_back",
    "take_fate_back",
    "take_over",
    "tell_proposer",
    "translated",
    "typed",
    "uncorrecting",
    "undoing",
    "undoing_fate",
    "undoing_together",
    "withdraw_amendment",
    "withdraw_support",
    "withdraw_text",
    "withdraw_translation",
]
