"""A value enclosed in a DOCX or ODT file, where word processors leave it alone."""

import base64
import io
import json
import re
import zipfile
import zlib
from typing import Any

LARGEST = 40_000_000
_NAMESPACE = "urn:summit:text"
_PART = "customXml/item1.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
# Without properties of their own, custom parts are dropped when a word processor saves the file.
_PROPERTIES = {
    "customXml/itemProps1.xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" '
        'ds:itemID="{6D2C5A3E-8B0F-4E57-9C61-7A3F0B9E41D2}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ),
    "customXml/_rels/item1.xml.rels": (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/>'
        "</Relationships>"
    ),
}
_REFERRED = {
    "word/_rels/document.xml.rels": (
        "</Relationships>",
        f'<Relationship Id="rIdSummitText" Type="{_OFFICE}/relationships/customXml" '
        'Target="../customXml/item1.xml"/></Relationships>',
    ),
    "[Content_Types].xml": (
        "</Types>",
        '<Override PartName="/customXml/itemProps1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>',
    ),
}
_META = "meta.xml"
_PLACES = {"docx": re.compile(r"customXml/item\d+\.xml"), "odt": re.compile(_META)}
_PACKED = re.compile(
    rb"<(?:text xmlns=|meta:user-defined [^>]*meta:name=)\"urn:summit:text\"[^>]*>([A-Za-z0-9+/=]*)<"
)


def enclosed_with(file: bytes, form: str, value: Any) -> bytes:
    """The file with a JSON value enclosed: a custom XML part of a DOCX file, a property of an ODT file."""
    packed = base64.b64encode(zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 9)).decode()
    if form == "odt":
        said = f'<meta:user-defined meta:name="{_NAMESPACE}">{packed}</meta:user-defined></office:meta>'
        return _rewritten(file, {_META: ("</office:meta>", said)})
    part = f'<?xml version="1.0" encoding="UTF-8"?>\n<text xmlns="{_NAMESPACE}">{packed}</text>'
    return _rewritten(file, _REFERRED, {_PART: part, **_PROPERTIES})


def _rewritten(file: bytes, changed: dict[str, tuple[str, str]], new: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename in changed:
                was, now = changed[entry.filename]
                content = content.decode().replace(was, now, 1).encode()
            target.writestr(entry, content)
        for name, words in (new or {}).items():
            made = zipfile.ZipInfo(name, source.infolist()[0].date_time)
            made.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(made, words)
    return out.getvalue()


def enclosed(archive: zipfile.ZipFile, form: str) -> Any:
    """The value that `enclosed_with` put into a file, or None where there is none that can be read."""
    for name in archive.namelist():
        if _PLACES[form].fullmatch(name):
            try:
                found = _PACKED.search(archive.read(name))
                if found is not None:
                    return json.loads(zlib.decompressobj().decompress(base64.b64decode(found[1]), LARGEST))
            except (ValueError, zlib.error, RecursionError, zipfile.BadZipFile, EOFError):
                return None
    return None
