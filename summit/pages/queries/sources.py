"""What brought a revision about, as margins and lists name it."""

from collections.abc import Iterable
from dataclasses import dataclass

from summit.documents.queries import LogLine
from summit.domain.wording import poll_name


@dataclass(frozen=True, slots=True)
class Source:
    """The cause of a revision: an amendment adopted by a poll, a rescission of one, or another cause."""

    revision: int
    cause: str
    amendment: int | None
    poll: int | None
    rescinds: int | None

    @property
    def words(self) -> str:
        """ "AM 12 · V-07"; a poll alone where its result was taken back; else the revision."""
        names = [f"AM {self.amendment}"] if self.amendment and self.rescinds is None else []
        names += [f"{poll_name(self.poll)}"] if self.poll else []
        return " · ".join(names) or f"revision {self.revision}"


def source(line: LogLine) -> Source:
    return Source(line.revision, line.cause, line.amendment, line.poll, line.rescinds)


def sources(log: Iterable[LogLine]) -> dict[int, Source]:
    """By the revision that each made."""
    return {line.revision: source(line) for line in log}
