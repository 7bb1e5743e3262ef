"""The parts of a rule set: how imported ballots are read and the variants of the counting methods."""

from __future__ import annotations

from dataclasses import dataclass

OVERVOTES = ("exhaust_immediately", "skip_to_next", "exhaust_if_multiple_continuing")
TIES = ("together", "earlier_rounds", "lots", "chair", "lost")


@dataclass(frozen=True, slots=True)
class Hygiene:
    """How irregular papers of an imported file are read; without it an irregular paper is spoilt.

    `maximum_skipped` None means any number of ranks may be left out.
    """

    overvote: str = "exhaust_immediately"
    maximum_skipped: int | None = None
    exhaust_on_duplicate: bool = False


@dataclass(frozen=True, slots=True)
class InstantRunoff:
    """The variant of an instant runoff: who is eliminated together, what is needed to win, when it ends."""

    batch_elimination: bool = False
    fixed_threshold: bool = False
    continue_until_two: bool = False
    write_ins_first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeastShare:
    """Elected are all who are left as soon as each has num/den of the continuing votes, however many.

    `fixed_threshold` takes the share of the first round's votes; with `batch_elimination` all who do not
    have it go together.
    """

    num: int
    den: int
    fixed_threshold: bool = False
    batch_elimination: bool = False


@dataclass(frozen=True, slots=True)
class SingleTransferableVote:
    """The variant of a single transferable vote.

    `places` None counts with the decimals of the variant; `exact` counts in fractions instead;
    `write_ins_first` (variants bottoms_up and rounds) go in the first round; `least_share` (bottoms_up)
    replaces the number of seats.
    """

    variant: str = "scottish"
    places: int | None = None
    exact: bool = False
    write_ins_first: tuple[str, ...] = ()
    least_share: LeastShare | None = None


@dataclass(frozen=True, slots=True)
class AgainstDefault:
    """What each option must reach against the default option (Debian constitution A.6, steps 2 and 3).

    `developers` gives the quorum R = 3·√developers/2; `minimum_votes` gives it as a number;
    `ratios` holds (option, num, den), an option not named needs more votes than the default.
    """

    developers: int | None = None
    minimum_votes: int = 0
    ratios: tuple[tuple[str, int, int], ...] = ()

    def ratio(self, option: str) -> tuple[int, int]:
        """The ratio (num, den) that `option` must reach against the default option."""
        return next(((num, den) for name, num, den in self.ratios if name == option), (1, 1))
