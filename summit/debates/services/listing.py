"""The speakers' list itself: opened, closed, opened again, its time and rules, and its end with the item."""

from dataclasses import dataclass, field

from summit.agenda.models import SittingState
from summit.agenda.queries import floor_of
from summit.agenda.services import ON_LEAVING, require_driver
from summit.db import db, now, transaction
from summit.debates.models import SpeakersList
from summit.debates.queries import rules_before
from summit.debates.services.calling import end_all
from summit.debates.services.lists import driven_list, list_or_none, tell
from summit.domain.errors import Refusal, Unacceptable
from summit.domain.speakers import Rules
from summit.record import keep

USUAL_SECONDS = 120
SHORTEST, LONGEST_SPEECH = 5, 3600


@dataclass(frozen=True, slots=True)
class Terms:
    """Seconds for each speech (None without a limit) and the rules of a list."""

    seconds: int | None = USUAL_SECONDS
    rules: Rules = field(default_factory=Rules)


@transaction
def open_list(actor_id: int, body_id: int, terms: Terms | None = None) -> int:
    """Open a list for what the body has before it; answers its id. Without terms those of its last list hold.

    Raises NotAllowed, NotDriving, NotFound, Unacceptable, Refusal (no open sitting, or there is a list).
    """
    require_driver(actor_id, body_id)
    on = floor_of(body_id)
    if on.sitting is None or on.sitting.state != SittingState.OPEN:
        raise Refusal(f"{on.body.name} does not sit, so nobody can ask for its floor.")
    if list_or_none(body_id) is not None:
        raise Refusal(f"{on.body.name} has a speakers' list already.")
    opened = SpeakersList(body_id=body_id, sitting_id=on.sitting.id, item_id=on.item.id if on.item else None)
    _set(opened, terms or _terms_before(body_id))
    db.session.add(opened)
    db.session.flush()
    keep(
        "speakers_list_opened", body=body_id, sitting=on.sitting.id, item=opened.item_id,
        seconds=opened.seconds, by=actor_id,
    )  # fmt: skip
    tell(opened, "speakers_list_opened")
    return opened.id


@transaction
def close_list(actor_id: int, body_id: int) -> None:
    """Take nothing but points of order from now on; who waits goes on waiting.

    Raises NotAllowed, NotDriving, NotFound, Refusal.
    """
    held = driven_list(actor_id, body_id)
    if held.closed_at is not None:
        raise Refusal("The speakers' list is closed already.")
    held.closed_at = now()
    keep("speakers_list_closed", body=body_id, item=held.item_id, by=actor_id)
    tell(held, "speakers_list_closed")


@transaction
def reopen_list(actor_id: int, body_id: int) -> None:
    """Take requests again. Raises NotAllowed, NotDriving, NotFound, Refusal."""
    held = driven_list(actor_id, body_id)
    if held.closed_at is None:
        raise Refusal("The speakers' list is open already.")
    held.closed_at = None
    keep("speakers_list_reopened", body=body_id, item=held.item_id, by=actor_id)
    tell(held, "speakers_list_reopened")


@transaction
def set_speaking_rules(actor_id: int, body_id: int, terms: Terms) -> None:
    """Change the time of those who are called from now on, and where requests are put from now on.

    Raises NotAllowed, NotDriving, NotFound, Refusal, Unacceptable.
    """
    held = driven_list(actor_id, body_id)
    _set(held, terms)
    keep("speaking_rules_set", body=body_id, by=actor_id, **_written(held))
    tell(held, "speaking_rules_set")


def _terms_before(body_id: int) -> Terms:
    last = rules_before(body_id)
    if last is None:
        return Terms()
    return Terms(last.seconds, Rules(last.newcomers_first, last.alternates, last.interleaves))


def _set(row: SpeakersList, terms: Terms) -> None:
    if terms.seconds is not None and not SHORTEST <= terms.seconds <= LONGEST_SPEECH:
        raise Unacceptable(
            f"Speaking time is between {SHORTEST} and {LONGEST_SPEECH:,} seconds, or without a limit."
        )
    row.seconds = terms.seconds
    rules = terms.rules
    row.newcomers_first, row.alternates, row.interleaves = (
        rules.newcomers_first, rules.alternates, rules.interleaves,
    )  # fmt: skip


def _written(row: SpeakersList) -> dict[str, int | bool | None]:
    return {
        "seconds": row.seconds,
        "newcomers_first": row.newcomers_first,
        "alternates": row.alternates,
        "interleaves": row.interleaves,
    }


def _end(actor_id: int, body_id: int) -> None:
    """The body leaves what it deals with: who speaks is through, and nobody waits any more."""
    held = list_or_none(body_id)
    if held is None:
        return
    end_all(held, actor_id, now())
    held.ended_at = now()
    keep("speakers_list_ended", body=body_id, item=held.item_id, by=actor_id)
    tell(held, "speakers_list_ended")


ON_LEAVING.append(_end)
