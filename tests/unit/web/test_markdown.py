from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summit.web import markdown


class Seen(HTMLParser):
    """Collects what a browser would make of the HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)


def test_inline_marks_of_a_provision_are_shown() -> None:
    assert (
        markdown.inline("*may* **shall** `§ 12`\\\nnext")
        == "<em>may</em> <strong>shall</strong> <code>§ 12</code><br>\nnext"
    )


def test_a_link_tells_its_target_nothing_of_this_window() -> None:
    assert (
        markdown.inline("[law](https://example.org/a)")
        == '<a href="https://example.org/a" rel="noopener">law</a>'
    )


def test_a_note_reference_leads_to_its_note() -> None:
    assert 'href="#note-3"' in markdown.inline("as agreed[^3]")


def test_a_note_reference_inside_code_is_only_text() -> None:
    assert markdown.inline("`[^3]`") == "<code>[^3]</code>"


def test_a_picture_from_elsewhere_becomes_its_words() -> None:
    assert markdown.inline("![a seed](https://example.org/seed.png)") == "a seed"


def test_html_is_shown_as_it_was_typed() -> None:
    assert markdown.inline("<b>x</b> & y") == "&lt;b&gt;x&lt;/b&gt; &amp; y"


@pytest.mark.parametrize("block", ["# heading", "- item", "> quote", "| a |\n|---|"])
def test_a_provision_has_no_blocks(block: str) -> None:
    assert "<" not in markdown.inline(block)


def test_an_intervention_has_lists_quotations_and_line_ends() -> None:
    html = markdown.prose("one\ntwo\n\n- a\n\n> b")
    assert "one<br>\ntwo" in html
    assert "<li>a</li>" in html
    assert "<blockquote>" in html


def test_an_intervention_has_no_headings() -> None:
    assert markdown.prose("# LOUD") == "<p># LOUD</p>"


def test_a_pipe_table_becomes_a_table() -> None:
    html = markdown.table("| a | b |\n|---|---|\n| *1* | 2 |")
    assert "<td><em>1</em></td>" in html


MARKS = ["](", "[^", "*", "`", "<", '"', ">", "\n", "|", "|-|"]
BITES = st.sampled_from([*MARKS, "<script>", "<img src=x onerror=y>", "[a](javascript:b)", "![c](data:d)"])


@given(st.lists(BITES | st.text(max_size=8), max_size=12).map("".join))
def test_no_text_becomes_more_than_the_allowed_marks(text: str) -> None:
    for render, allowed in (
        (markdown.inline, markdown.INLINE_TAGS),
        (markdown.prose, markdown.BLOCK_TAGS),
        (markdown.table, markdown.TABLE_TAGS),
    ):
        seen = Seen(render(text))
        assert seen.tags <= allowed
        for name, value in seen.attributes:
            assert name in {"href", "title", "rel", "class", "start"}
            if name == "href" and value:
                scheme = value.partition(":")[0].lower() if ":" in value.split("/")[0] else ""
                assert value.startswith("#") or scheme in markdown.SCHEMES | {""}
