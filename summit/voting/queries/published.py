"""A published result as one JSON document, with all that a recount needs and the rules let be known."""

from typing import Any

from sqlalchemy import select

from summit.db import db
from summit.domain.errors import NotFound
from summit.domain.hand_counts import published as by_hand
from summit.domain.registers import ballots_digest, sorted_contents
from summit.domain.rules import Rules
from summit.domain.wording import poll_name
from summit.voting.models import Ballot, Poll
from summit.voting.queries.called import called_digest, called_number, published_called
from summit.voting.queries.names import name_of
from summit.voting.queries.polls import poll
from summit.voting.queries.standing import late


def published_json(number: int) -> dict[str, Any]:
    """Raises NotFound before publication: until then not even the shape of an answer exists."""
    one = poll(number)
    if one.result is None or one.published_at is None:
        raise NotFound(f"Poll {poll_name(number)} has no published result.")
    return {
        "poll": number,
        "kind": one.kind,
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
        "present": one.present,
        "present_for_quorum": one.present_for_quorum,
        "received": one.turnout,
        "late": late(number),
        "not_found": one.not_found,
        "lots": {
            "commitment": one.lot_commitment,
            "half": one.lot_half,
            "chair_number": one.chair_number,
        },
        "published_at": one.published_at.isoformat(),
        "void": one.void_reason,
        "record_code": one.record_code,
        "ballots": published_ballots(one),
        "result": one.result,
        "other_methods": one.other_methods,
    }


def published_ballots(one: Poll) -> dict[str, Any]:
    """The ballots as the rules publish them, and the digest that the record took at closing.

    Linked: each id beside its ranking. Separate: ids and rankings in two lists, each sorted by itself. Below
    the small-group limit neither, for few ballots would say who cast them. A roll call: by seat. Counted by
    hand: two tellers' figures.
    """
    if one.hand_count:
        return by_hand(one.hand_count)
    if one.is_roll_call:
        return published_called(one)
    stored = db.session.scalars(
        select(Ballot).where(Ballot.poll_number == one.number).order_by(Ballot.id)
    ).all()
    rules = Rules.from_json(one.rules)
    digest = ballots_digest(((ballot.id, ballot.content) for ballot in stored), rules)
    if len(stored) < rules.small_group_limit:
        return {"digest": digest, "published": "digest"}
    if not rules.are_published_apart(len(stored)):
        linked = [{"id": ballot.id, **ballot.content} for ballot in stored]
        return {"digest": digest, "published": "linked", "ballots": linked}
    contents = sorted_contents(ballot.content for ballot in stored)
    ids = [ballot.id for ballot in stored]
    return {"digest": digest, "published": "separate", "ids": ids, "contents": contents}


def ballots_kept(one: Poll) -> tuple[int, str]:
    """How many ballots of a closed poll are stored, and their digest as the record took it.

    Counted by hand: how many two tellers counted, and the digest of their figures.
    """
    if one.hand_count:
        return sum(one.hand_count["figures"].values()), str(by_hand(one.hand_count)["digest"])
    if one.is_roll_call:
        return called_number(one), called_digest(one)
    rows = db.session.execute(select(Ballot.id, Ballot.content).where(Ballot.poll_number == one.number)).all()
    return len(rows), ballots_digest(((row.id, row.content) for row in rows), Rules.from_json(one.rules))
