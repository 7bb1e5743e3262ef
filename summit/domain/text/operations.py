"""Operations: what an amendment does to the provisions of the text it was made on, and their JSON form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from summit.domain.errors import Refusal
from summit.domain.text.provisions import Provision, Text, provision_from_json, provision_to_json


class StaleProvision(Refusal):
    """An operation names a provision that is gone, or whose words are not those it was made on."""

    def __init__(self, id: str) -> None:
        super().__init__(f"Provision {id} is no longer the one this change was made on.")
        self.id = id


@dataclass(frozen=True, slots=True)
class Replace:
    """Give the provision `id`, whose digest was `base_digest`, the words `text`."""

    id: str
    base_digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Put new provisions behind the provision `after`, or at the beginning where it is None."""

    after: str | None
    provisions: Text


@dataclass(frozen=True, slots=True)
class Delete:
    """Strike the provision `id`, whose digest was `base_digest`."""

    id: str
    base_digest: str


@dataclass(frozen=True, slots=True)
class Move:
    """Put the provision `id` behind the provision `after`, or at the beginning where it is None."""

    id: str
    after: str | None


Operation = Replace | Insert | Delete | Move
Operations = tuple[Operation, ...]


def touched(operations: Sequence[Operation]) -> tuple[str, ...]:
    """The provisions an amendment replaces, strikes, moves or inserts behind, each once, in order."""
    found: dict[str, None] = {}
    for one in operations:
        id = one.after if isinstance(one, Insert) else one.id
        if id is not None:
            found[id] = None
    return tuple(found)


def operations_to_json(operations: Sequence[Operation]) -> list[dict[str, Any]]:
    """The operations as plain dictionaries; `op` is replace, insert, delete or move."""
    return [_to_json(one) for one in operations]


def operations_from_json(content: Sequence[dict[str, Any]]) -> Operations:
    """The operations that `operations_to_json` wrote. Raises KeyError or ValueError on any other shape."""
    return tuple(_from_json(one) for one in content)


def _to_json(operation: Operation) -> dict[str, Any]:
    match operation:
        case Replace(id, base_digest, text):
            return {"op": "replace", "id": id, "base_digest": base_digest, "text": text}
        case Insert(after, provisions):
            written = [provision_to_json(one) for one in provisions]
            return {"op": "insert", "after": after, "provisions": written}
        case Delete(id, base_digest):
            return {"op": "delete", "id": id, "base_digest": base_digest}
        case Move(id, after):
            return {"op": "move", "id": id, "after": after}


def _from_json(content: dict[str, Any]) -> Operation:
    match content["op"]:
        case "replace":
            return Replace(content["id"], content["base_digest"], content["text"])
        case "insert":
            return Insert(content["after"], _provisions(content["provisions"]))
        case "delete":
            return Delete(content["id"], content["base_digest"])
        case "move":
            return Move(content["id"], content["after"])
    raise ValueError(f"unknown operation {content['op']!r}")


def _provisions(content: list[dict[str, Any]]) -> tuple[Provision, ...]:
    return tuple(provision_from_json(one) for one in content)
