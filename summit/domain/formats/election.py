"""An election as any of the file formats holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from summit.domain.errors import Unacceptable
from summit.domain.tally.profile import UNREADABLE, Profile

MOST_BALLOTS = 10**12
"""Of one ranking; more is taken for a damaged file."""


class FormatRejected(Unacceptable):
    """A file that cannot be read as an election; the text names the place and what was expected."""


def whole_number(text: str, most: int, where: str, what: str = "a whole number") -> int:
    """A number in digits, up to `most`; raises FormatRejected with the place and what was expected there."""
    if not (text.isascii() and text.isdigit()):
        raise FormatRejected(f"{where}: {text[:20]!r} is not {what}.")
    if len(text) > 18 or int(text) > most:
        raise FormatRejected(f"{where}: {text[:20]} is more than {most}, the most this reader takes.")
    return int(text)


@dataclass(frozen=True, slots=True)
class Election:
    """Options, ballots and seats of a file; withdrawn options are already out of the ballots.

    `scale` is the highest number of points where ballots give points: rank k then holds the options
    with `scale` − k points, and ranks may be empty. `warnings` are sentences about what was sloppy in the
    file and how it was read.
    """

    profile: Profile
    seats: int = 1
    title: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()
    kind: str = ""
    scale: int | None = None
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if UNREADABLE in self.profile.options:
            raise FormatRejected(
                f"“{UNREADABLE}” stands for marks that nobody can read; no option is called so."
            )

    def name(self, option: str) -> str:
        """The name of an option, or its id where it has none."""
        return self.names.get(option) or option
