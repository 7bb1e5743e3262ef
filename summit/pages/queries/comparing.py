"""Two revisions of a document beside each other: every change with the amendment and poll that brought it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from summit.documents import queries as documents
from summit.documents.models import Document, Revision
from summit.documents.views.naming import provision_name
from summit.domain.text import Provision, Traced, from_json, labels, trace
from summit.domain.text.items import item_signs
from summit.pages.queries.reading import heading_levels
from summit.pages.queries.sources import Source, sources
from summit.web.drawing import Parts, Stretch, stretches


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A provision of either revision; `label` and `name` are those of the later one where it stands there."""

    traced: Traced
    label: str
    name: str
    was: str
    """How it was called, where that is something else."""
    sign: str
    level: int
    stretches: list[Stretch]
    sources: list[Source]

    @property
    def id(self) -> str:
        return self.traced.place.id

    @property
    def parts(self) -> Parts:
        """Its word diff as one, whoever made each change."""
        return [part for one in self.stretches for part in one.parts]

    @property
    def provision(self) -> Provision:
        return self.traced.place.provision

    @property
    def is_touched(self) -> bool:
        return self.traced.place.is_touched


@dataclass(frozen=True, slots=True)
class Comparison:
    """`first` is the earlier revision, `last` the later one."""

    document: Document
    first: Revision
    last: Revision
    lines: list[ComparedLine]
    sources: dict[int, Source]

    @property
    def touched(self) -> int:
        return sum(line.is_touched for line in self.lines)

    @property
    def folded(self) -> list[ComparedLine | int]:
        """The touched provisions, and between them how many are as they were."""
        found: list[ComparedLine | int] = []
        for is_touched, same in groupby(self.lines, key=lambda line: line.is_touched):
            group = list(same)
            found += group if is_touched else [len(group)]
        return found


def comparison(number: int, first: int, last: int) -> Comparison:
    """What changed between two revisions, in whichever order they are named. Raises NotFound."""
    first, last = sorted((first, last))
    document = documents.document(number)
    before, after = documents.revision(number, first), documents.revision(number, last)
    log = documents.adoption_log(number)
    texts = from_json(before.provisions), from_json(after.provisions)
    traced = trace(texts[0], documents.steps(log, first, last), texts[1])
    causes = sources(log)
    return Comparison(document, before, after, _lines(traced, texts[0], texts[1], causes), causes)


def _lines(
    traced: Sequence[Traced],
    before: Sequence[Provision],
    after: Sequence[Provision],
    causes: dict[int, Source],
) -> list[ComparedLine]:
    old, new = labels(tuple(before)), labels(tuple(after))
    signs = item_signs(tuple(before)) | item_signs(tuple(after))
    levels = heading_levels(tuple(one.place.provision for one in traced))
    return [_line(one, old, new, signs, levels, causes) for one in traced]


def _line(
    one: Traced,
    old: dict[str, str],
    new: dict[str, str],
    signs: dict[str, str],
    levels: dict[str, int],
    causes: dict[int, Source],
) -> ComparedLine:
    id, provision = one.place.id, one.place.provision
    was = provision_name(provision, old.get(id)) if one.place.before else ""
    name = provision_name(provision, new.get(id)) if one.place.after else was
    return ComparedLine(
        traced=one,
        label=(new if one.place.after else old).get(id, ""),
        name=name,
        was="" if was == name else was,
        sign=signs.get(id, ""),
        level=levels.get(id, 0),
        stretches=stretches(one.runs),
        sources=[causes[number] for number in one.revisions if number in causes],
    )
