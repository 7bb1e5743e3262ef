"""Annex IV: each text that was changed, with every change between its first revision and its latest."""

from summit.documents.models import Document
from summit.documents.queries import LogLine, adoption_log, steps
from summit.domain.text import Kind, Traced, trace
from summit.export.composing.papers import Papers
from summit.export.model.courses import Cause, CoursePlace, TextCourse
from summit.jobs.politely import politely

FIRST = 1


def courses(papers: Papers) -> tuple[TextCourse, ...]:
    """The documents with more than one revision, in order."""
    changed = [one for one in papers.documents if one.head > FIRST]
    return tuple(_course(one, papers) for one in politely(changed))


def _course(document: Document, papers: Papers) -> TextCourse:
    number, head = document.number, document.head
    log = adoption_log(number)
    found = trace(papers.text(number, FIRST), steps(log, FIRST, head), papers.text(number, head))
    old, new = papers.labels(number, FIRST), papers.labels(number, head)
    places: list[CoursePlace] = []
    left_out = 0
    for one in found:
        if not one.place.is_touched and one.place.provision.kind is not Kind.HEADING:
            left_out += 1
            continue
        label = (new if one.place.after else old).get(one.place.id, "")
        places.append(_place(one, label, left_out))
        left_out = 0
    causes = tuple(_cause(line) for line in log)
    return TextCourse(number, document.title, document.language, head, causes, tuple(places), left_out)


def _cause(line: LogLine) -> Cause:
    return Cause(line.revision, line.cause, line.amendment, line.poll, line.rescinds)


def _place(one: Traced, label: str, unchanged: int) -> CoursePlace:
    place = one.place
    return CoursePlace(label, place.provision, place.deed, one.runs, one.moved, one.revisions, unchanged)
