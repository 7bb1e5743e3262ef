"""A compromise made from several amendments: it names them, is put before them, and they end with it."""

from collections.abc import Collection, Iterable

from summit.db import db
from summit.documents import queries
from summit.documents.models import ON_TEXT, PENDING, Amendment, AmendmentState, Document, Replacement
from summit.documents.services.telling import tell_proposer
from summit.domain.errors import Refusal, Unacceptable
from summit.domain.wording import poll_name

FEWEST = 2
MOST = 20


def replaceable(document: Document, numbers: Collection[int]) -> list[Amendment]:
    """The amendments that a compromise is made from, which nobody can take away until the commit.

    The document has to be held. Raises NotFound, Unacceptable for fewer than two or too many and for those
    to other documents, Refusal for what is decided or put to a poll already.
    """
    if not FEWEST <= len(set(numbers)) <= MOST:
        raise Unacceptable(f"A compromise is made from {FEWEST} to {MOST} amendments.")
    found = [queries.amendment(number) for number in sorted(set(numbers))]
    for one in found:
        if one.document_number != document.number:
            raise Unacceptable(f"AM {one.number} is to another document.")
        if one.state not in ON_TEXT:
            raise Refusal(f"AM {one.number} is {one.state} and needs no compromise any more.")
        if one.poll_number is not None:
            raise Refusal(f"AM {one.number} is put to {poll_name(one.poll_number)} already.")
    return found


def replace(compromise: Amendment, replaced: Iterable[Amendment]) -> None:
    """Name those it would replace, and tell their proposers, whose consent it does not need."""
    for one in replaced:
        db.session.add(Replacement(amendment_number=compromise.number, replaces=one.number))
        tell_proposer(one, "compromise", compromise.proposer_id, other=compromise.number)
    db.session.flush()


def merging(adopted: int) -> list[int]:
    """Those that end with the adoption of a compromise: what it replaces and nothing has decided yet."""
    return [one for one in queries.replaced_by(adopted) if queries.amendment(one).state in PENDING]


def merge_into(compromise: int, numbers: Iterable[int]) -> None:
    """They are merged into the compromise that was adopted, which the record and their pages say."""
    for number in numbers:
        one = queries.amendment(number)
        one.state, one.fell_because_of = AmendmentState.MERGED, compromise
        tell_proposer(one, "merged", other=compromise)


def tell_put_next(lost: Amendment) -> None:
    """The compromise was lost: those it would have replaced are put next."""
    for number in queries.replaced_by(lost.number):
        one = queries.amendment(number)
        if one.state in PENDING:
            tell_proposer(one, "put_next", other=lost.number)
