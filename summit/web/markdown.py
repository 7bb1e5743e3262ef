"""Markdown to safe HTML: the inline marks of provisions, the subset for interventions, pipe tables."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

INLINE_RULES = ("text", "newline", "escape", "backticks", "emphasis", "link", "image", "autolink", "entity")
INLINE_TAGS = {"em", "strong", "code", "a", "br", "sup"}
BLOCK_TAGS = INLINE_TAGS | {"p", "ul", "ol", "li", "blockquote", "pre"}
TABLE_TAGS = INLINE_TAGS | {"table", "thead", "tbody", "tr", "th", "td"}
MOST_KEPT = 8_192
"""Whose drawn words are kept: a text is drawn anew with each amendment, a debate for each who opens it, and
most of it stays."""
SCHEMES = {"http", "https", "mailto"}

NOTE_REFERENCE = re.compile(r"\[\^([^\s\[\]^]{1,40})\]")


@lru_cache(maxsize=MOST_KEPT)
def inline(text: str) -> Markup:
    """A provision's words: emphasis, strong, code, links, hard breaks, references to notes."""
    return _safe(_inline.renderInline(text), INLINE_TAGS)


@lru_cache(maxsize=MOST_KEPT)
def prose(text: str) -> Markup:
    """An intervention: paragraphs, lists, quotations and the inline marks. A line end is a line end."""
    return _safe(_prose.render(text), BLOCK_TAGS)


def table(text: str) -> Markup:
    """A pipe table."""
    return _safe(_table.render(text), TABLE_TAGS)


def _safe(html: str, tags: set[str]) -> Markup:
    """What the renderer made, once more through a sanitiser that knows nothing of Markdown."""
    attributes = {"a": {"href", "title"}, "ol": {"start"}}
    kept = nh3.clean(
        html,
        tags=tags,
        attributes={tag: names for tag, names in attributes.items() if tag in tags},
        allowed_classes={"sup": {"note-ref"}},
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return Markup(kept.strip())  # noqa: S704 - the line above made it safe


def _note_reference(state: StateInline, silent: bool) -> bool:
    """`[^3]`: a reference to the note labelled 3, which the page carries as #note-3."""
    found = NOTE_REFERENCE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("note_reference", "", 0)
        token.content = found.group(1)
    state.pos = found.end()
    return True


def _render_note_reference(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    label = str(Markup.escape(tokens[index].content))
    return f'<sup class="note-ref"><a href="#note-{label}">{label}</a></sup>'


def _render_picture_as_words(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """No page loads a picture from elsewhere: its words stand in."""
    return str(Markup.escape(tokens[index].content))


def _reader(blocks: Sequence[str], **options: Any) -> MarkdownIt:
    reader = MarkdownIt("zero", options)
    reader.enable([*INLINE_RULES, *blocks])
    reader.inline.ruler.before("link", "note_reference", _note_reference)
    reader.add_render_rule("note_reference", _render_note_reference)
    reader.add_render_rule("image", _render_picture_as_words)
    return reader


_inline = _reader(())
_prose = _reader(("blockquote", "list"), breaks=True)
_table = _reader(("table",))
