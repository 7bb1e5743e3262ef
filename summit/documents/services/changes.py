"""What a proposer changed in the text, provision by provision, and the text that results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summit.domain.text import Provision, Text

AT_THE_BEGINNING = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One touched place: new words, or struck, or provisions put behind it.

    `id` is a provision of the text or AT_THE_BEGINNING; `words` None leaves the words as they are;
    the ids of `inserted` are only names within the form and are given anew.
    """

    id: str
    words: str | None = None
    struck: bool = False
    inserted: tuple[Provision, ...] = ()

    @property
    def is_on_words(self) -> bool:
        return self.struck or self.words is not None


def changed(before: Text, changes: Sequence[Change], prefix: str) -> Text:
    """The text after the changes; inserted provisions get ids that begin with `prefix`, in text order."""
    by_id: Mapping[str, Change] = {change.id: change for change in changes}
    after: list[Provision] = []
    count = 0
    for provision in (None, *before):
        change = by_id.get(provision.id if provision else AT_THE_BEGINNING)
        if provision is not None and not (change and change.struck):
            words = change.words if change and change.words is not None else provision.text
            after.append(replace(provision, text=words))
        for new in change.inserted if change else ():
            count += 1
            after.append(replace(new, id=f"{prefix}{count}"))
    return tuple(after)
