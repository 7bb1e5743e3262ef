"""Words with their fates drawn as safe HTML: the word diff of a provision, words that amendments touch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from summit.domain.text.diff import diff_words
from summit.domain.text.inline import Marks
from summit.domain.text.provisions import Kind
from summit.domain.text.shown import visible_runs
from summit.domain.text.tokens import Token
from summit.domain.text.tracing import TracedRun
from summit.web.markdown import SCHEMES

Parts = list[tuple[str, Markup]]
"""What the macro `diff` draws: (equal, deleted or inserted; the words)."""

TAGS = {"strong": "strong", "emphasis": "em", "code": "code"}
REMARKED = Markup('<span class="remarked">{}</span>')
FATES = {
    "touched": Markup('<mark class="touched">{}</mark>'),
    "clash": Markup('<mark class="touched touched--clash">{}</mark>'),
    "": Markup("{}"),
}


def diff_parts(before: str, after: str, kind: Kind = Kind.PARAGRAPH) -> Parts:
    """The word diff of one provision for the macro `diff`; words whose marks alone change stay."""
    runs = visible_runs(diff_words(before, after, kind), kind)
    parts: Parts = []
    for fate, same in groupby(runs, key=lambda run: run.kind):
        words = Markup("").join(marked(run.text, run.marks) for run in same)
        parts.append(("equal", REMARKED.format(words)) if fate == "marked" else (str(fate), words))
    return parts


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that one revision left as they are drawn; `revision` is 0 for those that stayed."""

    revision: int
    parts: Parts


def stretches(runs: Iterable[TracedRun]) -> list[Stretch]:
    """The runs of a traced provision, those of one revision beside each other together."""
    return [
        Stretch(revision, [(_fate(run), _words(run)) for run in same])
        for revision, same in groupby(runs, key=lambda run: run.revision)
    ]


def _fate(run: TracedRun) -> str:
    return "equal" if run.kind == "marked" else run.kind


def _words(run: TracedRun) -> Markup:
    words = marked(run.text, run.marks)
    return REMARKED.format(words) if run.kind == "marked" else words


BEHIND = 3
"""So many words before an addition say where it goes."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change in words: what goes (`old`), what comes (`new`), either may be empty, and behind what."""

    old: Markup
    new: Markup
    behind: str


def edits(parts: Parts) -> list[Edit]:
    """The changes of a word diff one by one, for those who would rather read a list."""
    found: list[Edit] = []
    behind, gone = "", Markup("")
    for fate, words in [*parts, ("equal", Markup(""))]:
        if fate == "deleted":
            found += [Edit(gone, Markup(""), behind)] if gone else []
            gone = words
        elif fate == "inserted":
            found.append(Edit(gone, words, behind))
            gone = Markup("")
        else:
            found += [Edit(gone, Markup(""), behind)] if gone else []
            gone = Markup("")
            behind = " ".join(words.striptags().split()[-BEHIND:]) or behind
    return found


def fated(words: Sequence[Token], fates: Sequence[str]) -> Markup:
    """The tokens of a provision, each with a fate of its own ("touched", "clash" or "")."""
    drawn = Markup("")
    for fate, same in groupby(zip(words, fates, strict=True), key=lambda pair: pair[1]):
        drawn += FATES[fate].format(_joined(token for token, _ in same))
    return drawn


def _joined(words: Iterable[Token]) -> Markup:
    runs = groupby(words, key=lambda token: token.marks)
    return Markup("").join(marked("".join(one.text for one in same), marks) for marks, same in runs)


def marked(text: str, marks: Marks) -> Markup:
    """Visible text inside its marks, the first mark outermost."""
    words = escape(text)
    for name, target in reversed(marks):
        words = _inside(words, name, target)
    return words


def _inside(words: Markup, name: str, target: str) -> Markup:
    if name == "break":
        return Markup("<br>")
    if name == "note":
        return Markup('<sup class="note-ref"><a href="#note-{0}">{0}</a></sup>').format(words)
    if name == "link":
        safe = target.partition(":")[0].lower() in SCHEMES
        return Markup('<a href="{}" rel="noopener">{}</a>').format(target, words) if safe else words
    return Markup("<{0}>{1}</{0}>").format(Markup(TAGS[name]), words)  # noqa: S704 - one of three names
