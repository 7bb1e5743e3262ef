"""votes/V-nn/statements.json: what was said about a result, each held by its digest in the chain."""

from typing import Any

from summit.people.queries import public_name
from summit.voting.models import Challenge, Statement
from summit.voting.queries.afterwards import challenges, statements


def words_about(number: int) -> dict[str, Any] | None:
    """Challenges with their rulings, and statements; None where nobody said anything."""
    said, made = challenges(number), statements(number)
    if not (said or made):
        return None
    return {
        "poll": number,
        "challenges": [_challenge(one) for one in said],
        "statements": [_statement(one) for one in made],
    }


def _challenge(one: Challenge) -> dict[str, Any]:
    return {
        "number": one.number,
        "person": one.person_id,
        "name": public_name(one.person),
        "at": one.made_at.isoformat(),
        "words": one.reason,
        "upheld": one.is_upheld,
        "ruling": one.ruling,
        "ruled_at": one.ruled_at and one.ruled_at.isoformat(),
    }


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": str(one.kind),
        "person": one.person_id,
        "name": public_name(one.person),
        "at": one.made_at.isoformat(),
        "words": one.words,
    }
