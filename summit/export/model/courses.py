"""What Annex IV says of a text: every change from its first revision to its latest, and what brought it."""

from dataclasses import dataclass

from summit.domain.text import Provision, TracedRun


@dataclass(frozen=True, slots=True)
class Cause:
    """What made a revision; `rescinds` is the revision that it took back, if any."""

    revision: int
    cause: str
    amendment: int | None
    poll: int | None
    rescinds: int | None


@dataclass(frozen=True, slots=True)
class CoursePlace:
    """A provision that changed, or a heading to find one's way by.

    `deed` is kept, changed, inserted or struck; `runs` name the revision of each changed word, `moved` the
    revisions that moved the provision, `revisions` all that left a mark. `unchanged` provisions are left out
    before it.
    """

    label: str
    provision: Provision
    deed: str
    runs: tuple[TracedRun, ...]
    moved: tuple[int, ...]
    revisions: tuple[int, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class TextCourse:
    """A document that was changed, from revision 1 to `revision`; `unchanged` are left out at the end."""

    document: int
    title: str
    language: str
    revision: int
    causes: tuple[Cause, ...]
    places: tuple[CoursePlace, ...]
    unchanged: int
