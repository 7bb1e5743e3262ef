"""What distinguishes the published rules for a single transferable vote with fractional transfers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from summit.domain.rules import SingleTransferableVote


@dataclass(frozen=True, slots=True)
class Variant:
    """A rule of the weighted inclusive Gregory family.

    `places`: decimals kept, the rest cut off; None counts in exact fractions.
    `quota`: "whole" ⌊valid/(seats+1)⌋+1, or "fraction" valid/(seats+1) with one unit of the last place
    more (exact counts ask for more than the fraction instead).
    `batch`: which sure losers go together; `surpluses`: one at a time or all of a round.
    `is_checked_first`: after which defeats the seats are checked before ballots are moved: of sure losers
    ("batch"), of the lowest ("single"), "always" or "never".
    `pending_receive`: who has the quota goes on receiving, and the count goes on, until the own surplus
    is passed on.
    """

    places: int | None
    quota: str = "whole"
    batch: str = "none"
    surpluses: str = "one"
    is_checked_first: str = "never"
    pending_receive: bool = False


VARIANTS = {
    "scottish": Variant(5),
    "wigm": Variant(4, quota="fraction"),
    "wigm_batch": Variant(4, quota="fraction", batch="prf", is_checked_first="batch"),
    "cfer": Variant(5, quota="fraction", surpluses="all", is_checked_first="always"),
    "cfer_batch": Variant(5, quota="fraction", batch="cfer", surpluses="all", is_checked_first="always"),
    "minneapolis": Variant(4, batch="minneapolis", is_checked_first="single", pending_receive=True),
}
"""Scottish: SSI 2007/42. wigm, wigm_batch: PR Foundation reference. cfer: Californians for Electoral
Reform, draft act 10059. minneapolis: Code of Ordinances 167.70."""


def variant_of(stv: SingleTransferableVote) -> Variant:
    """The variant a rule set names, with its own decimals or exact fractions."""
    variant = VARIANTS[stv.variant]
    if stv.exact:
        return replace(variant, places=None)
    return variant if stv.places is None else replace(variant, places=stv.places)


def quota_of(valid: int, seats: int, variant: Variant, scale: int) -> int | Fraction:
    """The quota in units of the last decimal place."""
    if variant.quota == "whole":
        return (valid // (seats + 1) + 1) * scale
    if variant.places is None:
        return Fraction(valid, seats + 1)
    return valid * scale // (seats + 1) + 1
