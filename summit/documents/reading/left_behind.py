"""Words of a file that are not in its text: the net below whatever a reader of files cuts off unsaid."""

import html
import lzma
import re
import unicodedata
import zipfile
import zlib
from collections import Counter

from summit.domain.text.inline_writer import plain_text
from summit.domain.text.provisions import LITERAL, Kind
from summit.domain.text.reading import Reading, ReadingWarning

NAMED = 40
EXAMINED = 400
"""So many words are named in a warning, and so many looked at more closely, whatever somebody brings."""

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<!--|-->|<[!?][^<>]*>|<(/?)([A-Za-z][\w:.-]*)[^<>]*>")
_PARTS = {
    "docx": re.compile(r"word/(document|footnotes|endnotes)\d*\.xml"),
    "odt": re.compile(r"content\.xml"),
}
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError)
_TEXT_RUN = "w:t"
_UNSEEN = {
    "script", "style", "w:movefrom", "mc:fallback", "office:annotation", "text:tracked-changes",
    "text:note-citation", "svg:title", "svg:desc",
}  # fmt: skip
_WITHIN_A_WORD = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
    "text:span", "text:a", "text:bookmark", "text:bookmark-start", "text:bookmark-end",
}  # fmt: skip
_BETWEEN_RUNS = {"w:p", "w:tab", "w:br", "w:cr", "w:tc"}
_NOTED = re.compile(r"\[\^([^\]]+)\]")


def parts_of(archive: zipfile.ZipFile, form: str) -> str:
    """The markup of an open DOCX or ODT file in which its words stand; "" where it cannot be unpacked."""
    names = [name for name in archive.namelist() if _PARTS[form].fullmatch(name)]
    try:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in names)
    except _DAMAGED:
        return ""  # whether such a file can be read is for pandoc to say


def left_behind(markup: str, reading: Reading) -> list[ReadingWarning]:
    """A warning that names the words which the markup shows and neither the text nor a warning holds.

    Markup that ends a word where the text does not, or the other way round, loses nothing: a word is only
    named if its letters, too, come less often among those of the text.
    """
    source, found = _words(_shown(markup)), _words(_held(reading))
    missing = Counter(source) - Counter(found)
    if not missing:
        return []
    letters, kept = "".join(source), "".join(found)
    suspected = [*dict.fromkeys(word for word in source if missing[word])][:EXAMINED]
    lost = [word for word in suspected if kept.count(word) < letters.count(word)]
    if not lost:
        return []
    words = " ".join([*lost[:NAMED], *["…"][: len(lost) > NAMED]])
    return [ReadingWarning("the file", f"words that did not come into the text: “{words}”")]


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def _held(reading: Reading) -> str:
    """The words of the text, those of a note as often as it is referred to, for so often a file has them."""
    referred = Counter(label for one in reading.text for label in _NOTED.findall(one.text))
    held = [reading.title, *reading.metadata.values(), *(one.what for one in reading.warnings)]
    for one in reading.text:
        shown = html.unescape(one.text) if one.kind in LITERAL else plain_text(one.text)
        held += [shown] * max(1, referred[one.marker] if one.kind is Kind.NOTE else 1)
    return " ".join(held)


def _shown(markup: str) -> str:
    """What a reader sees of HTML or of the XML of a word processor, in one pass from tag to tag."""
    shown: list[str] = []
    at, last, unseen = 0, "", ""
    is_office = "<w:" in markup
    for tag in _TAG.finditer(markup):
        if not unseen and (not is_office or last == _TEXT_RUN):
            shown.append(markup[at : tag.start()])
        at = tag.end()
        name = (tag[2] or tag[0]).lower()
        last = "" if tag[1] else name
        unseen = _still_unseen(unseen, name, is_end=bool(tag[1]), is_empty=tag[0].endswith("/>"))
        if name in _BETWEEN_RUNS or not (is_office or name in _WITHIN_A_WORD):
            shown.append(" ")
    if not unseen and not is_office:
        shown.append(markup[at:])
    return html.unescape("".join(shown))


def _still_unseen(unseen: str, name: str, *, is_end: bool, is_empty: bool) -> str:
    """The name of the element whose content nobody sees, after one more tag; "" outside of such."""
    if unseen:
        return "" if (name == unseen and is_end) or (unseen, name) == ("<!--", "-->") else unseen
    return name if name == "<!--" or (name in _UNSEEN and not is_end and not is_empty) else ""
