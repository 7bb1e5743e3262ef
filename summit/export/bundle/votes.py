"""votes/V-nn/: rules, register, lots, ballots and result of every published poll."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from summit.db import db
from summit.domain.errors import NotFound
from summit.domain.formats import Election, write_blt, write_rank_csv
from summit.domain.lots import lots
from summit.domain.marking import content_ranks
from summit.domain.tally import Profile, Ranking
from summit.domain.wording import poll_name
from summit.export.bundle.lines import json_lines, table
from summit.export.bundle.registers import REGISTER, ROLL_CALL, register, roll_call
from summit.export.bundle.words import words_about
from summit.jobs.politely import politely
from summit.voting.models import Ballot, Poll, PollKind
from summit.voting.queries import late, published_ballots, real_polls
from summit.voting.services.consenting import frozen_items


def votes() -> Iterator[tuple[str, bytes]]:
    """The files of all published polls, by path."""
    wanted = real_polls().where(Poll.published_at.is_not(None)).options(selectinload(Poll.options))
    for poll in politely(db.session.scalars(wanted)):
        for name, content in _files(poll):
            yield f"votes/V-{poll.number:02}/{name}", content


def write_scrutiny(number: int) -> bytes:
    """All ballots of a published poll, for scrutineers: what `verify.py --ballots` takes. Raises NotFound."""
    poll = db.session.get(Poll, number)
    if poll is None or poll.is_practice or not poll.was_published:
        raise NotFound(f"Poll {poll_name(number)} has no published result.")
    if poll.is_roll_call or poll.is_by_hand:
        return json_lines({"poll": number, **published_ballots(poll)})
    stored = db.session.scalars(select(Ballot).where(Ballot.poll_number == number).order_by(Ballot.id))
    ballots = [{"id": one.id, **one.content} for one in stored]
    return json_lines({"poll": number, "published": "linked", "ballots": ballots})


def _files(poll: Poll) -> Iterator[tuple[str, bytes]]:
    ballots = published_ballots(poll)
    yield "poll.json", json_lines(_about(poll))
    yield "rules.json", json_lines(poll.rules)
    yield "register.csv", table(REGISTER, register(poll))
    yield "lots.json", json_lines(_lots(poll))
    yield "ballots.json", json_lines({"poll": poll.number, **ballots})
    if ballots["published"] not in ("digest", "by_hand"):
        election = _election(poll, ballots.get("contents") or ballots["ballots"])
        yield "ballots.blt", write_blt(election).encode()
        yield "ballots.csv", write_rank_csv(Election(election.profile, election.seats)).encode()
    if poll.is_roll_call and not poll.is_by_hand:
        yield "roll_call.csv", table(ROLL_CALL, roll_call(poll))
    yield "result.json", json_lines(poll.result or {})
    if said := words_about(poll.number):
        yield "statements.json", json_lines(said)


def _about(poll: Poll) -> dict[str, Any]:
    options = [
        {
            "id": one.id,
            "amendment": one.amendment_number,
            "title": one.title,
            "operations": one.operations,
        }
        for one in poll.options
    ]
    return {
        "number": poll.number,
        "kind": str(poll.kind),
        "title": poll.title,
        "document": poll.document_number,
        "base": poll.base,
        "announced_at": _moment(poll.announced_at),
        "opened_at": _moment(poll.opened_at),
        "closed_at": _moment(poll.closed_at),
        "published_at": _moment(poll.published_at),
        "entitled": poll.entitled,
        "present": poll.present,
        "present_for_quorum": poll.present_for_quorum,
        "received": poll.turnout,
        "late": late(poll.number),
        "not_found": poll.not_found,
        "record_code": poll.record_code,
        "revision": poll.revision_made,
        "void": poll.void_reason,
        "repeats": poll.repeats_number,
        "by_hand": poll.is_by_hand,
        "options": options,
        **({} if poll.asks is None else {"asks": poll.asks}),
        **({"items": frozen_items(poll.number)} if poll.kind == PollKind.CONSENT else {}),
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _lots(poll: Poll) -> dict[str, Any]:
    half, chair = poll.lot_half or "", poll.chair_number or ""
    order = lots([one.id for one in poll.options], bytes.fromhex(half), chair, str(poll.number))
    return {"commitment": poll.lot_commitment, "half": half, "chair_number": chair, "order": list(order)}


def _election(poll: Poll, contents: Sequence[Mapping[str, Any]]) -> Election:
    """The ballots that can be read, for other programs; spoilt ones stand in ballots.json alone."""
    rankings = tuple(Ranking(content_ranks(one)) for one in contents if not one.get("spoilt"))
    names = {one.id: one.title for one in poll.options}
    seats = int(poll.rules.get("seats", 1))
    return Election(Profile(tuple(names), rankings), seats, f"{poll_name(poll.number)}: {poll.title}", names)
