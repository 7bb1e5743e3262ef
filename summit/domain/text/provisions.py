"""Provisions: the numbered units of which a text consists, their digests and their JSON form."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from summit.domain.canonical import canonical_json, sha256_hex


class Kind(StrEnum):
    """What a provision is in the text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    NOTE = "note"
    RULE = "rule"


_KINDS = {str(kind): kind for kind in Kind}
"""A look here is several times as fast as asking the enumeration, and texts are long."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of a text.

    `id` is given once and never reused. `depth` is the level of a heading or an item, and for every other
    kind the number of list levels it stands in. `marker` is the list style with its first number ("1.",
    "(a)", "-"), the label of a note or the language of code, else empty. `text` is inline Markdown, except
    that code is kept literally and a table is its pipe table.
    """

    id: str
    kind: Kind
    depth: int
    marker: str
    text: str


Text = tuple[Provision, ...]

LITERAL = frozenset({Kind.CODE, Kind.TABLE})


def provision_digest(provision: Provision) -> str:
    """SHA-256 of kind, depth, marker and text; the id is left out, so that equal words have equal digests."""
    return sha256_hex(
        canonical_json([str(provision.kind), provision.depth, provision.marker, provision.text])
    )


def revision_digest(text: Text) -> str:
    """SHA-256 of the canonical JSON of the whole text, ids included."""
    return sha256_hex(canonical_json(to_json(text)))


def to_json(text: Text) -> list[dict[str, Any]]:
    """The text as a list of plain dictionaries, one for each provision."""
    return [provision_to_json(one) for one in text]


def from_json(content: list[dict[str, Any]]) -> Text:
    """The text that `to_json` wrote. Raises KeyError or ValueError where a member is missing or unknown."""
    return tuple(provision_from_json(one) for one in content)


def provision_to_json(provision: Provision) -> dict[str, Any]:
    """One provision as a plain dictionary."""
    return {
        "id": provision.id,
        "kind": str(provision.kind),
        "depth": provision.depth,
        "marker": provision.marker,
        "text": provision.text,
    }


def provision_from_json(content: dict[str, Any]) -> Provision:
    """The provision that `provision_to_json` wrote. Raises KeyError or ValueError as `from_json` does."""
    return Provision(
        str(content["id"]),
        _KINDS.get(content["kind"]) or Kind(content["kind"]),
        int(content["depth"]),
        str(content["marker"]),
        str(content["text"]),
    )
