"""What an option does to the text, as a reader sees it: word diff and resulting words of each provision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from summit.domain.text import (
    Delete,
    Insert,
    Kind,
    Move,
    Operation,
    Operations,
    Provision,
    Replace,
    Segment,
    Text,
    VisibleRun,
    apply,
    diff_words,
    labels,
    visible_runs,
)

Fate = Literal["changed", "inserted", "struck", "moved", "kept"]
CONTEXT = 48
"""Signs of unchanged text that are left standing on each side of a change."""
GAP = "[…]"
MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """One touched provision. `label` is "§ 12" or empty; `result` is Markdown, None where nothing stands."""

    provision: str
    label: str
    kind: Kind
    fate: Fate
    runs: tuple[VisibleRun, ...]
    result: str | None

    @property
    def folded(self) -> tuple[VisibleRun, ...]:
        """The runs with long unchanged stretches left out."""
        return tuple(folded(self.runs))


@lru_cache(maxsize=MOST_KEPT)
def changes_made(before: Text, operations: Operations) -> tuple[ProvisionChange, ...]:
    """Every provision that `operations` touch, in the order of the operations. Raises StaleProvision.

    Kept, for a whole body opens the same ballot at the same moment.
    """
    after = apply(before, operations)
    old, new = _Shown(before), _Shown(after)
    return tuple(change for operation in operations for change in _changes(operation, old, new))


def text_kept(text: Text, provisions: Iterable[str]) -> tuple[ProvisionChange, ...]:
    """The provisions as they stand, for the option that keeps them; new ones are left out."""
    shown = _Shown(text)
    return tuple(
        shown.change(id, "kept", ((shown.by_id[id].text, "equal"),)) for id in provisions if id in shown.by_id
    )


class _Shown:
    """A text to look provisions up in, with their printed labels."""

    def __init__(self, text: Text) -> None:
        self.by_id: dict[str, Provision] = {one.id: one for one in text}
        self._labels = labels(text)

    def label(self, id: str | None) -> str:
        label = self._labels.get(id or "", "")
        return f"§ {label}" if label else ""

    def change(self, id: str, fate: Fate, words: Iterable[tuple[str, str]]) -> ProvisionChange:
        one = self.by_id[id]
        segments = [Segment(kind, text) for text, kind in words]  # type: ignore[arg-type]
        result = None if fate == "struck" else one.text
        return ProvisionChange(
            id, self.label(id), one.kind, fate, tuple(visible_runs(segments, one.kind)), result
        )


def _changes(operation: Operation, old: _Shown, new: _Shown) -> list[ProvisionChange]:
    match operation:
        case Replace(id, _, text):
            one = old.by_id[id]
            runs = visible_runs(diff_words(one.text, text, one.kind), one.kind)
            return [ProvisionChange(id, old.label(id), one.kind, "changed", tuple(runs), text)]
        case Delete(id, _):
            return [old.change(id, "struck", ((old.by_id[id].text, "deleted"),))]
        case Insert(_, provisions):
            return [new.change(one.id, "inserted", ((one.text, "inserted"),)) for one in provisions]
        case Move(id, _):
            return [new.change(id, "moved", ((new.by_id[id].text, "equal"),))]


def folded(runs: Sequence[VisibleRun], context: int = CONTEXT) -> list[VisibleRun]:
    """`runs` with long unchanged stretches cut at words; nothing is cut where nothing changed."""
    if all(run.kind == "equal" for run in runs):
        return list(runs)
    last = len(runs) - 1
    return [
        _cut(run, context, at_start=place == 0, at_end=place == last) if run.kind == "equal" else run
        for place, run in enumerate(runs)
    ]


def _cut(run: VisibleRun, context: int, *, at_start: bool, at_end: bool) -> VisibleRun:
    text = run.text
    wanted = context * (1 if at_start or at_end else 2)
    if len(text) <= wanted + len(GAP) + 8 or run.marks:
        return run
    head = "" if at_start else text[:context].rsplit(" ", 1)[0] + " "
    tail = "" if at_end else " " + text[-context:].split(" ", 1)[-1]
    return replace(run, text=f"{head}{GAP}{tail}")
