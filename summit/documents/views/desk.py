"""The page on which an amendment is written: edited provisions with their neighbours, and what was typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summit.documents.forms import AT_THE_BEGINNING, Edit
from summit.documents.views.edited import after_field
from summit.documents.views.naming import provision_name
from summit.domain.errors import NotFound
from summit.domain.text import Kind, Provision, Text, labels, provision_digest
from summit.domain.text.items import item_signs
from summit.web.drawing import Parts, diff_parts


@dataclass(frozen=True, slots=True)
class Place:
    """One edited place: the provision (None before the first), what was typed there, what is wrong with it.

    `moved` is what changed in the provision since the writer's page was made; `is_gone` says it was struck.
    """

    edit: Edit
    provision: Provision | None
    label: str
    name: str
    sign: str
    problem: str | None = None
    after_problem: str | None = None
    moved: Parts | None = None
    is_gone: bool = False

    @property
    def rows(self) -> int:
        """Lines of the text field, from about seventy signs a line."""
        return min(18, max(3, len(self.edit.words) // 62 + self.edit.words.count("\n") + 2))

    @property
    def has_words(self) -> bool:
        return self.provision is not None and self.provision.kind is not Kind.RULE


@dataclass(frozen=True, slots=True)
class Desk:
    """All edited places in the order of the text, with the provision before and the one after them."""

    places: list[Place]
    before: Provision | None
    after: Provision | None
    text: Text
    can_go_up: bool

    @property
    def names(self) -> list[str]:
        return [place.name for place in self.places]


def opened(text: Text, provision: str | None) -> list[Edit]:
    """The first edit: the chosen provision with its words as they stand. Raises NotFound."""
    for one in text:
        if one.id == provision or provision is None:
            return [untouched(one)]
    if provision == AT_THE_BEGINNING or (provision is None and not text):
        return [Edit(AT_THE_BEGINNING, "", False, "")]
    raise NotFound(f"There is no provision {provision} in this text.")


def untouched(provision: Provision) -> Edit:
    return Edit(provision.id, provision.text, False, "")


def widened(edits: Sequence[Edit], text: Text, direction: str) -> list[Edit]:
    """One more provision is edited: the one above the first or below the last; typing is kept."""
    places = {one.id: at for at, one in enumerate(text)}
    edited = [places[edit.id] for edit in edits if edit.id in places]
    if direction == "above":
        first = min(edited, default=0)
        return [untouched(text[first - 1]) if first else Edit(AT_THE_BEGINNING, "", False, ""), *edits]
    last = max(edited, default=-1)
    return [*edits, *(untouched(one) for one in text[last + 1 : last + 2])]


def desk(text: Text, edits: Iterable[Edit], problems: dict[str, str]) -> Desk:
    """The page's parts on the text that the writer sees; edits at places it does not hold are left out."""
    numbers, signs = labels(text), item_signs(text)
    order = {AT_THE_BEGINNING: -1} | {one.id: at for at, one in enumerate(text)}
    edited = sorted((edit for edit in edits if edit.id in order), key=lambda edit: order[edit.id])
    places = []
    for edit in edited:
        provision = text[order[edit.id]] if edit.id != AT_THE_BEGINNING else None
        label = numbers.get(edit.id, "")
        name = provision_name(provision, label) if provision else "the beginning"
        said = (problems.get(edit.id), problems.get(after_field(edit.id)))
        places.append(Place(edit, provision, label, name, signs.get(edit.id, ""), *said))
    first = min((order[edit.id] for edit in edited), default=0)
    last = max((order[edit.id] for edit in edited), default=-1)
    return Desk(
        places=places,
        before=text[first - 1] if first > 0 else None,
        after=text[last + 1] if last + 1 < len(text) else None,
        text=text,
        can_go_up=first >= 0,
    )


def since_read(old: Desk, head: Text) -> Desk:
    """The desk on the latest text: what changed at each place since it was read, what was typed kept.

    Where a provision changed, the words typed stay in the field; where it was struck, they stay to be copied.
    """
    now = {one.id: one for one in head}
    fresh = desk(head, [_carried(place, now) for place in old.places], {})
    by_id = {place.edit.id: place for place in old.places}
    places = [_told(place, by_id[place.edit.id]) for place in fresh.places]
    gone = [
        replace(place, is_gone=True) for place in old.places if place.provision and place.edit.id not in now
    ]
    return replace(fresh, places=[*places, *gone])


def _carried(place: Place, now: dict[str, Provision]) -> Edit:
    """Words that nobody typed follow the text; typed words stay."""
    current = now.get(place.edit.id)
    is_typed = place.provision is not None and place.edit.words != place.provision.text
    return replace(place.edit, words=current.text) if current and not is_typed else place.edit


def _told(place: Place, old: Place) -> Place:
    if place.provision is None or old.provision is None:
        return place
    if provision_digest(place.provision) == provision_digest(old.provision):
        return place
    return replace(place, moved=diff_parts(old.provision.text, place.provision.text, place.provision.kind))
