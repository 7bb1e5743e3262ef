"""Ballots: what one holds, its id and receipt, and the padded content that goes into a sealed envelope."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from summit.domain.canonical import canonical_json
from summit.domain.codes import code
from summit.domain.errors import Unacceptable

NONCE_BYTES = 16
RECEIPT_BYTES = 10
PAD_STEP = 256
_HEX = frozenset("0123456789abcdef")


class BallotRejected(Unacceptable):
    """The ballot cannot be taken as it is; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A marked paper: option ids, best first; an empty ranking is a blank ballot."""

    ranking: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not self.ranking

    def as_json(self) -> dict[str, Any]:
        return {"ranking": list(self.ranking)}


def marked(ranking: Sequence[str], options: Collection[str], *, blank: bool, maximum: int | None) -> Ballot:
    """The ballot, checked against the poll.

    `blank` says that the voter asked for a blank ballot; an empty ranking alone is taken for a slip.
    Raises BallotRejected for an empty, doubled, foreign or too long ranking.
    """
    if blank and ranking:
        raise BallotRejected("A blank ballot ranks nothing: take the ranking off, or cast it as it stands.")
    if not blank and not ranking:
        raise BallotRejected("Rank at least one option, or say that you cast a blank ballot.")
    if len(set(ranking)) != len(ranking):
        raise BallotRejected("The same option is ranked twice. Give each option one place.")
    if not set(ranking) <= set(options):
        raise BallotRejected("This ranking names an option that is not in this poll. Reload the ballot.")
    if maximum is not None and len(ranking) > maximum:
        raise BallotRejected(f"At most {maximum} options may be ranked in this poll.")
    return Ballot(tuple(ranking))


def is_nonce(text: str) -> bool:
    """128 random bits as 32 lower-case hexadecimal figures; an attempt has the same form."""
    return len(text) == 2 * NONCE_BYTES and set(text) <= _HEX


def ballot_id(poll: int, nonce: str) -> str:
    """SHA-256("summit-ballot" ‖ poll ‖ nonce): poll as 8 bytes, most significant first; nonce as 16 bytes."""
    return hashlib.sha256(b"summit-ballot" + poll.to_bytes(8) + bytes.fromhex(nonce)).hexdigest()


def receipt(identity: str) -> str:
    """The first 80 bits of a ballot's id as 16 signs."""
    return code(bytes.fromhex(identity)[:RECEIPT_BYTES])


def padded_length(poll: int, options: Collection[str]) -> int:
    """One length in bytes for every ballot of a poll, so that size tells nothing."""
    fullest = {
        "poll": poll,
        "seat": 2**53 - 1,
        "nonce": "f" * 2 * NONCE_BYTES,
        "content": Ballot(tuple(options)).as_json(),
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
    inside: bytes | None, box: bytes, poll: int, seat: int, options: Collection[str], maximum: int | None
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
        ballot = marked(ranking, options, blank=not ranking, maximum=maximum)
        return Opened(ballot_id(poll, read["nonce"]), ballot)
    except (ValueError, KeyError, TypeError, BallotRejected):
        return Opened(hashlib.sha256(b"spoilt" + box).hexdigest(), None)
