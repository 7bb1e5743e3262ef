"""What practice polls ask: a paragraph that stands in no document, three changes to it, imaginary ballots."""

from dataclasses import dataclass

from summit.domain.text import Kind, Provision, Replace, Text, provision_digest

FALLBACK = "en"
_WORDS = {
    "en": (
        "Practice: the tea of the second break",
        "In the second break the kitchen serves coffee for everybody who asks.",
        {
            "Lemon verbena": ("serves coffee", "serves lemon verbena tea"),
            "Both": ("coffee", "coffee and lemon verbena tea"),
            "Water": ("coffee", "spring water"),
        },
    ),
    "es": (
        "Práctica: la bebida del segundo receso",
        "En el segundo receso la cocina sirve café para quien lo pida.",
        {
            "Cedrón": ("sirve café", "sirve infusión de cedrón"),
            "Las dos cosas": ("café", "café e infusión de cedrón"),
            "Agua": ("café", "agua de vertiente"),
        },
    ),
    "fr": (
        "Exercice : la boisson de la seconde pause",
        "À la seconde pause, la cuisine sert du café à qui le demande.",
        {
            "Verveine": ("sert du café", "sert une infusion de verveine"),
            "Les deux": ("du café", "du café et une infusion de verveine"),
            "De l’eau": ("du café", "de l’eau de source"),
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One option of a practice poll: its id, its title and what it does."""

    id: str
    title: str
    operation: Replace


@dataclass(frozen=True, slots=True)
class Practice:
    """The question, its text of one paragraph and the changes to it, in one language."""

    language: str
    question: str
    text: Text
    changes: tuple[Change, ...]


def practice_in(language: str) -> Practice:
    """The practice question in a language; in English where it has not been written in that one."""
    known = language if language in _WORDS else FALLBACK
    question, words, changes = _WORDS[known]
    paragraph = Provision(f"practice-{known}", Kind.PARAGRAPH, 0, "", words)
    digest = provision_digest(paragraph)
    options = tuple(
        Change(f"change-{place}", title, Replace(paragraph.id, digest, words.replace(*replaced)))
        for place, (title, replaced) in enumerate(changes.items(), start=1)
    )
    return Practice(known, question, (paragraph,), options)


IMAGINARY = (
    (4, ("change-1", "change-2")),
    (3, ("change-2", "change-1")),
    (3, ("change-3", "change-2")),
    (2, ("keep",)),
)
"""(how many, ranking): whoever practises alone sees more than their own ballot counted."""
