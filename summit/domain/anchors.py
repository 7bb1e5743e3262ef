"""What an agenda item is about, as officers write it: "Document 2", "Documento 2/p4", "AM 12", "V-07"."""

import re
from typing import NamedTuple

from summit.domain.wording import poll_name


class Anchor(NamedTuple):
    """Names a thing by its kind (document, provision, amendment, poll) and key."""

    kind: str
    key: str


_NUMBER = r"0*([1-9]\d{0,8})"
_WRITTEN = (
    ("provision", re.compile(rf"(?:documento?|doc)\s*{_NUMBER}\s*/\s*([\w-]{{1,60}})", re.IGNORECASE)),
    ("document", re.compile(rf"(?:documento?|doc)\s*{_NUMBER}", re.IGNORECASE)),
    ("amendment", re.compile(rf"am\s*{_NUMBER}", re.IGNORECASE)),
    ("poll", re.compile(rf"v\s*-?\s*{_NUMBER}", re.IGNORECASE)),
)


def read_anchor(written: str) -> Anchor | None:
    """The thing that is named; None where the words name none. Whether it exists is not asked here."""
    for kind, form in _WRITTEN:
        if found := form.fullmatch(written.strip()):
            return Anchor(kind, "/".join(found.groups()))
    return None


def written_anchor(anchor: Anchor) -> str:
    """The name of a thing as it is typed; `read_anchor` of it gives the same anchor."""
    if anchor.kind == "amendment":
        return f"AM {anchor.key}"
    if anchor.kind == "poll":
        return poll_name(int(anchor.key))
    return f"Document {anchor.key}"
