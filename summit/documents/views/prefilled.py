"""The desk of an amendment filled with what others wrote: an orphan anew, a compromise from several."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from summit.documents import queries
from summit.documents.forms import AT_THE_BEGINNING, MOST_EDITED, Edit
from summit.documents.models import Amendment
from summit.documents.views.changing import ShownChange, shown_changes
from summit.documents.views.desk import untouched
from summit.domain.errors import NotFound
from summit.domain.text import (
    Delete,
    Insert,
    Move,
    Operation,
    Provision,
    Replace,
    Text,
    markdown,
    operations_from_json,
)

APART = "\n\n"


def prefilled(text: Text, amendments: Sequence[Amendment]) -> list[Edit]:
    """What these amendments would change, as edits of the text as it is: the first one's words prevail.

    Words for a provision that is gone stand behind the one before it. A move is left to the writer.
    """
    filling = _Filling(text)
    for one in amendments:
        made_on = queries.text_at(one.document_number, one.forms[0].base)
        for operation in operations_from_json(one.forms[0].operations):
            filling.take(operation, made_on)
    return list(filling.edits.values())[:MOST_EDITED] or [untouched(text[0])]


class _Filling:
    """Edits by place, in the order in which they came."""

    def __init__(self, text: Text) -> None:
        self.by_id = {one.id: one for one in text}
        self.edits: dict[str, Edit] = {}

    def take(self, operation: Operation, made_on: Text) -> None:
        match operation:
            case Replace(id, _, words) if id in self.by_id:
                self._at(id, words=words)
            case Replace(id, _, words):
                gone = next(one for one in made_on if one.id == id)
                self._behind(self._before(id, made_on), [replace(gone, text=words)])
            case Delete(id, _) if id in self.by_id:
                self._at(id, struck=True)
            case Insert(after, provisions):
                place = after if after is None or after in self.by_id else self._before(after, made_on)
                self._behind(place, provisions)
            case Move(id, _) if id in self.by_id:
                self._at(id)

    def _at(self, id: str, words: str | None = None, *, struck: bool = False) -> None:
        known = self.edits.get(id)
        if known is None:
            known = untouched(self.by_id[id])
        is_fresh = words is not None and known.words == self.by_id[id].text and not known.struck
        self.edits[id] = replace(
            known,
            words=words if is_fresh and words is not None else known.words,
            struck=known.struck or struck,
        )

    def _behind(self, place: str | None, provisions: Iterable[Provision]) -> None:
        id = place or AT_THE_BEGINNING
        known = self.edits.get(id) or (
            untouched(self.by_id[id]) if id in self.by_id else Edit(AT_THE_BEGINNING, "", False, "")
        )
        added = markdown(tuple(provisions)).strip()
        self.edits[id] = replace(known, after=APART.join(filter(None, (known.after, added))))

    def _before(self, id: str, made_on: Text) -> str | None:
        """The last provision before this one that the text still holds."""
        found = None
        for one in made_on:
            if one.id == id:
                break
            found = one.id if one.id in self.by_id else found
        return found


def require_to_document(amendments: Iterable[Amendment], document: int) -> None:
    """Raises NotFound where one of them is to another text."""
    for one in amendments:
        if one.document_number != document:
            raise NotFound(f"AM {one.number} is to another document.")


def sources_shown(numbers: Iterable[int]) -> list[tuple[Amendment, list[ShownChange]]]:
    """What a compromise is made from, each with its changes. Raises NotFound."""
    shown = []
    for one in (queries.amendment(number) for number in numbers):
        text = queries.text_at(one.document_number, one.current.base)
        shown.append((one, shown_changes(text, operations_from_json(one.current.operations))))
    return shown
