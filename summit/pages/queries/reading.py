"""A document as it is read: its provisions in order, each with what stands in its two margins."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from summit.debates.queries import counts
from summit.documents import queries as documents
from summit.documents.models import ON_TEXT, PENDING, Amendment, AmendmentState, Collision, Document, Revision
from summit.documents.queries import Rendered
from summit.documents.views.naming import provision_name
from summit.domain.text import Kind, Provision, Text, from_json, labels
from summit.domain.text.items import item_signs
from summit.pages.queries.margins import (
    AT_THE_BEGINNING,
    Acts,
    Adopted,
    Mark,
    acts_by_provision,
    adopted_words,
    clash_sentences,
    marks_of,
    pairs_of,
    touched_words,
)
from summit.voting.queries import Recommended, recommendations

TITLE_LEVEL = 1
DEEPEST_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A provision with its margins; `words` is set where words in it are under amendment.

    `level` is the level of a heading on the page, one below the title for the document's highest.
    """

    provision: Provision
    label: str | None
    name: str
    sign: str
    level: int
    words: Markup | None
    marks: list[Mark]
    clashes: list[str]
    adopted: list[Adopted]
    said: int
    translation: Rendered | None = None
    """For a reader of another language; its words are the provision's own where there is none."""

    @property
    def as_read(self) -> Provision:
        """The provision in the words that this reader is shown."""
        return replace(self.provision, text=self.translation.words) if self.translation else self.provision


@dataclass(frozen=True, slots=True)
class Reading:
    """A revision of a document; margins are those of the latest one, earlier ones are read bare."""

    document: Document
    revision: Revision
    is_head: bool
    lines: list[Line]
    before: list[Mark]
    orphans: list[Amendment]
    held: list[Amendment]
    pending: int
    all_amendments: list[Amendment]
    recommended: Mapping[int, tuple[Recommended, ...]]
    language: str
    title: Rendered
    composable: frozenset[int]
    """What a compromise can be made from: pending, and put to no poll yet."""

    @property
    def translated(self) -> int:
        """How many provisions are shown in the language that was asked for."""
        return sum(bool(line.translation and line.translation.is_translated) for line in self.lines)

    @property
    def translatable(self) -> int:
        return sum(line.translation is not None for line in self.lines)


def reading(number: int, revision: int | None = None, language: str = "") -> Reading:
    """In its language of authority unless another `language` is asked for.

    Raises NotFound for an unknown document or revision.
    """
    document = documents.document(number)
    language = language or document.language
    shown = documents.revision(number, document.head if revision is None else revision)
    is_head = shown.number == document.head
    every = documents.amendments(number)
    tabled = [one for one in every if one.state in ON_TEXT] if is_head else []
    acts = acts_by_provision(tabled)
    return Reading(
        document=document,
        revision=shown,
        is_head=is_head,
        lines=_lines(document, shown, acts, documents.collisions(number) if is_head else [], language),
        before=marks_of(acts.get(AT_THE_BEGINNING, [])),
        orphans=[one for one in every if one.state == AmendmentState.ORPHANED],
        held=[one for one in every if one.state == AmendmentState.ON_HOLD],
        pending=sum(one.state in PENDING for one in every),
        all_amendments=every,
        recommended=recommendations(one.number for one in every),
        language=language,
        title=documents.rendered([document.title], document.language, language)[document.title],
        composable=frozenset(one.number for one in tabled if one.poll_number is None),
    )


def _lines(
    document: Document, revision: Revision, acts: Acts, collisions: list[Collision], language: str
) -> list[Line]:
    text = from_json(revision.provisions)
    log = [line for line in documents.adoption_log(document.number) if line.revision <= revision.number]
    margins = _Margins(
        labels=labels(text),
        signs=item_signs(text),
        levels=heading_levels(text),
        acts=acts,
        collisions=_by_provision(collisions),
        adopted=adopted_words(log),
        said=counts("provision", f"{document.number}/"),
        translations=_translations(document, text, language),
    )
    return [margins.line(document.number, one) for one in text]


def _translations(document: Document, text: Text, language: str) -> Mapping[str, Rendered]:
    if language == document.language:
        return {}
    return documents.rendered_provisions(document.number, text, document.language, language)


def _by_provision(collisions: list[Collision]) -> dict[str, list[Collision]]:
    found: dict[str, list[Collision]] = defaultdict(list)
    for one in collisions:
        found[one.provision].append(one)
    return found


def heading_levels(text: tuple[Provision, ...]) -> dict[str, int]:
    """Levels of headings without a gap, so that a reader who walks from heading to heading misses none."""
    open_: list[int] = []
    levels = {}
    for one in text:
        if one.kind is Kind.HEADING:
            open_ = [depth for depth in open_ if depth < one.depth] + [one.depth]
            levels[one.id] = min(TITLE_LEVEL + len(open_), DEEPEST_LEVEL)
    return levels


@dataclass(frozen=True, slots=True)
class _Margins:
    """Everything about the provisions of one text, by id."""

    labels: Mapping[str, str]
    signs: Mapping[str, str]
    levels: Mapping[str, int]
    acts: Acts
    collisions: Mapping[str, list[Collision]]
    adopted: Mapping[str, list[Adopted]]
    said: Mapping[str, int]
    translations: Mapping[str, Rendered]

    def line(self, document: int, provision: Provision) -> Line:
        id = provision.id
        acts, collisions = self.acts.get(id, []), self.collisions.get(id, [])
        label = self.labels.get(id)
        return Line(
            provision=provision,
            label=label,
            name=provision_name(provision, label),
            sign=self.signs.get(id, ""),
            level=self.levels.get(id, 0),
            words=touched_words(provision, acts, pairs_of(collisions)) if acts else None,
            marks=marks_of(acts),
            clashes=clash_sentences(collisions),
            adopted=self.adopted.get(id, []),
            said=self.said.get(f"{document}/{id}", 0),
            translation=self.translations.get(id),
        )
