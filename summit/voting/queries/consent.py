"""A consent list as pages show it: every item with what becomes of it and who wants it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from summit.db import db
from summit.documents import queries as documents
from summit.domain.text import StaleProvision, operations_from_json
from summit.voting.models import ConsentItem, ConsentPull, Does, Poll
from summit.voting.queries.advising import Recommended, recommendations
from summit.voting.queries.changes import ProvisionChange, changes_made


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An amendment on a consent list; `pulls` is how many delegates want it out."""

    amendment: int
    title: str
    does: Does
    is_pulled: bool
    pulls: int
    changes: tuple[ProvisionChange, ...]
    recommended: tuple[Recommended, ...]


def items_of(poll_number: int, *, pulled: bool = False) -> list[ConsentItem]:
    """The items of a list in order of number; those pulled out only where asked for."""
    wanted = select(ConsentItem).where(ConsentItem.poll_number == poll_number)
    if not pulled:
        wanted = wanted.where(ConsentItem.pulled_at.is_(None))
    return list(
        db.session.scalars(
            wanted.options(joinedload(ConsentItem.amendment))
            .order_by(ConsentItem.amendment_number)
            .execution_options(populate_existing=True)
        )
    )


def consent_shown(poll: Poll) -> tuple[ItemShown, ...]:
    """The list of a poll, also what was pulled out of it; empty for any other poll."""
    items = items_of(poll.number, pulled=True)
    if not items or poll.document_number is None or poll.base is None:
        return ()
    text = documents.text_at(poll.document_number, poll.base)
    said = recommendations(one.amendment_number for one in items)
    pulls = _pulls(poll.number)
    shown = []
    for one in items:
        try:
            changes = changes_made(text, operations_from_json(one.operations))
        except StaleProvision:  # put before the text moved; opening brings it up to date
            changes = ()
        number = one.amendment_number
        shown.append(
            ItemShown(
                number, one.amendment.title, Does(one.does), one.pulled_at is not None,
                pulls.get(number, 0), changes, said.get(number, ()),
            )
        )  # fmt: skip
    return tuple(shown)


def lists_with(amendment: int) -> list[int]:
    """The polls on whose consent list an amendment stood until they opened."""
    wanted = select(ConsentItem.poll_number).where(
        ConsentItem.amendment_number == amendment, ConsentItem.pulled_at.is_(None)
    )
    return list(db.session.scalars(wanted.order_by(ConsentItem.poll_number)))


def decided_by_lists(published: Sequence[int]) -> dict[int, int]:
    """By amendment: the published poll on whose list it stood, among those given."""
    wanted = select(ConsentItem.amendment_number, ConsentItem.poll_number).where(
        ConsentItem.poll_number.in_(published), ConsentItem.pulled_at.is_(None)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted.order_by(ConsentItem.poll_number))}


def _pulls(poll_number: int) -> dict[int, int]:
    rows = db.session.execute(
        select(ConsentPull.amendment_number, func.count())
        .where(ConsentPull.poll_number == poll_number)
        .group_by(ConsentPull.amendment_number)
    )
    return {row[0]: row[1] for row in rows}


def put_to(poll: Poll) -> list[int]:
    """All amendments that a poll decides about, as options or on its list."""
    options = [one.amendment_number for one in poll.options if one.amendment_number is not None]
    return options or [one.amendment_number for one in items_of(poll.number)]
