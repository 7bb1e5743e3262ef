"""What a published result gives away of its ballots: as much as its rules say."""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from summit.db import db
from summit.domain.ballots import receipt
from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.errors import NotFound
from summit.domain.tally import Profile, Ranking, Rules, count
from summit.people.models import Role
from summit.people.services import accredit
from summit.record import RecordEntry
from summit.voting.models import KEEP, Poll
from summit.voting.queries import published_json
from summit.voting.services import announce_poll, open_poll, publish_poll, put_to_poll
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, cast, closed


def decided(people: Cast, voters: int, every: int = 3, **rules: object) -> tuple[int, set[str]]:
    """A published poll with this many ballots, one of `every` to keep the text; number and receipts."""
    ids = [accredit(None, f"Voter {n}", Role.DELEGATE, f"05-{n:02}").id for n in range(voters)]
    amendment = an_amendment(people.lucia, a_document(), "Institutions shall publish.")
    poll = put_to_poll(people.organiser, [amendment])
    row = db.session.get(Poll, poll)
    row.rules = {**row.rules, **rules}
    db.session.commit()
    announce_poll(people.organiser, poll)
    open_poll(people.organiser, poll, "1 2 3")
    receipts = {
        cast(one, poll, *([f"am{amendment}"] if n % every else [KEEP])).receipt for n, one in enumerate(ids)
    }
    closed(people.organiser, poll)
    with pytest.raises(NotFound):
        published_json(poll)
    publish_poll(people.organiser, poll)
    return poll, receipts


def test_linked_ballots_are_found_by_their_receipts_and_recounted(inside: Flask, people: Cast) -> None:
    poll, receipts = decided(people, 21)
    found = published_json(poll)
    ballots = found["ballots"]["ballots"]
    assert {receipt(one["id"]) for one in ballots} == receipts
    rankings = tuple(Ranking(tuple((option,) for option in one["ranking"])) for one in ballots)
    options = tuple(option["id"] for option in found["options"])
    again = count(Profile(options, rankings), Rules.from_json(found["result"]["rules"]), entitled=25)
    assert again.as_json()["rounds"] == found["result"]["rounds"]


def test_separate_lists_do_not_tell_which_id_has_which_ranking(inside: Flask, people: Cast) -> None:
    poll, receipts = decided(people, 21, publication="separate")
    found = published_json(poll)["ballots"]
    assert {receipt(one) for one in found["ids"]} == receipts
    assert found["contents"] == sorted(found["contents"], key=json.dumps)
    assert found["ids"] == sorted(found["ids"])
    assert len(found["contents"]) == 21
    assert "ballots" not in found


def test_nobody_finds_out_by_trying_what_ballots_say_that_are_published_apart(
    inside: Flask, people: Cast
) -> None:
    """Before publication how many say what; after it which receipt is that of the one who wants no change."""
    poll, _ = decided(people, 21, every=21, publication="separate")
    found = published_json(poll)["ballots"]
    ids, contents = found["ids"], found["contents"]
    closing = db.session.scalar(select(RecordEntry).where(RecordEntry.kind == "poll_closed"))
    assert found["digest"] == closing.payload["ballots"] == sha256_hex(canonical_json([ids, contents]))
    odd = contents.index({"ranking": [KEEP]})
    others = contents[:odd] + contents[odd + 1 :]
    tried = [contents, *([*others[:n], contents[odd], *others[n:]] for n in range(21))]
    tried += [[list(pair) for pair in zip(ids, order, strict=True)] for order in tried]
    told = {value for entry in (closing.payload, found) for value in entry.values() if isinstance(value, str)}
    assert told.isdisjoint(sha256_hex(canonical_json(one)) for one in tried)


def test_few_ballots_are_known_by_their_digest_alone(inside: Flask, people: Cast) -> None:
    poll, _ = decided(people, 19)
    found = published_json(poll)["ballots"]
    assert set(found) == {"digest", "published"}
    closing = db.session.scalar(select(RecordEntry).where(RecordEntry.kind == "poll_closed"))
    assert found["digest"] == closing.payload["ballots"]
