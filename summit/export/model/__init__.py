"""The final document as one value: its parts, its annexes, the whole."""

from summit.export.model.edition import edition, languages_of
from summit.export.model.texts import (
    Adoption,
    ChangedPlace,
    Mark,
    Numbered,
    Part,
    Participation,
    Proposed,
    TookPart,
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
    "Challenged",
    "ChangedPlace",
    "Choice",
    "Effect",
    "Exceptional",
    "FinalDocument",
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
    "Undecided",
    "Vote",
    "edition",
    "languages_of",
]
