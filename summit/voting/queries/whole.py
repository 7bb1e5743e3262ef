"""What a vote on a text as a whole made of it, in words."""

from collections.abc import Mapping
from typing import Any

from summit.domain.wording import listed
from summit.voting.models import Poll


def fate_in_words(one: Poll, said: Mapping[str, Any]) -> str:
    """The sentence for a published poll; `said` is what the record holds of its decision, if it made one."""
    if not said:
        return f"Document {one.document_number} is not referred and stays before its body."
    to = f" to {said['to']}" if said["to"] else ""
    words = (
        f"Document {said['document']} is {said['becomes']}{to}, as it stands in revision {said['revision']}."
    )
    gone = listed(f"AM {number}" for number in said["lapsed"])
    if not gone:
        return words
    return f"{words} {gone} {'lapses' if len(said['lapsed']) == 1 else 'lapse'} with it."
