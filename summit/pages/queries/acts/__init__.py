"""The acts that the record keeps, in words: who did what, and when."""

from summit.pages.queries.acts.reading import PER_PAGE, Act, Wanted, acts
from summit.pages.queries.acts.words import WORDS

__all__ = ["PER_PAGE", "WORDS", "Act", "Wanted", "acts"]
