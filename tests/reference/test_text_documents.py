import json
import os
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from html import unescape
from html.parser import HTMLParser
from itertools import permutations
from pathlib import Path
from zipfile import ZipFile

import pytest

from summit.documents.reading import read
from summit.documents.writing import office_text
from summit.domain.text import (
    Adopted,
    Carrying,
    Cause,
    Course,
    Kind,
    LogEntry,
    Operations,
    Proposal,
    Provision,
    StaleProvision,
    Text,
    align,
    apply,
    collisions,
    derive,
    id_maker,
    markdown,
    merge,
    plain_text,
    rebase,
    revision,
)

DOCUMENTS = (
    Path(os.environ.get("SUMMIT_REFERENCE", Path(__file__).parents[2] / ".." / "shared")) / "documents"
)
FILES = sorted(path for path in DOCUMENTS.glob("*") if path.suffix in (".md", ".html", ".docx"))

pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not FILES, reason=f"there are no documents under {DOCUMENTS}"),
]


def words_of(text: str) -> Counter[str]:
    """The words of a text; raised figures count as figures."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


def content(text: Text) -> list[tuple[str, int, str, str]]:
    return [(one.kind, one.depth, one.marker, one.text) for one in text]


def amended(text: str, diff: str) -> str:
    """The file after a unified diff of one hunk."""
    lines = [line for line in diff.split("\n")[1:] if line]
    before = "\n".join(line[1:] for line in lines if line[0] in " -")
    after = "\n".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1
    return text.replace(before, after)


def proposed(text: Text, file: str, number: int) -> Operations:
    """What the proposer of amendment `number` did to the text to get the file."""
    new_id = id_maker(f"am{number}-")
    return derive(text, align(text, read(file.encode(), "markdown").text, new_id), new_id)


@pytest.mark.parametrize("name", ["05-education", "05-elections"])
def test_real_amendments_adopted_one_after_the_other_end_in_the_real_final_text(name: str) -> None:
    file = (DOCUMENTS / f"{name}.base.md").read_text(encoding="utf-8")
    base = text = read(file.encode(), "markdown").text
    log: list[LogEntry] = []
    for number, amendment in enumerate(json.loads((DOCUMENTS / f"{name}.amendments.json").read_text())):
        file = amended(file, amendment["diff"])
        operations = proposed(text, file, amendment["pr"])
        log.append(LogEntry(Cause.ADOPTION, operations, made_on=number, amendment=amendment["pr"]))
        text = apply(text, operations)
    final = read(DOCUMENTS / f"{name}.final.md").text
    assert content(text) == content(final)
    assert revision(base, log) == text


def test_the_amendments_to_elections_made_on_one_base_merge_in_any_order_into_the_real_final_text() -> None:
    base = read(DOCUMENTS / "05-elections.base.md").text
    final = align(base, read(DOCUMENTS / "05-elections.final.md").text, id_maker("am"))
    amendments = [
        Adopted(number, derive(base, tuple(one for one in base_with(base, final, number))))
        for number in range(1, len(touched_places(base, final)) + 1)
    ]
    assert not any(
        collisions(base, one.operations, other.operations)
        for one in amendments
        for other in amendments
        if one != other
    )
    assert merge(base, amendments) == merge(base, amendments[::-1]) == final


@dataclass(frozen=True)
class RealAmendment:
    """A merged pull request, as operations on the earliest text that holds what it touches."""

    number: int
    operations: Operations
    made_on: int


def real_amendments(name: str) -> tuple[Text, list[RealAmendment], Text]:
    """Base, amendments in the order in which they were tabled, and the text after each of them in turn.

    A later one is taken as made on the base itself where that gives the same as it gave in its turn.
    """
    file = (DOCUMENTS / f"{name}.base.md").read_text(encoding="utf-8")
    base = text = read(file.encode(), "markdown").text
    found: list[RealAmendment] = []
    log: list[LogEntry] = []
    for turn, amendment in enumerate(json.loads((DOCUMENTS / f"{name}.amendments.json").read_text())):
        file = amended(file, amendment["diff"])
        made = proposed(text, file, amendment["pr"])
        text = apply(text, made)
        entries = ((LogEntry(Cause.ADOPTION, made, at, turn + 1), at) for at in range(turn + 1))
        entry, made_on = next((one, at) for one, at in entries if fits(base, [*log, one], text))
        log.append(entry)
        found.append(RealAmendment(turn + 1, made, made_on))
    return base, found, text


def fits(base: Text, log: list[LogEntry], text: Text) -> bool:
    try:
        return revision(base, log) == text
    except StaleProvision:
        return False


@pytest.mark.parametrize(("name", "orders"), [("05-education", 1), ("05-elections", 6)])
def test_every_order_of_adoption_that_the_bases_allow_ends_in_the_real_final_text(
    name: str, orders: int
) -> None:
    base, amendments, _ = real_amendments(name)
    final = content(read(DOCUMENTS / f"{name}.final.md").text)
    tried = 0
    for order in permutations(amendments):
        adopted_before = [{one.number for one in order[:place]} for place in range(len(order))]
        known = [set(range(1, one.made_on + 1)) for one in order]
        if not all(need <= before for need, before in zip(known, adopted_before, strict=True)):
            continue
        tried += 1
        log: list[LogEntry] = []
        pending = {one.number: one for one in order}
        for one in order:
            log.append(LogEntry(Cause.ADOPTION, one.operations, one.made_on, one.number))
            del pending[one.number]
            carrying = Carrying(Course(base, log))
            for other in pending.values():
                if other.made_on <= len(log):
                    carried = carrying.afresh(Proposal(other.number, other.operations, other.made_on))
                    assert carried.outcome in ("clean", "moved"), (name, order, other.number)
        assert content(revision(base, log)) == final
    assert tried == orders


def touched_places(base: Text, final: Text) -> list[Provision]:
    known = {one.id: one for one in base}
    return [one for one in final if known.get(one.id) != one]


def base_with(base: Text, final: Text, number: int) -> Text:
    """The base with only the n-th change of the final text."""
    wanted = touched_places(base, final)[number - 1]
    known = {one.id for one in base}
    if wanted.id in known:
        return tuple(wanted if one.id == wanted.id else one for one in base)
    kept = [one for one in final if one.id in known or one.id == wanted.id]
    before = kept[kept.index(wanted) - 1]
    place = next(at for at, one in enumerate(base) if one.id == before.id) + 1
    return (*base[:place], wanted, *base[place:])


def test_the_school_uniform_proposed_on_the_base_is_carried_over_the_adoption_of_state_schools() -> None:
    file = (DOCUMENTS / "05-education.base.md").read_text(encoding="utf-8")
    amendments = json.loads((DOCUMENTS / "05-education.amendments.json").read_text())
    base = read(file.encode(), "markdown").text
    state = proposed(base, amended(file, amendments[0]["diff"]), 506)
    place = next(at for at, one in enumerate(base) if one.text == "Secular Schools")
    uniform = derive(
        base,
        (
            *base[:place],
            Provision("am511-1", Kind.HEADING, 2, "", "School Uniform"),
            Provision("am511-2", Kind.PARAGRAPH, 0, "", "One national uniform."),
            *base[place:],
        ),
    )
    adopted = [Adopted(506, state)]
    new = merge(base, adopted)
    carried = rebase(uniform, base, new, number=511, adopted=adopted)
    assert apply(new, carried.operations) == merge(base, [Adopted(511, uniform), *adopted])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_word_of_a_document_is_imported_or_named_in_a_warning(path: Path) -> None:
    reading = read(path)
    seen = words_of(
        " ".join([reading.title, *(_visible(one) for one in reading.text), *reading.metadata.values()])
    )
    missing = _words_in(path) - seen
    warned = words_of(" ".join(one.what for one in reading.warnings))
    assert not missing - warned


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_importing_the_export_of_a_document_gives_the_same_provisions(path: Path) -> None:
    text = read(path).text
    assert read(markdown(text).encode(), "markdown").text == text


@pytest.mark.parametrize("form", ["docx", "odt"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_document_written_for_word_processors_reads_back_as_the_same_provisions(
    path: Path, form: str
) -> None:
    reading = read(path)
    again = read(office_text(reading.text, form, title=reading.title, language=reading.language), form)
    assert again.text == reading.text
    assert again.title == reading.title


def _visible(one: Provision) -> str:
    if one.kind in (Kind.CODE, Kind.TABLE):
        return re.sub(r"\]\([^)]*\)|[*\\]", "", one.text)
    return f"{plain_text(one.text)} {one.marker if one.kind is Kind.CODE else ''}"


class _Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _words_in(path: Path) -> Counter[str]:
    """The visible words of the file, found without the reader."""
    if path.suffix == ".docx":
        xml = ZipFile(path).read("word/document.xml").decode()
        paragraphs = re.findall(r"<w:p\b.*?</w:p>", xml, re.DOTALL)
        return words_of(
            " ".join(
                unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", one))) for one in paragraphs
            )
        )
    if path.suffix == ".html":
        return words_of("".join(_Words(path.read_text(encoding="utf-8")).found))
    source = path.read_text(encoding="utf-8")
    source = re.sub(
        r"^---\n.*?\n---\n", lambda found: re.sub(r"(?m)^\w+:", "", found[0]), source, flags=re.DOTALL
    )
    source = re.sub(
        r"\[\^[^\]]+\]:?|\]\([^)\s]*\)|<[^>]+>|\\", lambda found: " " * found[0].startswith("[^"), source
    )
    return words_of(unescape(re.sub(r"(?m)^\s*\d+[.)] |[*`]|\b_|_\b|```\w*", "", source)))


def test_a_translation_has_the_structure_of_its_original() -> None:
    originals = read(DOCUMENTS / "07-ggf-indigenous-framework.en.md").text
    for language in ("es", "fr"):
        text = read(DOCUMENTS / f"07-ggf-indigenous-framework.{language}.md", language=language).text
        assert [one.kind for one in text] == [one.kind for one in originals]


def test_a_file_changed_by_one_word_is_one_operation() -> None:
    text = read(DOCUMENTS / "07-ggf-indigenous-framework.en.md").text
    place = next(at for at, one in enumerate(text) if "revolutionary blueprint" in one.text)
    changed = replace(text[place], text=text[place].text.replace("revolutionary", "plain"))
    after = read(markdown((*text[:place], changed, *text[place + 1 :])).encode(), "markdown").text
    assert len(derive(text, align(text, after))) == 1
