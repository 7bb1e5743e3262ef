"""The text at any moment as a pure function of the imported base and the ordered log of adoptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from summit.domain.text.applying import WovenText
from summit.domain.text.operations import Operation
from summit.domain.text.provisions import Text


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
class Standing:
    """The text after the log, the entries in force, and those on hold after a rescission."""

    text: Text
    in_force: tuple[int, ...]
    on_hold: tuple[int, ...]


def revision(base: Text, log: Sequence[LogEntry]) -> Text:
    """The text after the whole log. Raises as `standing` does."""
    return standing(base, log).text


def standing(base: Text, log: Sequence[LogEntry]) -> Standing:
    """The text after the whole log, and which entries make it.

    After a rescission the text is base and log without that entry. A later entry that struck or wrote upon
    what the rescinded one had put in no longer applies: it is put on hold, and so are those that build on
    it; the others stand. Raises StaleProvision where an entry does not fit the revision it was made on,
    ValueError where it names a revision or an entry that is not before it.
    """
    woven = WovenText(base)
    states: list[tuple[int, ...]] = [()]
    held: set[int] = set()
    for number, entry in enumerate(log, start=1):
        if entry.made_on >= number or entry.rescinds >= number:
            raise ValueError(f"entry {number} of the log builds on a later one")
        if entry.cause is Cause.RESCISSION:
            left = [one for one in states[-1] if one != entry.rescinds]
            states.append(_supported(woven, left))
            held |= set(left) - set(states[-1])
        else:
            woven.add(number, entry.amendment, entry.operations, states[entry.made_on])
            states.append((*states[-1], number))
    return Standing(woven.text(states[-1]), states[-1], tuple(sorted(held)))


def _supported(woven: WovenText, entries: Sequence[int]) -> tuple[int, ...]:
    force = tuple(entries)
    while True:
        kept = tuple(one for one in force if woven.is_supported(one, force))
        if kept == force:
            return kept
        force = kept
