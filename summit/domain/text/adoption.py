"""The text at any moment as a pure function of the imported base and the ordered log of adoptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from summit.domain.text.operations import Operation
from summit.domain.text.provisions import Text
from summit.domain.text.woven import Need, WovenText


class Cause(StrEnum):
    """Why an entry stands in the log."""

    ADOPTION = "adoption"
    CORRECTION = "correction"
    RESCISSION = "rescission"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the log; the n-th entry makes revision n, and revision 0 is the imported base.

    An adoption or an editorial correction has `operations` made on revision `made_on`, and an adoption the
    number of its amendment, which orders insertions at one point. A rescission takes back the entry
    `rescinds`.
    """

    cause: Cause
    operations: tuple[Operation, ...] = ()
    made_on: int = 0
    amendment: int = 0
    rescinds: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that no longer applies: it built upon words that entries not in force had put in or struck."""

    entry: int
    needs: tuple[Need, ...]

    @property
    def built_upon(self) -> tuple[int, ...]:
        """The entries whose words it built upon."""
        return tuple(sorted({entry for need in self.needs for entry in need.any_of}))


@dataclass(frozen=True, slots=True)
class Standing:
    """The text after the log, the entries in force, and those on hold after a rescission, with the reason."""

    text: Text
    in_force: tuple[int, ...]
    held: tuple[Held, ...]

    @property
    def on_hold(self) -> tuple[int, ...]:
        """The entries on hold."""
        return tuple(one.entry for one in self.held)


def revision(base: Text, log: Sequence[LogEntry]) -> Text:
    """The text after the whole log. Raises as `standing` does."""
    return standing(base, log).text


def standing(base: Text, log: Sequence[LogEntry]) -> Standing:
    """The text after the whole log, and which entries make it.

    After a rescission the text is base and log without that entry. A later entry that struck or wrote upon
    what the rescinded one had put in no longer applies: it is put on hold, and so are those that build on
    it; the others stand. Raises StaleProvision where an entry does not fit the revision it was made on,
    ValueError where it names a revision or an entry that is not before it, or rescinds what is not in force.
    """
    return Course(base, log).standing


class Course:
    """A text and its log, woven once, from which the text after any set of entries can be read."""

    def __init__(self, base: Text, log: Sequence[LogEntry]) -> None:
        self.base, self.log = base, tuple(log)
        self.woven = WovenText(base)
        self.states: list[tuple[int, ...]] = [()]
        self.held: dict[int, Held] = {}
        for number, entry in enumerate(self.log, start=1):
            if entry.made_on >= number or entry.rescinds >= number:
                raise ValueError(f"entry {number} of the log builds on a later one")
            self.states.append(self._after(number, entry))

    @property
    def standing(self) -> Standing:
        """How things stand after the whole log."""
        held = tuple(self.held[number] for number in sorted(self.held))
        return Standing(self.woven.text(self.states[-1]), self.states[-1], held)

    def text(self, revision: int) -> Text:
        """The text of one revision; 0 is the base."""
        return self.woven.text(self.states[revision])

    def _after(self, number: int, entry: LogEntry) -> tuple[int, ...]:
        force = self.states[-1]
        if entry.cause is not Cause.RESCISSION:
            self.woven.add(number, entry.amendment, entry.operations, self.states[entry.made_on])
            return (*force, number)
        if entry.rescinds not in force:
            raise ValueError(f"entry {entry.rescinds} of the log is not in force, so it cannot be rescinded")
        return self._supported(tuple(one for one in force if one != entry.rescinds))

    def _supported(self, force: tuple[int, ...]) -> tuple[int, ...]:
        while True:
            missing = {one: self.woven.missing(one, force) for one in force}
            lost = {one: needs for one, needs in missing.items() if needs}
            if not lost:
                return force
            self.held.update({one: Held(one, tuple(needs)) for one, needs in lost.items()})
            force = tuple(one for one in force if one not in lost)
