"""A text with every entry ever made on it, from which the text of any set of entries can be read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from summit.domain.text.diff import hunks
from summit.domain.text.operations import Delete, Insert, Move, Operation, Replace, StaleProvision
from summit.domain.text.provisions import Provision, Text, provision_digest
from summit.domain.text.tokens import Token, tokens, untokened
from summit.domain.text.weave import BASE, Run, Strand, View, Weave


@dataclass(frozen=True, slots=True)
class Need:
    """What an entry built upon: words of a provision, put in or struck by any of these entries."""

    provision: str
    any_of: frozenset[int]


@dataclass(eq=False, slots=True)
class _Body:
    """One provision: what it is, who struck it, and its words with every change to them."""

    first: Provision
    by: set[int]
    gone: set[int] = field(default_factory=set)
    written: dict[int, tuple[str, frozenset[int]]] = field(default_factory=dict)
    words: Weave[Token] | None = None


class WovenText:
    """The base and every entry made on it, from which the text of any set of entries can be read.

    An entry is one amendment (or correction) with the set of entries that were in force in the text it was
    made on.
    """

    def __init__(self, base: Text) -> None:
        self.tabled: dict[int, int] = {BASE: 0}
        self.bodies = {one.id: _Body(one, {BASE}) for one in base}
        self.places: Weave[str] = Weave(one.id for one in base)
        self.aliases: dict[str, str] = {}
        self.needs: dict[int, list[Need]] = {}
        self._seen: View[str] | None = None
        self.tried: set[int] = set()

    def try_out(
        self, entry: int, number: int, operations: Sequence[Operation], known: Collection[int]
    ) -> None:
        """`add` an entry that is only looked at: no other is ever taken for the same as it."""
        self.add(entry, number, operations, known)
        self.tried.add(entry)

    def add(self, entry: int, number: int, operations: Sequence[Operation], known: Collection[int]) -> None:
        """Enter one amendment, made on the text of the entries `known`. Raises StaleProvision."""
        self.tabled[entry] = self.places.tabled[entry] = number
        self.needs[entry] = []
        self._seen = None
        seen = {BASE, *known}
        for operation in operations:
            match operation:
                case Replace(id, digest, text):
                    self._replace(self._current(id, digest, entry, seen), text, entry, seen)
                case Delete(id, digest):
                    self._current(id, digest, entry, seen).gone.add(entry)
                case Insert(after, provisions):
                    self._insert(after, provisions, entry, seen | {entry})
                case Move(id, after):
                    self._move(id, after, entry, seen | {entry})

    def text(self, entries: Collection[int]) -> Text:
        """The text that the base and these entries make."""
        force = set(entries) | {BASE}
        placed: dict[str, None] = {}
        for strand in self.places.all(force):
            if strand.is_shown(force) and self._is_shown(self.bodies[strand.value], force):
                placed.setdefault(strand.value)
        return tuple(self._provision(self.bodies[id], force) for id in placed)

    def provision(self, id: str, entries: Collection[int]) -> Provision | None:
        """One provision as these entries make it, or None where it does not stand."""
        force = set(entries) | {BASE}
        body = self.bodies.get(self.aliases.get(id, id))
        return self._provision(body, force) if body and self._is_shown(body, force) else None

    def _is_shown(self, body: _Body, force: Collection[int]) -> bool:
        return not body.by.isdisjoint(force) and body.gone.isdisjoint(force)

    def _provision(self, body: _Body, force: Collection[int]) -> Provision:
        first = body.first
        changed = {entry: words for entry, words in body.written.items() if entry in force}
        if not changed:
            return first
        last = max(changed)
        text, known = changed[last]
        # Whoever wrote last and saw all that is in force is quoted as written, not put together again.
        if known | {last} != changed.keys():
            assert body.words is not None
            text = untokened((one.value for one in body.words.shown(force)), first.kind)
        return Provision(first.id, first.kind, first.depth, first.marker, text)

    def missing(self, entry: int, entries: Collection[int]) -> list[Need]:
        """What the entry struck or wrote upon that does not stand when only these entries are in force."""
        force = {BASE, *entries}
        return [need for need in self.needs[entry] if need.any_of.isdisjoint(force)]

    def _need(self, entry: int, body: _Body, any_of: Collection[int]) -> None:
        need = Need(body.first.id, frozenset(any_of))
        if BASE not in any_of and need not in self.needs[entry]:
            self.needs[entry].append(need)

    def _current(self, id: str, digest: str, entry: int, known: set[int]) -> _Body:
        body = self.bodies.get(self.aliases.get(id, id))
        if body is None or not self._is_shown(body, known):
            raise StaleProvision(id)
        if provision_digest(self._provision(body, known)) != digest:
            raise StaleProvision(id)
        self._need(entry, body, body.by & known)
        return body

    def _replace(self, body: _Body, text: str, entry: int, known: set[int]) -> None:
        # The first form of a provision can be quoted as written; only a second asks where the words differ.
        if body.written:
            self._weave(body, self._words_of(body), text, entry, known)
        body.written[entry] = (text, frozenset(known & body.written.keys()))

    def _words_of(self, body: _Body) -> Weave[Token]:
        """The words of a provision with every change to them."""
        if body.words is None:
            body.words = Weave(tokens(body.first.text, body.first.kind))
            body.words.tabled = self.tabled
            for entry, (form, _) in body.written.items():
                self._weave(body, body.words, form, entry, {BASE})
        return body.words

    def _weave(self, body: _Body, words: Weave[Token], text: str, entry: int, known: set[int]) -> None:
        view = words.view(known)
        wanted = tokens(text, body.first.kind)
        for a0, a1, b0, b1 in hunks([one.value for one in view.shown], wanted):
            for one in view.between(a0, a1):
                self._need(entry, body, (one.by if one.is_shown(known) else one.gone) & known)
            view.put(view.shown[a1 - 1] if a1 else None, wanted[b0:b1], entry, view.shown[a0:a1])

    def _insert(self, after: str | None, provisions: Text, entry: int, known: set[int]) -> None:
        view = self._view(known)
        anchor = self._anchor(after, view, entry)
        if self._is_shared(view.runs_behind(anchor), provisions, entry, known):
            self._seen = None
            return
        for one in provisions:
            self._enter(one, entry, known)
        self._put(view, anchor, [one.id for one in provisions], entry)

    def _view(self, known: set[int]) -> View[str]:
        """The places as the author of the entry that is being added sees them, with what is put in so far."""
        if self._seen is None:
            self._seen = self.places.view(known)
        return self._seen

    def _put(self, view: View[str], anchor: Strand[str] | None, ids: Sequence[str], entry: int) -> None:
        made = view.put(anchor, ids, entry)
        if made is None:
            self._seen = None
        else:
            view.take_in(anchor, made)

    def _enter(self, one: Provision, entry: int, known: set[int]) -> None:
        body = self.bodies.setdefault(one.id, _Body(one, set()))
        # An amendment whose adoption was rescinded can be adopted again with the provisions it had.
        if one.id in self.aliases or body.first != one or not body.by.isdisjoint(known):
            raise StaleProvision(one.id)
        body.by.add(entry)

    def _is_shared(self, runs: Sequence[Run[str]], provisions: Text, entry: int, known: set[int]) -> bool:
        """Whether a concurrent entry put in the same provisions here; they are then both entries' own."""
        wanted = [provision_digest(one) for one in provisions]
        for run in runs:
            ids = [one.value for one in run.strands]
            found = [self.bodies[id] for id in ids]
            by = run.strands[0].by - self.tried
            if run.strands[0].is_known(known) or any(body.by.isdisjoint(by) for body in found):
                continue
            if [provision_digest(body.first) for body in found] == wanted:
                for one, strand, body in zip(provisions, run.strands, found, strict=True):
                    strand.by.add(entry)
                    body.by.add(entry)
                    if one.id != body.first.id:
                        self.aliases[one.id] = body.first.id
                return True
        return False

    def _move(self, id: str, after: str | None, entry: int, known: set[int]) -> None:
        id = self.aliases.get(id, id)
        view = self._view(known)
        if id not in self.bodies or not self._is_shown(self.bodies[id], known):
            raise StaleProvision(id)
        self._need(entry, self.bodies[id], self.bodies[id].by & known)
        anchor = self._anchor(after, view, entry)
        if anchor is not None and anchor.value == id:
            return
        for strand in view.strands:
            if strand.value == id:
                strand.gone.add(entry)
        self._put(view, anchor, [id], entry)

    def _anchor(self, after: str | None, view: View[str], entry: int) -> Strand[str] | None:
        if after is None:
            return None
        wanted = self.aliases.get(after, after)
        body = self.bodies.get(wanted)
        # Struck by this very amendment, an anchor still marks the point; struck before, it is stale.
        if body is None or not (self._is_shown(body, view.known) or entry in body.gone):
            raise StaleProvision(after)
        standing = (one for one in view.strands if one.value == wanted and one.is_shown(view.known))
        found = next(standing, None)
        if found is None:
            raise StaleProvision(after)
        return found
