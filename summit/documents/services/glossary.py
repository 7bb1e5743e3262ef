"""The glossary: which word a term has in each language."""

from collections.abc import Mapping

from summit.db import db, transaction
from summit.documents.models import Term
from summit.documents.permissions import may_translate
from summit.domain.errors import NotFound, Unacceptable, require
from summit.people.queries import person

LONGEST_WORD = 120
LONGEST_NOTE = 300


@transaction
def enter_term(actor_id: int, words: Mapping[str, str], note: str = "") -> int:
    """Enter a term with its word in at least two languages. Raises NotAllowed, Unacceptable."""
    _require_translator(actor_id)
    said = {language: " ".join(word.split()) for language, word in words.items() if word.strip()}
    if len(said) < 2:
        raise Unacceptable("A term needs its word in at least two languages.")
    if any(len(word) > LONGEST_WORD for word in said.values()) or len(note) > LONGEST_NOTE:
        raise Unacceptable(f"A word has at most {LONGEST_WORD} signs, a note {LONGEST_NOTE}.")
    term = Term(words=said, note=" ".join(note.split()), entered_by_id=actor_id)
    db.session.add(term)
    db.session.flush()
    return term.id


@transaction
def remove_term(actor_id: int, number: int) -> None:
    """Take a term out of the glossary. Raises NotAllowed, NotFound."""
    _require_translator(actor_id)
    term = db.session.get(Term, number)
    if term is None:
        raise NotFound("There is no such term.")
    db.session.delete(term)


def _require_translator(actor_id: int) -> None:
    require(may_translate(person(actor_id)), "Translators of the summit and organisers keep the glossary.")
