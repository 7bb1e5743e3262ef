"""A published result as one JSON document, with all that a recount needs except the ballots themselves."""

from typing import Any

from summit.domain.errors import NotFound
from summit.voting.models import PollState
from summit.voting.queries.polls import name_of, poll
from summit.voting.queries.standing import late


def published_json(number: int) -> dict[str, Any]:
    """Raises NotFound before publication: until then not even the shape of an answer exists."""
    one = poll(number)
    if one.state != PollState.PUBLISHED or one.result is None or one.published_at is None:
        raise NotFound(f"Poll V-{number:02} has no published result.")
    return {
        "poll": number,
        "title": one.title,
        "document": one.document_number,
        "base": one.base,
        "revision": one.revision_made,
        "options": [
            {
                "id": option.id,
                "name": name_of(option),
                "title": option.title,
                "amendment": option.amendment_number,
            }
            for option in one.options
        ],
        "rules_digest": one.rules_digest,
        "roll_digest": one.roll_digest,
        "entitled": one.entitled,
        "received": one.turnout,
        "late": late(number),
        "lots": {
            "commitment": one.lot_commitment,
            "half": one.lot_half,
            "chair_number": one.chair_number,
        },
        "published_at": one.published_at.isoformat(),
        "record_code": one.record_code,
        "result": one.result,
    }
