import io
import re
import zipfile
from dataclasses import replace

import pytest

from summit.documents.reading import Reading, read
from summit.documents.reading.enclosing import enclosed, enclosed_with
from summit.documents.writing import office_file, office_text
from summit.domain.text import Kind, Text, from_pandoc
from summit.domain.text.pandoc_writing import to_pandoc
from summit.domain.text.remembering import Remembered

MARKDOWN = """# Of the commons

Words[^src] here, **bold *and more*** and `a  b`; again[^src].

1. one

   more of one
   - deep

     more of deep
2. two

(c) third
(d) fourth

> said
>
> again

```py
x = 1

y  z
```

```
another
```

| a | b |
|:--|:-:|
| 1 | `x` **y**[^t] |

***

Last.

[^src]: *Source*
[^t]: Of the table
"""

FORMS = pytest.mark.parametrize("form", ["docx", "odt"])


@pytest.fixture(scope="module")
def text() -> Text:
    return read(MARKDOWN.encode(), "markdown").text


def reread(file: bytes, form: str) -> Reading:
    return read(file, form)


def edited(file: bytes, form: str, was: str, now: str) -> bytes:
    """The file as a person leaves it who replaces some words in a word processor."""
    name = "word/document.xml" if form == "docx" else "content.xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == name:
                assert content.count(was.encode()) == 1
                content = content.replace(was.encode(), now.encode())
            target.writestr(entry, content)
    return out.getvalue()


def test_the_syntax_tree_of_a_text_reads_back_as_the_text(text: Text) -> None:
    assert from_pandoc(to_pandoc(text), note_labels=("src", "src", "t")).text == text


@FORMS
def test_a_file_for_word_processors_reads_back_as_the_same_provisions(text: Text, form: str) -> None:
    reading = reread(office_text(text, form, title="A title", language="es"), form)
    assert reading.text == text
    assert (reading.title, reading.warnings) == ("A title", ())


@FORMS
def test_a_title_that_is_the_first_heading_is_not_set_twice(text: Text, form: str) -> None:
    file = office_text(text, form, title="Of the commons")
    name = "word/document.xml" if form == "docx" else "content.xml"
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        words = archive.read(name).decode()
    assert words.count("commons") == 1
    assert reread(file, form).title == "Of the commons"


@FORMS
def test_a_file_is_the_same_bytes_on_every_day(text: Text, form: str) -> None:
    assert office_text(text, form, title="A") == office_text(text, form, title="A")


@FORMS
def test_words_changed_in_a_word_processor_are_changed_and_all_else_is_as_it_was(
    text: Text, form: str
) -> None:
    file = edited(office_text(text, form), form, "more of one", "much of one")
    expected = [replace(one, text=one.text.replace("more of one", "much of one")) for one in text]
    assert list(reread(file, form).text) == expected


@FORMS
def test_marks_taken_off_in_a_word_processor_are_not_put_back(text: Text, form: str) -> None:
    bold = {"docx": "<w:b />", "odt": 'fo:font-weight="bold"'}[form]
    file = office_text(read(b"Some **bold** words.\n\n```py\nx\n```", "markdown").text, form)
    plain = edited(file, form, bold, "")
    assert reread(plain, form).text[0].text == "Some bold words."


@FORMS
def test_a_file_whose_enclosed_value_says_other_words_is_read_as_it_shows(text: Text, form: str) -> None:
    file = office_file(to_pandoc(text), form)
    read_back = read(file, form).text
    lie = tuple(replace(one, text="Lies.") if one.text == "Last." else one for one in text)
    forged = enclosed_with(file, form, Remembered("", read_back, lie).as_json())
    assert read(forged, form).text == read_back


@FORMS
@pytest.mark.parametrize("value", [None, [], {"title": "x"}, {"title": "", "read": [1], "meant": [2]}, 7])
def test_an_enclosed_value_of_another_shape_is_passed_over(form: str, value: object) -> None:
    file = office_file(to_pandoc(read(b"Words.", "markdown").text), form)
    assert [one.text for one in read(enclosed_with(file, form, value), form).text] == ["Words."]


@FORMS
def test_what_was_enclosed_is_found_again(form: str) -> None:
    file = office_file(to_pandoc(read(b"Words.", "markdown").text), form)
    with zipfile.ZipFile(io.BytesIO(enclosed_with(file, form, {"a": ["é"]}))) as archive:
        assert enclosed(archive, form) == {"a": ["é"]}


@FORMS
def test_a_note_that_nothing_refers_to_keeps_its_words_and_is_a_note_again(form: str) -> None:
    text = read(b"One[^a].\n\n[^a]: A note.\n", "markdown").text
    alone = (replace(text[0], text="One."), text[1])
    file = office_text(alone, form)
    assert read(file, form).text == alone
    assert "A note." in " ".join(one.text for one in read(office_file(to_pandoc(alone), form), form).text)


def test_every_kind_of_provision_stands_in_the_text_of_these_tests(text: Text) -> None:
    assert {one.kind for one in text} == set(Kind)


def test_a_list_goes_on_with_its_own_numbers_behind_a_table_that_odt_cannot_hold_in_it() -> None:
    text = read(b"1. one\n\n   | a | b |\n   |---|---|\n   | 1 | 2 |\n\n2. two\n", "markdown").text
    file = office_text(text, "odt")
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        content = archive.read("content.xml").decode()
    assert "<table:table " in content
    assert 'text:start-value="2"' in content
    assert read(file, "odt").text == text


def narrowed(file: bytes) -> bytes:
    """The DOCX file with one column less in the grid of its table than its rows have cells."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = re.sub(rb"<w:gridCol[^>]*/>", b"", source.read(name), count=1)
            target.writestr(name, content)
    return out.getvalue()


def test_words_that_a_row_has_beyond_its_table_are_named() -> None:
    table = read(b"| one | two |\n|---|---|\n| red, *re*d | bl**ue** |", "markdown").text
    whole = office_text(table, "docx", title="", language="en")
    assert read(whole, "docx").warnings == ()
    (said,) = read(narrowed(whole), "docx").warnings
    assert said.what == "words that did not come into the text: “two blue”"


def test_words_that_html_shows_and_the_text_does_not_are_named_and_no_others() -> None:
    page = (
        "<!-- not > this --><script>nor that</script><p>An e<b>n</b>d &amp;<br>more</p><table>"
        "<tr><th>one</th><th>two</th></tr><tr><td rowspan='2'>left</td><td>right</td></tr>"
        "<tr><td>below</td><td>beyond</td></tr></table> last"
    )
    said = [one.what for one in read(page.encode(), "html").warnings if one.where == "the file"]
    assert said == ["words that did not come into the text: “beyond”"]
