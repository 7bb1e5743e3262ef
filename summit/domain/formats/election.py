"""An election as any of the file formats holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from summit.domain.errors import Unacceptable
from summit.domain.tally.profile import Profile


class FormatRejected(Unacceptable):
    """A file that cannot be read as an election; the text names the place and what was expected."""


@dataclass(frozen=True, slots=True)
class Election:
    """Options, ballots and seats of a file; withdrawn options are already out of the ballots.

    `scale` is the highest number of points where ballots give points: rank k then holds the options
    with `scale` − k points, and ranks may be empty.
    """

    profile: Profile
    seats: int = 1
    title: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()
    kind: str = ""
    scale: int | None = None

    def name(self, option: str) -> str:
        """The name of an option, or its id where it has none."""
        return self.names.get(option) or option
