"""Raw HTML inside Markdown turned into pandoc's own elements, or refused with its place named."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from summit.domain.text.pandoc_inlines import Element
from summit.domain.text.reading import RawHtmlRefused, ReadingWarning

Blocks = list[Element]
HtmlReader = Callable[[str], Blocks]

_WRAPPERS = {
    **dict.fromkeys(("em", "i", "dfn", "var"), "Emph"),
    **dict.fromkeys(("strong", "b"), "Strong"),
    **dict.fromkeys(("u", "ins"), "Underline"),
    **dict.fromkeys(("s", "del", "strike"), "Strikeout"),
    "sup": "Superscript",
    "sub": "Subscript",
}
_CODE = frozenset(("code", "kbd", "samp", "tt"))
_PLAIN = frozenset(
    ["span", "small", "big", "mark", "abbr", "acronym", "cite", "font", "time", "bdi", "bdo", "label"]
)
_CONTAINERS = frozenset(
    ["div", "section", "article", "main", "header", "footer", "aside", "center", "details", "figure", "nav"]
)
_VOID = frozenset(["br", "hr", "img", "wbr", "col"])
_BLOCKS = frozenset(
    [
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "colgroup",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "summary",
        "figcaption",
    ]
)
_KNOWN = frozenset(_WRAPPERS) | _CODE | _PLAIN | _CONTAINERS | _VOID | _BLOCKS | {"a", "q"}


class _Scanner(HTMLParser):
    """Notes what a stretch of HTML opens and closes; `strange` is the first tag that has no counterpart."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.opened: list[tuple[str, dict[str, str]]] = []
        self.closed: list[str] = []
        self.pending: list[str] = []
        self.has_words = False
        self.comment: str | None = None
        self.strange: str | None = None
        try:
            self.feed(source)
            self.close()
        except AssertionError:  # so the parser meets a marked section of no known kind
            self.strange = self.strange or "<![…]>"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, {name: value or "" for name, value in attrs}))
        self._know(tag)
        if tag not in _VOID:
            self.pending.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, {name: value or "" for name, value in attrs}))
        self._know(tag)

    def handle_endtag(self, tag: str) -> None:
        self.closed.append(tag)
        self._know(tag)
        if tag in self.pending:
            while self.pending.pop() != tag:
                pass
        elif tag not in _VOID:
            self.pending.insert(0, "/" + tag)

    def handle_data(self, data: str) -> None:
        self.has_words = self.has_words or bool(data.strip())

    def handle_comment(self, data: str) -> None:
        self.comment = data.strip()

    def handle_decl(self, decl: str) -> None:
        self.strange = self.strange or f"<!{decl}>"

    def handle_pi(self, data: str) -> None:
        self.strange = self.strange or f"<?{data}>"

    def unknown_decl(self, data: str) -> None:
        self.strange = self.strange or f"<![{data}]>"

    def _know(self, tag: str) -> None:
        if tag not in _KNOWN:
            self.strange = self.strange or f"<{tag}>"


class RawHtml:
    """Replaces the raw HTML of one document; `warnings` says what was changed on the way."""

    def __init__(self, read_html: HtmlReader) -> None:
        self.read_html = read_html
        self.warnings: list[ReadingWarning] = []

    def converted(self, ast: dict[str, Any]) -> dict[str, Any]:
        """The document without raw HTML. Raises RawHtmlRefused, naming the tag and the words beside it."""
        return {**ast, "blocks": self._walked(ast["blocks"])}

    def _walked(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {**value, "c": self._walked(value["c"])} if "c" in value else value
        if not isinstance(value, list):
            return value
        kinds = {one["t"] for one in value if isinstance(one, dict) and "t" in one}
        if "RawBlock" in kinds:
            value = self._blocks(value)
        if "RawInline" in kinds:
            value = self._inlines(value)
        return [self._walked(one) for one in value]

    def _blocks(self, blocks: Blocks) -> Blocks:
        found: Blocks = []
        at = 0
        while at < len(blocks):
            if blocks[at]["t"] != "RawBlock":
                found.append(blocks[at])
                at += 1
                continue
            end, content = self._stretch(blocks, at)
            found += content
            at = end
        return found

    def _stretch(self, blocks: Blocks, start: int) -> tuple[int, Blocks]:
        """The blocks that a stretch of raw HTML stands for, up to where every tag is closed."""
        source = ""
        inner: Blocks = []
        for at in range(start, len(blocks)):
            if blocks[at]["t"] != "RawBlock":
                inner.append(blocks[at])
                continue
            source += _html(blocks[at])
            scan = _Scanner(source)
            if scan.strange:
                raise RawHtmlRefused(f"{scan.strange} near “{_beginning(source)}”")
            if not scan.pending:
                return at + 1, self._balanced(source, scan, inner)
        raise RawHtmlRefused(f"a tag that is never closed, near “{_beginning(source)}”")

    def _balanced(self, source: str, scan: _Scanner, inner: Blocks) -> Blocks:
        if inner:
            if scan.has_words or any(tag not in _CONTAINERS for tag, _ in scan.opened):
                raise RawHtmlRefused(f"Markdown inside HTML, near “{_beginning(source)}”")
            self._warn(source, "an HTML container is left out, what it holds is kept")
            return self._blocks(inner)
        if scan.comment is not None and not scan.opened and not scan.has_words:
            if scan.comment:
                self._warn(source, f"a comment is left out (“{_beginning(scan.comment)}”)")
            return []
        self._warn(source, "HTML is read as Markdown would be")
        return self.read_html(source)

    def _inlines(self, elements: list[Element]) -> list[Element]:
        stack: list[tuple[str, dict[str, str], list[Element]]] = [("", {}, [])]
        for one in elements:
            if one["t"] != "RawInline":
                stack[-1][2].append(one)
                continue
            scan = _Scanner(_html(one))
            if scan.strange or (not scan.opened and not scan.closed and scan.comment is None):
                raise RawHtmlRefused(f"{scan.strange or _html(one)} in “{_words(elements)}”")
            if scan.comment:
                self._warn(_words(elements), f"a comment is left out (“{_beginning(scan.comment)}”)")
            for tag, attributes in scan.opened:
                if tag in _VOID:
                    stack[-1][2].extend(_void(tag, attributes))
                else:
                    stack.append((tag, attributes, []))
            for tag in scan.closed:
                self._shut(stack, tag, elements)
        if len(stack) > 1:
            raise RawHtmlRefused(f"<{stack[-1][0]}> is never closed in “{_words(elements)}”")
        return stack[0][2]

    def _shut(
        self, stack: list[tuple[str, dict[str, str], list[Element]]], tag: str, around: list[Element]
    ) -> None:
        opened, attributes, content = stack[-1]
        if opened != tag or tag in _BLOCKS | _CONTAINERS:
            raise RawHtmlRefused(f"</{tag}> in “{_words(around)}”")
        stack.pop()
        stack[-1][2].append(_wrapped(tag, attributes, content))

    def _warn(self, source: str, what: str) -> None:
        self.warnings.append(ReadingWarning(f"“{_beginning(source)}”", what))


def _html(raw: Element) -> str:
    form, source = raw["c"]
    if form != "html":
        raise RawHtmlRefused(f"“{_beginning(source)}”, marked as {form}")
    return str(source)


def _void(tag: str, attributes: dict[str, str]) -> list[Element]:
    if tag == "br":
        return [{"t": "LineBreak"}]
    if tag == "img":
        alt = [{"t": "Str", "c": attributes.get("alt", "")}]
        return [{"t": "Image", "c": [["", [], []], alt, [attributes.get("src", ""), ""]]}]
    return []


def _wrapped(tag: str, attributes: dict[str, str], content: list[Element]) -> Element:
    empty: list[Any] = ["", [], []]
    if tag in _WRAPPERS:
        return {"t": _WRAPPERS[tag], "c": content}
    if tag in _CODE:
        return {"t": "Code", "c": [empty, _text(content)]}
    if tag == "a" and attributes.get("href"):
        return {"t": "Link", "c": [empty, content, [attributes["href"], attributes.get("title", "")]]}
    if tag == "q":
        return {"t": "Quoted", "c": [{"t": "DoubleQuote"}, content]}
    return {"t": "Span", "c": [empty, content]}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "".join(_text(one) for one in value)
    if isinstance(value, dict):
        if value["t"] in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if value["t"] in ("RawInline", "RawBlock"):
            return ""
        content = value.get("c", "")
        return str(content) if value["t"] == "Str" else _text(content)
    return ""


def _words(elements: list[Element]) -> str:
    return _beginning(_text(elements))


def _beginning(source: str) -> str:
    words = re.sub(r"\s+", " ", re.sub(r"</?[A-Za-z!][^>]*>", " ", source)).strip() or source.strip()
    return words if len(words) <= 60 else words[:59].rstrip() + "…"
