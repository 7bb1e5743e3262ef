from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from summit.documents.reading import ReadingRefused, read
from summit.documents.writing import office_text
from summit.domain.text import Kind, Provision, Text, canonical_inline, id_maker, markdown, plain_text
from summit.domain.text.inline import NOTE, parse
from summit.domain.text.tables import table_cells, written_table
from tests.properties.text_strategies import EXAMPLES, many, markup, sentences

# Each example starts child processes, so there are fewer, and a failure is shown as it was found.
_FOUND = (Phase.explicit, Phase.reuse, Phase.generate)
some = settings(many, max_examples=max(20, EXAMPLES // 50), phases=_FOUND)
few = settings(some, max_examples=max(10, EXAMPLES // 200))

inline = st.one_of(sentences, markup.map(canonical_inline)).filter(
    lambda text: bool(text) and not any(NOTE in atom.marks for atom in parse(text))
)
one_line = inline.filter(lambda text: "\n" not in text)
code = st.lists(st.sampled_from(["x = 1", "```", "    y", "", "~~~", "# no heading"]), max_size=4).map(
    "\n".join
)
markers = st.sampled_from(["-", "-", "1.", "1)", "(a)", "i.", "A.", "7.", "iv)", "c."])
cells = st.lists(one_line, min_size=2, max_size=2)


@st.composite
def documents(draw: st.DrawFn) -> Text:
    """A well-formed text of every kind of provision."""
    new_id = id_maker("p")
    found: list[Provision] = []
    level = 0
    notes = 0
    for kind in draw(st.lists(st.sampled_from([*Kind, Kind.ITEM, Kind.ITEM, Kind.PARAGRAPH]), max_size=9)):
        depth = draw(st.integers(0, level))
        marker = ""
        text = draw(inline)
        if kind is Kind.ITEM:
            depth, marker = draw(st.integers(1, level + 1)), draw(markers)
            if found and found[-1].kind is Kind.ITEM and found[-1].depth >= depth:
                marker = _marker_at(found, depth)
        elif kind is Kind.HEADING:
            depth, text = draw(st.integers(1, 6)), draw(one_line)
        elif kind is Kind.CODE:
            marker, text = draw(st.sampled_from(["", "python", "c++"])), draw(code).strip("\n")
        elif kind is Kind.TABLE:
            text = written_table(draw(cells), ["", "AlignCenter"], draw(st.lists(cells, max_size=2)))
        elif kind is Kind.RULE:
            text = ""
        elif kind is Kind.NOTE:
            notes += 1
            cited = canonical_inline(f"{draw(sentences)} [^n{notes}]")
            found.append(Provision(new_id(), Kind.PARAGRAPH, 0, "", cited))
            depth, marker = 0, f"n{notes}"
        level = depth if kind is Kind.ITEM else 0 if kind in (Kind.HEADING, Kind.NOTE) else depth
        found.append(Provision(new_id(), kind, depth, marker, text))
    return tuple(found)


def _marker_at(found: list[Provision], depth: int) -> str:
    return next(one.marker for one in reversed(found) if one.kind is Kind.ITEM and one.depth == depth)


@some
@given(documents(), st.one_of(st.just(""), one_line))
def test_importing_the_export_of_a_document_gives_the_same_provisions(text: Text, title: str) -> None:
    if not text:
        return
    assert read(markdown(text, title=title).encode(), "markdown").text == text


@few
@given(documents(), st.one_of(st.just(""), one_line))
def test_a_file_for_word_processors_reads_back_as_the_same_provisions(text: Text, title: str) -> None:
    if not any(one.text for one in text):
        return
    for form in ("docx", "odt"):
        assert read(office_text(text, form, title=plain_text(title)), form).text == text


@some
@given(st.lists(inline, min_size=1, max_size=30))
def test_pandoc_reads_canonical_markup_as_this_reader_does(words: list[str]) -> None:
    text = tuple(
        Provision(f"p{place}", Kind.PARAGRAPH, 0, "", one) for place, one in enumerate(words, start=1)
    )
    assert read(markdown(text).encode(), "markdown").text == text


@some
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode), markup.map(str.encode)))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    for form in ("markdown", "html", "docx", "odt"):
        refused = ""
        try:
            refused = "" if read(content, form).text else "nothing"
        except ReadingRefused as refusal:
            refused = str(refusal)
        assert refused == "" or refused.endswith(".")


@many
@given(cells, st.lists(cells, max_size=3))
def test_the_cells_of_a_table_are_read_back_as_they_were_written(
    head: list[str], rows: list[list[str]]
) -> None:
    assert table_cells(written_table(head, ["AlignLeft", ""], rows)) == (head, ["left", ""], rows)
