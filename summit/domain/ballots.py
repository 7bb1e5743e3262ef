"""Ballots: what one holds, its id and receipt, and the padded content that goes into a sealed envelope."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from summit.domain.canonical import canonical_json
from summit.domain.codes import code
from summit.domain.errors import Unacceptable
from summit.domain.marking import Paper, Rank, Way, as_line, ranks_of, written

NONCE_BYTES = 16
RECEIPT_BYTES = 10
PAD_STEP = 256
_HEX = frozenset("0123456789abcdef")


class BallotRejected(Unacceptable):
    """The ballot cannot be taken as it is; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A marked paper: ranks, best first, each an option or several; no rank at all is a blank ballot."""

    ranking: tuple[Rank, ...]

    @property
    def is_blank(self) -> bool:
        return not self.ranking

    @property
    def ranks(self) -> tuple[tuple[str, ...], ...]:
        """Every rank as a tuple of its options."""
        return ranks_of(self.ranking)

    @property
    def named(self) -> tuple[str, ...]:
        """All options that it names, best first."""
        return tuple(id for rank in self.ranks for id in rank)

    @property
    def line(self) -> str:
        """As a form carries it."""
        return as_line(self.ranking)

    def as_json(self) -> dict[str, Any]:
        return {"ranking": [rank if isinstance(rank, str) else list(rank) for rank in self.ranking]}


RANKED = Paper()


def marked(
    ranking: Sequence[Rank | Sequence[str]], options: Sequence[str], *, blank: bool, paper: Paper = RANKED
) -> Ballot:
    """The ballot, checked against the poll.

    `blank` says that the voter asked for a blank ballot; an empty ranking alone is taken for a slip.
    Raises BallotRejected for an empty, doubled, foreign or too long ranking, and for options that share a
    rank where the paper has no equal ranks.
    """
    ranks = ranks_of(ranking)
    if paper.way is not Way.POINTS:
        ranks = tuple(rank for rank in ranks if rank)
    named = [option for rank in ranks for option in rank]
    if blank and named:
        raise BallotRejected("A blank ballot ranks nothing: take the ranking off, or cast it as it stands.")
    if not blank and not named:
        raise BallotRejected(NOTHING_MARKED[paper.way])
    if len(set(named)) != len(named):
        raise BallotRejected("The same option is ranked twice. Give each option one place.")
    if not set(named) <= set(options):
        raise BallotRejected("This ranking names an option that is not in this poll. Reload the ballot.")
    _check_shape(ranks, named, paper)
    return Ballot(written(ranks, options))


NOTHING_MARKED = {
    Way.STANCE: "Choose for, against or abstain, or say that you cast a blank ballot.",
    Way.ONE: "Choose one option, or say that you cast a blank ballot.",
    Way.SEVERAL: "Approve at least one option, or say that you cast a blank ballot.",
    Way.POINTS: "Give points to at least one option, or say that you cast a blank ballot.",
    Way.RANKED: "Rank at least one option, or say that you cast a blank ballot.",
}


def _check_shape(ranks: Sequence[Sequence[str]], named: Sequence[str], paper: Paper) -> None:
    if paper.way in (Way.STANCE, Way.ONE) and len(named) > 1:
        raise BallotRejected("This poll takes one choice. Choose one and take the others off.")
    if paper.way is Way.SEVERAL and len(ranks) > 1:
        raise BallotRejected("This poll ranks nothing: options are approved or not.")
    if paper.way is Way.POINTS and len(ranks) > paper.points:
        raise BallotRejected(f"An option has at most {paper.points} points in this poll.")
    if not paper.equal and any(len(rank) > 1 for rank in ranks):
        raise BallotRejected("In this poll no two options share a place. Give each option its own.")
    if paper.maximum is not None and paper.maximum < (len(named) if paper.way is Way.SEVERAL else len(ranks)):
        verb = "approved" if paper.way is Way.SEVERAL else "ranked"
        raise BallotRejected(f"At most {paper.maximum} options may be {verb} in this poll.")


def is_nonce(text: str) -> bool:
    """128 random bits as 32 lower-case hexadecimal figures; an attempt has the same form."""
    return len(text) == 2 * NONCE_BYTES and set(text) <= _HEX


def ballot_id(poll: int, nonce: str) -> str:
    """SHA-256("summit-ballot" ‖ poll ‖ nonce): poll as 8 bytes, most significant first; nonce as 16 bytes."""
    return hashlib.sha256(b"summit-ballot" + poll.to_bytes(8, signed=True) + bytes.fromhex(nonce)).hexdigest()


def receipt(identity: str) -> str:
    """The first 80 bits of a ballot's id as 16 signs."""
    return code(bytes.fromhex(identity)[:RECEIPT_BYTES])


def padded_length(poll: int, options: Collection[str], paper: Paper = RANKED) -> int:
    """One length in bytes for every ballot of a poll, so that size tells nothing."""
    longest: list[Rank] = [(option,) for option in options]
    fullest = {
        "poll": poll,
        "seat": 2**53 - 1,
        "nonce": "f" * 2 * NONCE_BYTES,
        "content": Ballot((*longest, *[()] * paper.points)).as_json(),
    }
    return -(-len(canonical_json(fullest)) // PAD_STEP) * PAD_STEP


def enclosed(poll: int, seat: int, nonce: str, ballot: Ballot, length: int) -> bytes:
    """The bytes to seal: poll and seat stand inside, for a sealed box has no associated data."""
    inside = {"poll": poll, "seat": seat, "nonce": nonce, "content": ballot.as_json()}
    return canonical_json(inside).ljust(length)


@dataclass(frozen=True, slots=True)
class Opened:
    """What came out of an envelope: the ballot's id, and the ballot or None when it is spoilt."""

    id: str
    ballot: Ballot | None


def opened(
    inside: bytes | None, box: bytes, poll: int, seat: int, options: Sequence[str], paper: Paper = RANKED
) -> Opened:
    """Read the bytes of an opened box; `inside` is None when it could not be opened.

    What belongs to another poll or seat, or is not a ballot of this poll, is spoilt: it is kept and
    counted as such under an id derived from its box, never dropped.
    """
    try:
        read = json.loads(inside or b"")
        if (read["poll"], read["seat"]) != (poll, seat) or not is_nonce(read["nonce"]):
            raise BallotRejected("not this poll's envelope")
        ranking = read["content"]["ranking"]
        ballot = marked(ranking, options, blank=not ranking, paper=paper)
        return Opened(ballot_id(poll, read["nonce"]), ballot)
    except (ValueError, KeyError, TypeError, BallotRejected):
        return Opened(hashlib.sha256(b"spoilt" + box).hexdigest(), None)
