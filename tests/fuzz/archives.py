"""DOCX and ODT files that are damaged, made up or unfold to far more than they seem."""

import io
import zipfile
from random import Random

from summit.documents.reading import ReadingRefused, read
from summit.documents.writing import office_text
from tests.fuzz.markup import Soup

PART = {"docx": "word/document.xml", "odt": "content.xml"}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def whole(soup: Soup, form: str) -> bytes | None:
    """A sound file, or None where the text it was to hold is refused; the words of `soup` are in it."""
    try:
        text = read(soup.markdown().encode(), "markdown").text
    except ReadingRefused:
        return None
    return office_text(text, form)


def damaged(chance: Random, file: bytes, form: str) -> bytes:
    """Some bytes changed, cut off, or pieces of its main part struck, doubled or moved."""
    if chance.random() < 0.4:
        content = bytearray(file)
        for _ in range(chance.randint(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        return bytes(content[: chance.choice((len(content), chance.randrange(1, len(content))))])
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    xml = parts[PART[form]]
    pieces = xml.split(b"<")
    for _ in range(chance.randint(1, 12)):
        at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        fate = chance.randrange(3)
        if fate == 0 and len(pieces) > 2:
            del pieces[at]
        elif fate == 1:
            pieces.insert(at, pieces[other])
        else:
            pieces[at], pieces[other] = pieces[other], pieces[at]
    return zipped({**parts, PART[form]: b"<".join(pieces)})


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def bomb(chance: Random, form: str) -> bytes:
    """Little that unfolds to much: long, deep, many times the same, or with a size that is a lie."""
    size = chance.choice((1_000_000, 20_000_000, 99_000_000, 120_000_000))
    kind = chance.randrange(5)
    if kind == 0:
        return zipped({PART[form]: bytes(size)})
    if kind == 1:
        depth = chance.choice((100, 5_000, 200_000))
        return zipped({PART[form]: _document(b"<w:sdt>" * depth + b"x" + b"</w:sdt>" * depth)})
    if kind == 2:
        words = b"<w:p><w:r><w:t>word</w:t></w:r></w:p>"
        return zipped({PART[form]: _document(words * min(size // len(words), 60_000))})
    if kind == 3:
        return zipped({f"part{n}.xml": b"x" * 1000 for n in range(chance.choice((10, 20_000)))})
    lying = bytearray(zipped({PART[form]: bytes(size)}))
    at = lying.rfind(b"PK\x01\x02")
    lying[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(lying)


def _document(body: bytes) -> bytes:
    return f'<w:document xmlns:w="{_W}"><w:body>'.encode() + body + b"</w:body></w:document>"
