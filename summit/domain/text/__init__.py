"""Texts as provisions: diff, amendments as operations, collisions, merge, rebase and the adoption log."""

from summit.domain.text.adoption import Cause, Course, Held, LogEntry, Standing, revision, standing
from summit.domain.text.advice import advice_in_words, reach
from summit.domain.text.aligning import align
from summit.domain.text.along import Carrying, Proposal, Rescission, rescission
from summit.domain.text.alternatives import Drawn, Group, Way, alternatives, drawn
from summit.domain.text.applying import Adopted, apply, merge
from summit.domain.text.collisions import Collision, CollisionKind, clashes, collisions
from summit.domain.text.comparing import Compared, compare
from summit.domain.text.correcting import Corrected, concerned, corrected, leaving_out
from summit.domain.text.deriving import IdMaker, derive, id_maker
from summit.domain.text.diff import Segment, diff_words
from summit.domain.text.duplicates import Duplicate, DuplicateKind, duplicates
from summit.domain.text.edges import (
    CollisionEdge,
    Dependency,
    DependencyKind,
    DuplicateEdge,
    collision_edges,
    duplicate_edges,
    edges_of,
)
from summit.domain.text.inline_writer import canonical_inline, plain_text
from summit.domain.text.markdown import markdown
from summit.domain.text.merging import Clash, merge_words
from summit.domain.text.numbering import labels
from summit.domain.text.operations import (
    Delete,
    Insert,
    Move,
    Operation,
    Operations,
    Replace,
    StaleProvision,
    operations_from_json,
    operations_to_json,
    touched,
)
from summit.domain.text.outcomes import Effect, Fall, Pending, effect
from summit.domain.text.pandoc import from_pandoc
from summit.domain.text.parts import parts
from summit.domain.text.provisions import (
    Kind,
    Provision,
    Text,
    from_json,
    provision_digest,
    revision_digest,
    to_json,
)
from summit.domain.text.reading import RawHtmlRefused, Reading, ReadingRefused, ReadingWarning, TooDeep
from summit.domain.text.rebasing import Outcome, Rebased, carry, rebase
from summit.domain.text.shown import VisibleRun, diff_runs, visible_runs
from summit.domain.text.tracing import RevisionStep, Traced, TracedRun, trace
from summit.domain.text.translating import Step, Wording, outdated, source_digest, wordings

__all__ = [
    "Adopted",
    "Carrying",
    "Cause",
    "Clash",
    "Collision",
    "CollisionEdge",
    "CollisionKind",
    "Compared",
    "Corrected",
    "Course",
    "Delete",
    "Dependency",
    "DependencyKind",
    "Drawn",
    "Duplicate",
    "DuplicateEdge",
    "DuplicateKind",
    "Effect",
    "Fall",
    "Group",
    "Held",
    "IdMaker",
    "Insert",
    "Kind",
    "LogEntry",
    "Move",
    "Operation",
    "Operations",
    "Outcome",
    "Pending",
    "Proposal",
    "Provision",
    "RawHtmlRefused",
    "Reading",
    "ReadingRefused",
    "ReadingWarning",
    "Rebased",
    "Replace",
    "Rescission",
    "RevisionStep",
    "Segment",
    "StaleProvision",
    "Standing",
    "Step",
    "Text",
    "TooDeep",
    "Traced",
    "TracedRun",
    "VisibleRun",
    "Way",
    "Wording",
    "advice_in_words",
    "align",
    "alternatives",
    "apply",
    "canonical_inline",
    "carry",
    "clashes",
    "collision_edges",
    "collisions",
    "compare",
    "concerned",
    "corrected",
    "derive",
    "diff_runs",
    "diff_words",
    "drawn",
    "duplicate_edges",
    "duplicates",
    "edges_of",
    "effect",
    "from_json",
    "from_pandoc",
    "id_maker",
    "labels",
    "leaving_out",
    "markdown",
    "merge",
    "merge_words",
    "operations_from_json",
    "operations_to_json",
    "outdated",
    "parts",
    "plain_text",
    "provision_digest",
    "reach",
    "rebase",
    "rescission",
    "revision",
    "revision_digest",
    "source_digest",
    "standing",
    "to_json",
    "touched",
    "trace",
    "visible_runs",
    "wordings",
]
