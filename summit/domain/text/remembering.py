"""What a file for word processors cannot hold, remembered beside it and put back where nobody changed it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from summit.domain.text.aligning import relabelled, renamed
from summit.domain.text.deriving import id_maker
from summit.domain.text.inline_writer import plain_text
from summit.domain.text.pandoc_writing import note_references, unreferred
from summit.domain.text.provisions import Kind, Provision, Text, from_json, provision_digest, to_json
from summit.domain.text.sequences import changes
from summit.domain.text.tables import table_cells

# What word processors may drop or fold: blanks and soft hyphens.
_BLANK = re.compile("[\\s\xad]+")
_LABEL = re.compile(r"\[\^[^\s\[\]]+\]")

Hunk = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Remembered:
    """A text as it was `meant`, and as a reader finds it in the untouched file that was made of it."""

    title: str
    read: Text
    meant: Text

    def as_json(self) -> dict[str, Any]:
        return {"title": self.title, "read": to_json(self.read), "meant": to_json(self.meant)}

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Remembered":
        """Raises KeyError, TypeError or ValueError on any other shape."""
        return cls(str(content["title"]), from_json(content["read"]), from_json(content["meant"]))

    @property
    def hunks(self) -> list[Hunk] | None:
        """Which provisions of the file are which of the text, or None where they are not the same words."""
        return _Pairing(self).hunks()

    def restored(self, found: Text) -> Text:
        """The text of the file as it is now: what nobody changed is as it was meant, the rest as found.

        The words always come from the file itself; only kinds, depths, markers, blanks and labels of notes
        are remembered. Ids are p1, p2, …
        """
        hunks = self.hunks
        text = found if hunks is None else _Restoring(self, hunks, relabelled(self.read, found)).text()
        new_id = id_maker("p")
        return tuple(replace(one, id=new_id()) for one in text)


class _Pairing:
    """Walks through both forms of a text at once."""

    def __init__(self, remembered: Remembered) -> None:
        self.title = _letters(remembered.title)
        self.read, self.meant = remembered.read, remembered.meant
        self.referred = set(note_references(remembered.meant))
        self.at = 0

    def hunks(self) -> list[Hunk] | None:
        found: list[Hunk] = []
        if self.title and self._letters_at(0) == self.title and not self._is(self.meant[0]):
            found.append((0, 1, 0, 0))
            self.at = 1
        place = 0
        while place < len(self.meant):
            self._pass_additions(found, place)
            met = self._met(place)
            if met is None:
                return None
            found.append((self.at, self.at + met[0], place, place + met[1]))
            self.at, place = self.at + met[0], place + met[1]
        self._pass_additions(found, place)
        return found if self.at == len(self.read) else None

    def _pass_additions(self, found: list[Hunk], place: int) -> None:
        """Pass what the format adds: a copy of a note for each further reference, items without words."""
        while self.at < len(self.read) and self._is_added(place):
            found.append((self.at, self.at + 1, place, place))
            self.at += 1

    def _is_added(self, place: int) -> bool:
        here = self.read[self.at]
        if place < len(self.meant) and (self._is(self.meant[place]) or self._is_wordless(self.meant[place])):
            return False
        if here.kind is Kind.NOTE:
            return any(one.kind is Kind.NOTE and self._is(one) for one in self.meant[:place])
        return self._is_wordless(here)

    def _is_wordless(self, one: Provision) -> bool:
        return not _letters(one.text)

    def _met(self, place: int) -> tuple[int, int] | None:
        """How many provisions of the file are how many of the text; None where other words stand there."""
        one = self.meant[place]
        if self._is_wordless(one):
            is_there = self.at < len(self.read) and self._is_wordless(self.read[self.at])
            return int(is_there and self.read[self.at].kind is one.kind), 1
        if self._is(one):
            return 1, 1
        return self._met_code(place) if one.kind is Kind.CODE else None

    def _met_code(self, place: int) -> tuple[int, int] | None:
        """Code is paragraphs in ODT, and blocks of code behind each other are one in DOCX."""
        read = [_BLANK.sub("", _code_words(one)) for one in takewhile(_may_be_code, self.read[self.at :])]
        meant = [
            _BLANK.sub("", one.text)
            for one in takewhile(lambda one: one.kind is Kind.CODE, self.meant[place:])
        ]
        one, other, i, j = "", "", 0, 0
        while not i or one != other:
            if len(one) <= len(other) and i < len(read):
                one, i = one + read[i], i + 1
            elif j < len(meant):
                other, j = other + meant[j], j + 1
            else:
                return None
            if not (one.startswith(other) or other.startswith(one)):
                return None
        return (i, j) if j else None

    def _is(self, one: Provision) -> bool:
        """Whether a provision of the text has the words of that of the file which is looked at."""
        if self.at >= len(self.read):
            return False
        other = self.read[self.at]
        if (one.kind is Kind.TABLE) != (other.kind is Kind.TABLE):
            return False
        if one.kind is Kind.TABLE:
            return _cells(one.text) == _cells(other.text)
        if one.kind is Kind.CODE or other.kind is Kind.CODE:
            return one.kind is other.kind and _BLANK.sub("", one.text) == _BLANK.sub("", other.text)
        is_apart = one.kind is Kind.NOTE and one.marker not in self.referred
        return _letters(unreferred(one) if is_apart else one.text) == _letters(other.text)

    def _letters_at(self, place: int) -> str:
        is_there = place < len(self.read) and self.meant
        return _letters(plain_text(self.read[place].text)) if is_there else ""


def _may_be_code(one: Provision) -> bool:
    return one.kind in (Kind.CODE, Kind.PARAGRAPH, Kind.QUOTE, Kind.ITEM)


def _code_words(one: Provision) -> str:
    return one.text if one.kind is Kind.CODE else plain_text(one.text)


def _letters(text: str) -> str:
    return _BLANK.sub("", _LABEL.sub("[^]", text))


def _cells(text: str) -> list[list[str]]:
    head, _, rows = table_cells(text)
    return [[_letters(cell) for cell in row] for row in (head, *rows)]


class _Restoring:
    """Walks through a file that may have been changed since it was made."""

    def __init__(self, remembered: Remembered, hunks: list[Hunk], found: Text) -> None:
        self.read, self.meant = remembered.read, remembered.meant
        self.hunks, self.found = hunks, found
        self.still: dict[int, int] = {}
        self.edited: dict[int, int] = {}
        i = j = 0
        met = changes(_digests(self.read), _digests(found))
        for a0, a1, b0, b1 in [*met, (len(self.read), len(self.read), len(found), len(found))]:
            self.still.update(zip(range(i, a0), range(j, b0), strict=True))
            if a1 - a0 == b1 - b0:
                self.edited.update(zip(range(b0, b1), range(a0, a1), strict=True))
            i, j = a1, b1

    def text(self) -> Text:
        out: list[Provision] = []
        self.names = self._names()
        shapes = {i0: self.meant[j0] for i0, i1, j0, j1 in self.hunks if i1 - i0 == j1 - j0 == 1}
        place = 0
        for i0, i1, j0, j1 in self.hunks:
            here = [self.still.get(i, -1) for i in range(i0, i1)]
            if here and (here[0] < 0 or here != list(range(here[0], here[0] + len(here)))):
                continue
            if not here and not self._is_untouched(i0):
                continue
            if here:
                out += [self._as_found(at, shapes) for at in range(place, here[0])]
                place = here[-1] + 1
            out += self.meant[j0:j1]
        return _without_copies([*out, *(self._as_found(at, shapes) for at in range(place, len(self.found)))])

    def _is_untouched(self, at: int) -> bool:
        """Whether nothing changed on either side of the point before the provision `at` of the file."""
        before = self.still.get(at - 1) if at else -1
        behind = self.still.get(at) if at < len(self.read) else len(self.found)
        return before is not None and behind is not None and before + 1 == behind

    def _as_found(self, at: int, shapes: dict[int, Provision]) -> Provision:
        one = self.found[at]
        was = self.edited.get(at)
        known = shapes.get(was) if was is not None else None
        if known is not None and was is not None and _shape(self.read[was]) == _shape(one):
            marker = one.marker if one.kind is Kind.NOTE else known.marker
            one = replace(one, kind=known.kind, depth=known.depth, marker=marker)
        return renamed(one, self.names)

    def _names(self) -> dict[str, str]:
        """The labels that notes of the file have in the text."""
        names = {
            self.read[i0].marker: self.meant[j0].marker
            for i0, i1, j0, j1 in self.hunks
            if i1 > i0 and j1 > j0 and self.read[i0].kind is self.meant[j0].kind is Kind.NOTE
        }
        by_words = {_letters(one.text): one.marker for one in self.meant if one.kind is Kind.NOTE}
        for i0, i1, j0, j1 in self.hunks:
            if i1 > i0 and j0 == j1 and self.read[i0].kind is Kind.NOTE:
                names[self.read[i0].marker] = by_words[_letters(self.read[i0].text)]
        taken = set(names.values())
        for one in self.found:
            if one.kind is Kind.NOTE and one.marker not in names and one.marker in taken:
                names[one.marker] = next(
                    str(number) for number in range(1, len(taken) + 2) if str(number) not in taken
                )
                taken.add(names[one.marker])
        return names


def _without_copies(text: Sequence[Provision]) -> Text:
    """The text with each note once, however often it is referred to."""
    seen: set[tuple[str, str]] = set()
    kept: list[Provision] = []
    for one in text:
        name = (one.marker, one.text)
        if one.kind is not Kind.NOTE or name not in seen:
            kept.append(one)
        if one.kind is Kind.NOTE:
            seen.add(name)
    return tuple(kept)


def _digests(text: Sequence[Provision]) -> list[str]:
    return [provision_digest(one) for one in text]


def _shape(one: Provision) -> tuple[Kind, int, str]:
    return one.kind, one.depth, one.marker
