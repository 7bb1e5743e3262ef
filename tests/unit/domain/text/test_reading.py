import io
import zipfile
from pathlib import Path

import pytest

from summit.documents.reading import (
    EmptyFile,
    FileTooLarge,
    NotText,
    ProvisionTooLong,
    RawHtmlRefused,
    Reading,
    ReadingTimedOut,
    TooDeep,
    UnknownFormat,
    Unreadable,
    pandoc,
    read,
)
from summit.domain.text import from_pandoc
from summit.domain.text import markdown as written
from summit.domain.text.reading import RowsTooWide, TableTooLarge, TooManyProvisions


def markdown(words: str | bytes, language: str = "") -> Reading:
    return read(words.encode() if isinstance(words, str) else words, "markdown", language)


def rows(reading: Reading) -> list[tuple[str, int, str, str]]:
    return [(str(one.kind), one.depth, one.marker, one.text) for one in reading.text]


def warned(reading: Reading) -> str:
    return " | ".join(one.what for one in reading.warnings)


def test_headings_lists_notes_tables_quotations_and_code_keep_their_shape() -> None:
    reading = markdown(
        "## Part\n\nWords[^src] here.\n\n1. one\n\n   more of one\n   - deep\n2. two\n\n"
        "> said\n\n| a | b |\n|---|:-:|\n| 1 | `x` |\n\n```py\nx = 1\n```\n\n[^src]: *Source*\n\n***\n"
    )
    assert rows(reading) == [
        ("heading", 2, "", "Part"),
        ("paragraph", 0, "", "Words[^src] here."),
        ("note", 0, "src", "*Source*"),
        ("item", 1, "1.", "one"),
        ("paragraph", 1, "", "more of one"),
        ("item", 2, "-", "deep"),
        ("item", 1, "1.", "two"),
        ("quote", 0, "", "said"),
        ("table", 0, "", "| a | b |\n| --- | :-: |\n| 1 | `x` |"),
        ("code", 0, "py", "x = 1"),
        ("rule", 0, "", ""),
    ]
    assert reading.warnings == ()


def test_a_note_referred_to_twice_is_one_provision_behind_the_first_reference() -> None:
    reading = markdown("One[^n].\n\nTwo[^n].\n\n[^n]: Note.\n")
    assert [row[3] for row in rows(reading)] == ["One[^n].", "Note.", "Two[^n]."]


def test_front_matter_is_metadata_and_its_title_that_of_the_text() -> None:
    reading = markdown("---\ntitle: A *b*\nlang: es\nauthor: [Ana, Eva]\n---\n\n# Heading\n")
    assert (reading.title, reading.language) == ("A b", "es")
    assert reading.metadata == {"title": "A b", "author": "Ana, Eva"}


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    assert markdown("Before.\n\n# The *title*\n").title == "The title"


def test_a_language_that_is_given_goes_before_that_of_the_file() -> None:
    assert markdown("---\nlang: es\n---\n\nx", "fr").language == "fr"


@pytest.mark.parametrize(
    "content",
    [b"One.\r\n\r\nTwo.", b"\xef\xbb\xbfOne.\n\nTwo.\n", "One.\n\nTwo.".encode("utf-16"), b"One.\r\rTwo."],
)
def test_line_ends_byte_order_marks_and_a_missing_last_line_end_make_no_difference(content: bytes) -> None:
    assert [one.text for one in markdown(content).text] == ["One.", "Two."]


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"---\ntitle: x\n---\n"])
def test_a_file_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(EmptyFile, match=r"no text"):
        markdown(content)


@pytest.mark.parametrize("content", [b"a\n\xff\xfeb", b"a\nb\0c", b"a\n\xe9t\xe9"])
def test_bytes_that_are_no_text_are_refused_with_their_line(content: bytes) -> None:
    with pytest.raises(NotText, match=r"line 2"):
        markdown(content)


def test_a_file_beyond_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(FileTooLarge, match=r"10 MB"):
        markdown(b"x" * 10_000_001)


def test_an_archive_that_unfolds_beyond_the_limit_is_refused_before_it_is_unfolded() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(100_000_001))
    with pytest.raises(FileTooLarge, match=r"unpacked.*100 MB"):
        read(packed.getvalue(), "docx")


def test_a_damaged_archive_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/nothing.xml", "x")
    with pytest.raises(Unreadable):
        read(packed.getvalue(), "odt")


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_a_file_of_another_kind_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("x")
    with pytest.raises(UnknownFormat):
        read(tmp_path / name)


def test_words_named_docx_are_refused() -> None:
    with pytest.raises(UnknownFormat, match="DOCX"):
        read(b"only words", "docx")


def test_front_matter_that_is_no_yaml_is_refused() -> None:
    with pytest.raises(Unreadable, match="YAML"):
        markdown("---\na: [\n---\n\nx")


@pytest.mark.parametrize(
    "content", [">" * 5000 + " x", "- " * 3000 + "x", "\n".join("  " * at + "- x" for at in range(90))]
)
def test_lists_and_quotations_beyond_the_limit_are_refused(content: str) -> None:
    with pytest.raises(TooDeep, match=r"60 levels"):
        markdown(content)


def test_a_paragraph_beyond_the_limit_is_refused_with_its_first_words() -> None:
    with pytest.raises(ProvisionTooLong, match=r"100000 characters: “word word"):
        markdown("word " * 20_001)


def test_a_text_of_too_many_provisions_is_refused_with_the_limit() -> None:
    one = {"t": "Para", "c": [{"t": "Str", "c": "x"}]}
    assert len(from_pandoc({"blocks": [one] * 20_000}).text) == 20_000
    with pytest.raises(TooManyProvisions, match=r"more than 20000 provisions"):
        from_pandoc({"blocks": [one] * 20_001})


@pytest.mark.parametrize(("width", "height"), [(2, 5_000), (500, 20)])
def test_a_table_of_too_many_cells_is_refused_with_the_limit(width: int, height: int) -> None:
    row, rule = "| x " * width + "|\n", "|---" * width + "|\n"
    with pytest.raises(TableTooLarge, match=r"more than 10000 cells"):
        markdown(row + rule + row * height)
    assert markdown(row + rule + row * (height // 2)).text[0].kind == "table"


def test_a_reading_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "SECONDS", 0.5)
    with pytest.raises(ReadingTimedOut, match=r"limit of 0\.5 seconds"):
        markdown("[" * 50_000 + "a" + "]" * 50_000)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a <b>bold</b> <i>word</i>", "a **bold** *word*"),
        ("10<sup>6</sup> m<sub>2</sub>", "10⁶ m₂"),
        ('see <a href="http://x">this</a>', "see [this](http://x)"),
        ("one<br>two", "one\\\ntwo"),
        ("<kbd>Esc</kbd> now", "`Esc` now"),
    ],
)
def test_html_inside_a_line_becomes_markup(source: str, text: str) -> None:
    assert [one.text for one in markdown(source).text] == [text]


def test_html_between_blank_lines_is_read_as_html_and_said_so() -> None:
    reading = markdown('Before.\n\n<ol type="a"><li>One <u>word</u></li>\n<li>Two</li></ol>\n\nAfter.')
    assert rows(reading)[1:3] == [("item", 1, "a.", "One *word*"), ("item", 1, "a.", "Two")]
    assert "HTML is read" in warned(reading)
    assert "underlined" in warned(reading)


def test_an_html_container_is_left_out_and_its_words_are_kept() -> None:
    reading = markdown('<div class="x">\n\nWords *here*.\n\n</div>\n')
    assert [one.text for one in reading.text] == ["Words *here*."]
    assert "container" in warned(reading)


def test_a_comment_is_left_out_and_quoted_in_a_warning() -> None:
    reading = markdown("Words.\n\n<!-- to do -->\n\nMore<!-- here --> words.\n")
    assert [one.text for one in reading.text] == ["Words.", "More words."]
    assert "to do" in warned(reading)
    assert "here" in warned(reading)


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("Words.\n\n<script>alert(1)</script>\n", "script"),
        ("Some <blink>words</blink> here.", "Some words here"),
        ("Open <b>never shut.", "<b>"),
        ("</div>\n\nWords.", "never closed"),
        ('<iframe src="x"></iframe>', "iframe"),
        ("<div>\n<![café[x]]>\n</div>", "<![…]>"),
        ("<table><tr><td>\n\n*x*\n\n</td></tr></table>", "Markdown inside HTML"),
    ],
)
def test_html_without_counterpart_is_refused_and_its_place_is_named(source: str, named: str) -> None:
    with pytest.raises(RawHtmlRefused) as refused:
        markdown(source)
    assert named in str(refused.value)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1. one\n   a. sub\n   b. more\n2. two", ["1 1. one", "2 a. sub", "2 a. more", "1 1. two"]),
        ("R:\n(a) x\n    i. u\n    ii. v\n(b) y", ["0  R:", "1 (a) x", "2 i. u", "2 i. v", "1 (a) y"]),
        ("- item\n  3) three\n  4) four\n     and more", ["1 - item", "2 3) three", "2 3) four and more"]),
    ],
)  # fmt: skip
def test_a_list_that_markdown_folds_into_the_line_above_is_a_list_and_said_so(
    source: str, expected: list[str]
) -> None:
    reading = markdown(source)
    assert [f"{one.depth} {one.marker} {one.text}" for one in reading.text] == expected
    assert "read as a list" in warned(reading)


def test_a_single_line_that_begins_like_an_item_stays_words_and_is_named() -> None:
    reading = markdown("- item\n  a. alone\n\nAs J.\nSmith said in\nch. two.")
    assert [one.text for one in reading.text] == ["item a. alone", "As J. Smith said in ch. two."]
    assert [(one.where, one.what[:30]) for one in reading.warnings] == [
        ("“a. alone”", "a line that begins so is no li")
    ]


@pytest.mark.parametrize(
    "inside", ["| a | b |\n    |---|---|\n    | c | d |", "a\n    :   b c d", "- a\n    - b\n\n    > c d"]
)
def test_whatever_stands_in_a_note_or_a_cell_keeps_its_words(inside: str) -> None:
    (_, note) = markdown(f"x[^1]\n\n[^1]: n\n\n    {inside}\n").text
    assert set("nabcd") <= set(note.text)
    nested = read(b"<table><tr><td>n<table><tr><td>a<td>b</table><dl><dt>c<dd>d</dl></table>", "html")
    assert set("nabcd") <= set("".join(one.text for one in nested.text))


def test_a_note_that_nothing_refers_to_is_named_with_its_words() -> None:
    reading = markdown("Words[^1].\n\n[^1]: Kept.\n\n[^lost]: Said *nowhere*.\n\n    Nor this.\n")
    assert [one.text for one in reading.text] == ["Words[^1].", "Kept."]
    assert [one.where for one in reading.warnings] == ["[^lost]"]
    assert "Said *nowhere*. Nor this." in warned(reading)


def test_a_note_that_only_a_note_refers_to_is_named_wherever_it_stands() -> None:
    reading = markdown(
        "> 1. One[^a].\n>\n>    [^a]: Note[^b].\n>\n>    [^b]: Of a *note*,\n>    on.\n>\n>        - deep\n"
        ">\n>    End.\n\n"
        "```\n[^c]: code\n```\n"
    )
    assert [(one.where, one.what) for one in reading.warnings if one.where.startswith("[")] == [
        ("[^b]", "a note that no text refers to is left out: “Of a *note*, on. - deep”")
    ]


def test_a_list_of_letters_that_no_marker_can_name_counts_in_figures_and_is_named() -> None:
    reading = read(b"<ol type=a start=30><li>x</ol><p>y<ol type=a start=9><li>z</ol>", "html")
    assert [one.marker for one in reading.text] == ["30.", "", "9."]
    assert "figures" in warned(reading)


def test_an_item_that_begins_without_words_has_those_of_its_first_paragraph() -> None:
    reading = read(
        b"<ul><li><em></em><p><i></i></p><p>seeds</p><p>soils</p><li><p></p></ul><p>end</p>", "html"
    )
    expected = [("item", 1, "-", "seeds"), ("paragraph", 1, "", "soils"), ("item", 1, "-", "")]
    assert rows(reading) == [*expected, ("paragraph", 0, "", "end")]
    assert [one.id for one in reading.text] == ["p1", "p2", "p3", "p4"]
    assert rows(markdown(written(reading.text))) == rows(reading)


def test_code_is_in_one_normal_form_as_all_words_are() -> None:
    assert read("<pre>cafe\u0301</pre>".encode(), "html").text[0].text == "café"


def test_scripts_of_an_html_file_are_left_out_with_their_line() -> None:
    reading = read(b"<p>Words</p>\n<script>alert(1)</script>", "html")
    assert [one.text for one in reading.text] == ["Words"]
    assert [(one.where, one.what) for one in reading.warnings] == [("line 2", "<script> is left out")]


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("a ~~gone~~ b", "struck through"),
        ("![a map](m.png)", "picture"),
        ("a^b^ c", "raised"),
        ("> one\n>\n> > two", "quotation inside"),
        ("- # Heading", "heading inside"),
        ("> - a", "list inside a quotation"),
        ("term\n: meaning", "definitions"),
        ("x[^1]\n\n[^1]: one\n\n    two", "paragraphs of a note"),
        ('[a](b "title")', "title of a link"),
    ],
)
def test_what_a_text_cannot_hold_is_kept_as_words_and_named_in_a_warning(source: str, what: str) -> None:
    assert what in warned(markdown(source))


@pytest.mark.parametrize(
    ("source", "table"),
    [
        (
            "| a | b |\n|---|---|\n| c | d | e |\n> | x | y |\n",
            "| a | b |  |\n{}\n| c | d | e |\n| > | x | y |",
        ),
        ("- > a | b \\|\n  > --|--\n  > c | d | e\n", "| a | b \\| |  |\n{}\n| c | d | e |"),
        ("-\t| | |\n\t|--|--|\n\t| c `d | e` | f |\n", "|  |  |  |\n{}\n| c \\`d | e\\` | f |"),
    ],
)
def test_a_row_with_more_cells_than_the_head_of_its_table_keeps_them(source: str, table: str) -> None:
    reading = markdown("Before.\n\n```\n|a|\n|-|\n|b|c|\n```\n\n" + source)
    assert reading.text[-1].text == table.format("| --- | --- | --- |")
    assert reading.text[1].text == "|a|\n|-|\n|b|c|"
    assert [one.where for one in reading.warnings] == ["line 9"]
    assert "the head of its table, which is widened" in warned(reading)


def test_a_row_with_more_cells_than_the_head_of_a_table_in_a_note_keeps_them() -> None:
    inside = "\n\n    > |  |  |\n    > |---|---|\n    > | c | d | e |\n    > | f |\n"
    reading = markdown(f"One[^n], two[^n].\n\n[^n]: note{inside}")
    assert reading.text[1].text == "note\\\nc\\\nd\\\ne\\\nf"
    with pytest.raises(RowsTooWide, match=r"more cells than its head"):
        markdown("One[^n].\n\n[^n]: x\n\n    |  |\n    |--|\n    |  | nowhere to be found |\n")


def test_a_head_that_would_be_widened_beyond_the_limit_is_refused_with_it() -> None:
    with pytest.raises(TableTooLarge, match=r"more than 10000 cells"):
        markdown("| a |\n|---|\n" + "| x |\n" * 100 + "|x" * 100 + "|\n")


def test_merged_cells_of_an_html_table_keep_their_words_in_their_place() -> None:
    reading = read(
        b"<table><tr><th>a</th><th>b</th></tr>"
        b"<tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
        "html",
    )
    assert reading.text[0].text == "| a | b |\n| --- | --- |\n| 1 | 2 |\n|  | 3 |"
    assert "several rows" in warned(reading)
