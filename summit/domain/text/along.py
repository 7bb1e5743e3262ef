"""Pending amendments carried along the log, always from what their proposers wrote and where they put it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from summit.domain.text.adoption import Cause, Course, Held, LogEntry
from summit.domain.text.collisions import Collision, CollisionKind, collisions
from summit.domain.text.deriving import derive
from summit.domain.text.operations import Insert, Operation, Operations
from summit.domain.text.provisions import Text
from summit.domain.text.rebasing import Rebased, is_apart, outcome_of
from summit.domain.text.tokens import shown, tokens

Force = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An amendment as a person wrote it, on revision `made_on` (0 is the base)."""

    number: int
    operations: Operations
    made_on: int


@dataclass(frozen=True, slots=True)
class Rescission:
    """What taking an entry back does: the text, what stays in force, is put on hold, is pending and how."""

    text: Text
    in_force: tuple[int, ...]
    held: tuple[Held, ...]
    carried: tuple[tuple[int, Rebased], ...]


def rescission(
    base: Text, log: Sequence[LogEntry], entry: int, proposals: Iterable[Proposal] = ()
) -> Rescission:
    """What follows when an entry of the log is taken back, before anybody decides it.

    `proposals` are the amendments that are pending then: those that are pending now, those that fell or
    were found obsolete because of the entry, and the one that it adopted. Raises ValueError where the entry
    is not in force, StaleProvision where one does not fit the revision it was made on.
    """
    course = Course(base, (*log, LogEntry(Cause.RESCISSION, rescinds=entry)))
    standing = course.standing
    held = tuple(one for one in standing.held if one.entry in course.states[-2])
    carrying = Carrying(course)
    carried = tuple((one.number, carrying.afresh(one)) for one in proposals)
    return Rescission(standing.text, standing.in_force, held, carried)


class Carrying:
    """Carries proposals along a course; what many of them need is worked out once."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.now = course.states[-1]
        self.last = len(course.log)
        self._texts: dict[Force, Text] = {}
        self._differences: dict[tuple[Force, Force], Operations] = {}

    def over(self, one: Proposal, current: Operations, since: int, met: Collection[Collision]) -> Rebased:
        """What the entries after revision `since` make of a proposal whose form was `current` there.

        `met` are its collisions with them: found once, on the text that both were made on, they are never
        looked for again, so that what did not collide is not orphaned later.
        """
        if met:
            return Rebased("orphaned", (), tuple(met))
        if self._is_apart(one, current, self.course.states[since]):
            return Rebased(outcome_of(current, current), current)
        return self._placed(one, current)

    def afresh(self, one: Proposal) -> Rebased:
        """What becomes of a proposal on the latest revision, whatever was adopted and taken back meanwhile.

        As long as nothing was taken back that is what `over` gives for every entry in its turn; then it is
        as though that entry had never been.
        """
        known = self.course.states[one.made_on]
        met = self._met(one, known)
        # On the very text it was made on it is what its proposer wrote, with the ids that were given then.
        if not met and (known == self.now or self._is_apart(one, one.operations, known)):
            return Rebased(outcome_of(one.operations, one.operations), one.operations)
        number = self._tried(one)
        gone = dict.fromkeys(need.provision for need in self.course.woven.missing(number, self.now))
        if gone or met:
            return Rebased("orphaned", (), (*(self._gone(id, known) for id in gone), *met))
        return self._placed(one, one.operations)

    def _is_apart(self, one: Proposal, form: Operations, since: Force) -> bool:
        """Whether neither the text nor the entries adopted since then have to do with a proposal.

        An adoption that repeats another changes no word, yet what it moves again may stand elsewhere among
        what is inserted.
        """
        fresh = (self.course.log[entry - 1].operations for entry in self.now if entry not in since)
        if not is_apart(form, self._difference(since, self.now)):
            return False
        return all(is_apart(one.operations, theirs) for theirs in fresh)

    def _placed(self, one: Proposal, was: Operations) -> Rebased:
        text = self.course.woven.text((*self.now, self._tried(one)))
        carried = derive(self._text(self.now), text)
        return Rebased(outcome_of(was, carried), carried)

    def _tried(self, one: Proposal) -> int:
        number = self.last + one.number
        if number not in self.course.woven.tabled:
            known = self.course.states[one.made_on]
            self.course.woven.try_out(number, one.number, one.operations, known)
        return number

    def _met(self, one: Proposal, known: Force) -> tuple[Collision, ...]:
        """Its collisions with the entries in force that it did not know, and that touch its provisions."""
        mine = set(_ids(one.operations))
        return tuple(
            found
            for entry in self.now
            if entry not in known and not mine.isdisjoint(_ids(self.course.log[entry - 1].operations))
            for found in self._met_with(one, known, entry)
        )

    def _met_with(self, one: Proposal, known: Force, entry: int) -> tuple[Collision, ...]:
        """Its collisions with one entry, on the latest text that both of them can be made on."""
        theirs = self.course.states[self.course.log[entry - 1].made_on]
        number = self._tried(one)
        common = tuple(each for each in known if each in theirs)
        for base in (common, known, theirs):
            if not any(self.course.woven.missing(each, base) for each in (number, entry)):
                return collisions(
                    self._text(base),
                    self._on(base, theirs, entry, self.course.log[entry - 1].operations),
                    self._on(base, known, number, one.operations),
                )
        return ()

    def _on(self, base: Force, known: Force, entry: int, operations: Operations) -> Operations:
        if base == known:
            return operations
        return derive(self._text(base), self.course.woven.text((*base, entry)))

    def _gone(self, id: str, known: Force) -> Collision:
        """The words that a proposal was made on, as it found them."""
        found = self.course.woven.provision(id, known)
        assert found is not None
        return Collision(id, CollisionKind.GONE, shown(tokens(found.text, found.kind)))

    def _text(self, force: Force) -> Text:
        if force not in self._texts:
            self._texts[force] = self.course.woven.text(force)
        return self._texts[force]

    def _difference(self, old: Force, new: Force) -> Operations:
        if (old, new) not in self._differences:
            self._differences[old, new] = derive(self._text(old), self._text(new))
        return self._differences[old, new]


def _ids(operations: Iterable[Operation]) -> Iterable[str]:
    """The provisions that are replaced, struck or moved."""
    return (one.id for one in operations if not isinstance(one, Insert))
