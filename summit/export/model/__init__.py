"""The final document as one value: its parts, its annexes, the whole."""

from summit.export.model.cover import Corrigendum, Cover
from summit.export.model.edition import edition, languages_of, require_edition
from summit.export.model.people import BodyBase, ListChange, Participation, TookPart, Turn
from summit.export.model.texts import (
    Adoption,
    ChangedPlace,
    Mark,
    Numbered,
    Part,
    Proposed,
    Translated,
)
from summit.export.model.votes import (
    Challenged,
    Choice,
    Effect,
    Lot,
    OtherMethod,
    RoundLine,
    Stated,
    Stored,
    TieLine,
    Undecided,
    Vote,
)
from summit.export.model.whole import FINAL, PROVISIONAL, Exceptional, FinalDocument

__all__ = [
    "FINAL",
    "PROVISIONAL",
    "Adoption",
    "BodyBase",
    "Challenged",
    "ChangedPlace",
    "Choice",
    "Corrigendum",
    "Cover",
    "Effect",
    "Exceptional",
    "FinalDocument",
    "ListChange",
    "Lot",
    "Mark",
    "Numbered",
    "OtherMethod",
    "Part",
    "Participation",
    "Proposed",
    "RoundLine",
    "Stated",
    "Stored",
    "TieLine",
    "TookPart",
    "Translated",
    "Turn",
    "Undecided",
    "Vote",
    "edition",
    "languages_of",
    "require_edition",
]
