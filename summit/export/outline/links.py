"""Anchors of the document, and runs that lead to them."""

from summit.domain.text.shown import VisibleRun
from summit.export.blocks import Runs, plain
from summit.export.model import FinalDocument, Mark
from summit.export.wording import am, deed, vote


def am_anchor(number: int) -> str:
    return f"am-{number}"


def vote_anchor(number: int) -> str:
    return f"v-{number:02}"


def document_anchor(number: int) -> str:
    return f"document-{number}"


class Links:
    """Links to what the annexes hold; a name without an entry there is plain words."""

    def __init__(self, document: FinalDocument) -> None:
        self.anchors = (
            {am_anchor(one.number) for one in document.amendments}
            | {vote_anchor(one.number) for one in document.votes}
            | {document_anchor(one.number) for one in document.parts}
        )

    def _to(self, words: str, anchor: str) -> VisibleRun:
        return plain(words, f"#{anchor}" if anchor in self.anchors else "")

    def am(self, number: int) -> VisibleRun:
        return self._to(am(number), am_anchor(number))

    def vote(self, number: int) -> VisibleRun:
        return self._to(vote(number), vote_anchor(number))

    def document(self, number: int) -> VisibleRun:
        return self._to(f"document {number}", document_anchor(number))

    def mark(self, mark: Mark, *, with_deed: bool = True) -> Runs:
        """ "AM 12 · V-07", and below it what was done where that is not a mere change of words."""
        runs = [self.am(mark.amendment)]
        if mark.poll is not None:
            runs += [plain(" · "), self.vote(mark.poll)]
        if with_deed and mark.deed != "changed":
            runs.append(plain(f", {deed(mark)}"))
        return tuple(runs)
