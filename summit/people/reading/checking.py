"""A list of people held against what the summit knows: taken badges, names of bodies, rights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from summit.domain.badges import folded
from summit.people.models import BODY_DUTIES, SUMMIT_DUTIES, Duty, Role
from summit.people.reading.cells import Entry, shortened
from summit.people.reading.headings import is_plenary
from summit.people.reading.lists import Fault, PeopleList


@dataclass(frozen=True, slots=True)
class Known:
    """Name by badge of who is accredited, the names of the bodies, whether an organiser brings the list."""

    holders: Mapping[str, str]
    bodies: Sequence[str] = ()
    by_organiser: bool = True
    _folded: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._folded.update({folded(name): name for name in self.bodies})

    def body(self, written: str) -> str | None:
        """The name of the body as the summit writes it; the first is the plenary, however a list calls it."""
        plenary = self.bodies[0] if self.bodies and is_plenary(written) else None
        return self._folded.get(folded(written), plenary)


def but_for(listed: PeopleList, known: Known) -> PeopleList:
    """The list without those who cannot be stored as things stand: they are among its faults."""
    entries, faults = [], [replace(one, what=_with_holder(one, known)) for one in listed.faults]
    for one in listed.entries:
        entry, what = _resolved(one, known)
        if what:
            faults.append(Fault(one.line, f"{one.name} · {one.badge}", what, one.badge))
        else:
            entries.append(entry)
    faults.sort(key=lambda fault: fault.line)
    return replace(listed, entries=tuple(entries), faults=tuple(faults))


def _with_holder(fault: Fault, known: Known) -> tuple[str, ...]:
    return (*fault.what, *_taken(fault.badge, known))


def _taken(badge: str, known: Known) -> tuple[str, ...]:
    holder = known.holders.get(badge)
    return (f"Badge {badge} belongs to {holder} already.",) if holder else ()


def _resolved(entry: Entry, known: Known) -> tuple[Entry, tuple[str, ...]]:
    what = list(_taken(entry.badge, known))
    if not known.by_organiser and (entry.role == Role.ORGANISER or entry.offices):
        what.append("Only an organiser accredits organisers and gives offices.")
    bodies = _bodies(entry.bodies, known, what)
    offices = tuple(_office(duty, body, bodies, known, what) for duty, body in entry.offices)
    return replace(entry, bodies=bodies, offices=offices), tuple(what)


def _bodies(written: Sequence[str], known: Known, what: list[str]) -> tuple[str, ...]:
    """Names of bodies; commas part them only where they stand in no name: “Energy, water, soil”."""
    found: list[str] = []
    for words in written:
        parts = [words] if known.body(words) else words.split(",")
        for part in parts:
            name = known.body(part)
            if name is None:
                what.append(f"There is no body named “{shortened(part.strip())}”: found it first.")
            elif name not in found:
                found.append(name)
    return tuple(found)


def _office(
    duty: Duty, written: str, bodies: Sequence[str], known: Known, what: list[str]
) -> tuple[Duty, str]:
    """An office with its body: the one it names, else the only one of the line."""
    if duty not in BODY_DUTIES:
        if written:
            what.append(f"A {duty} is one for the whole summit, not of a body.")
        return duty, ""
    if not written and len(bodies) == 1:
        return duty, bodies[0]
    name = known.body(written) if written else None
    if name is None and not written and duty in SUMMIT_DUTIES:
        return duty, ""
    if name is None:
        said = f"There is no body named “{shortened(written)}”: found it first." if written else ""
        what.append(said or f"Say of which body: “{duty}: Plenary”.")
    return duty, name or ""
