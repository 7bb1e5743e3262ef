"""Propose an amendment from what was edited in place, and take one back."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import delete

from summit.agenda.models import Act
from summit.agenda.queries import is_open
from summit.agenda.services import require_open
from summit.db import clock, db, transaction
from summit.documents import queries
from summit.documents.models import (
    ON_TEXT,
    Amendment,
    AmendmentForm,
    AmendmentState,
    Collision,
    Document,
    Draft,
)
from summit.documents.permissions import may_compose, may_propose, may_withdraw
from summit.documents.services.before import require_before
from summit.documents.services.changes import Change, changed
from summit.documents.services.colliding import collision_rows
from summit.documents.services.compromising import replace, replaceable
from summit.documents.services.importing import document_topic
from summit.documents.services.telling import tell_collisions
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.text import (
    Operation,
    Text,
    derive,
    edges_of,
    operations_from_json,
    operations_to_json,
    provision_digest,
)
from summit.events import TopicName, announce
from summit.people.queries import person
from summit.record import keep

LONGEST_TITLE = 200
LONGEST_RATIONALE = 5_000
GROWN: list[Callable[[int, int], None]] = []
"""Told of (intervention, amendment) when words of a debate become one; the feature above enters it."""


class TextChanged(Refusal):
    """A provision was changed since the proposer's page was made; `provisions` names which."""

    def __init__(self, provisions: Sequence[str], seen: int, head: int) -> None:
        super().__init__(
            f"The text has moved from revision {seen} to {head} and the words you changed are not the same. "
            "Look at what changed; what you typed is kept."
        )
        self.provisions = tuple(provisions)


@transaction
def propose_amendment(
    actor_id: int,
    document_number: int,
    seen: int,
    changes: Sequence[Change],
    title: str,
    rationale: str = "",
    *,
    is_late: bool = False,
    replaces: Collection[int] = (),
    draft: int | None = None,
    is_in_time: bool = False,
    said: int | None = None,
) -> int:
    """Propose an amendment to the text as of revision `seen`; answers its number.

    With `replaces` it is a compromise, put before these; a `draft` that it was written as is gone with it;
    `said` is the intervention that it grew out of. It is tabled at once where no seconders are needed. After
    the deadline it is refused or, if `is_late` asks for that, waits for the chair; `is_in_time`: it was
    written before, on a translation. Collisions are stored and told. Raises NotAllowed, NotFound, ActIsOver,
    Unacceptable (nothing changed, no title, too long), TextChanged, Refusal for what is decided.
    """
    proposer = person(actor_id)
    may = may_compose(proposer) if replaces else may_propose(proposer)
    require(may, "Only delegates propose amendments, and rapporteurs compromises.")
    waits = _waits(document_number, is_late=is_late, is_in_time=is_in_time)
    check_words(title, rationale)
    document = queries.document(document_number, held=True)
    text = _current_text(document, seen, changes)
    replaced = replaceable(document, replaces) if replaces else []
    amendment = _entered(document, actor_id, title, rationale, waits=waits)
    _grows(amendment, said)
    operations = derive(text, changed(text, changes, prefix=f"am{amendment.number}-"))
    if not operations:
        raise Unacceptable(
            "You have not changed anything yet. Edit the words, strike them or add a paragraph."
        )
    form = {"base": document.head, "operations": operations_to_json(operations)}
    db.session.add(AmendmentForm(amendment_number=amendment.number, number=1, origin="proposer", **form))
    _store_collisions(document, text, amendment, operations)
    replace(amendment, replaced)
    if draft is not None:
        db.session.execute(delete(Draft).where(Draft.id == draft, Draft.author_id == actor_id))
    keep(
        "amendment_proposed", amendment=amendment.number, document=document_number, **form,
        title=amendment.title, state=str(amendment.state), seconders=document.seconders, by=actor_id,
        **_origins(replaced, said),
    )  # fmt: skip
    _announce(amendment)
    return amendment.number


def _announce(amendment: Amendment) -> None:
    for topic in (document_topic(amendment.document_number), TopicName("summit")):
        announce(topic, "amendment_proposed", amendment=amendment.number, document=amendment.document_number)


def _origins(replaced: Sequence[Amendment], said: int | None) -> dict[str, object]:
    """What the record says that it was made from."""
    made: dict[str, object] = {"replaces": [one.number for one in replaced]} if replaced else {}
    return made | ({"intervention": said} if said is not None else {})


def _grows(amendment: Amendment, said: int | None) -> None:
    if said is not None:
        amendment.said_number = said
        for told in GROWN:
            told(said, amendment.number)


def _waits(document_number: int, *, is_late: bool, is_in_time: bool) -> bool:
    """Whether the chair has to admit it. Raises ActIsOver where it is late and does not ask for that."""
    waits = is_late and not is_open(Act.PROPOSING, document_number)
    if not waits and not is_in_time:
        require_open(Act.PROPOSING, document_number)
    return waits


def _entered(document: Document, actor_id: int, title: str, rationale: str, *, waits: bool) -> Amendment:
    """The row of a new amendment, with its number and the state that it begins in."""
    amendment = Amendment(
        document_number=document.number, title=" ".join(title.split()), rationale=rationale.strip(),
        proposer_id=actor_id, admission="asked" if waits else None,
    )  # fmt: skip
    if not waits and document.seconders == 0:
        amendment.tabled_at = clock()
    db.session.add(amendment)
    db.session.flush()
    amendment.state = amendment.standing
    return amendment


def check_words(title: str, rationale: str) -> None:
    """Raises Unacceptable for no title, a long one or long reasons."""
    if not title.strip() or len(title) > LONGEST_TITLE:
        raise Unacceptable(f"Say in a few words what the amendment does (at most {LONGEST_TITLE} signs).")
    if len(rationale) > LONGEST_RATIONALE:
        raise Unacceptable(f"The reasons have at most {LONGEST_RATIONALE:,} signs.")


def _current_text(document: Document, seen: int, changes: Sequence[Change]) -> Text:
    """The latest text, if it takes amendments and what is touched still reads as the proposer saw it.

    Raises TextDecided, Refusal while it is put as a whole, TextChanged.
    """
    require_before(document)
    head = queries.text_at(document.number, document.head)
    if seen == document.head:
        return head
    now = {provision.id: provision_digest(provision) for provision in head}
    then = {p.id: provision_digest(p) for p in queries.text_at(document.number, seen)}
    moved = [
        change.id
        for change in changes
        if change.id
        and (change.id not in now or (change.is_on_words and now[change.id] != then.get(change.id)))
    ]
    if moved:
        raise TextChanged(moved, seen, document.head)
    return head


def _store_collisions(
    document: Document, text: Text, amendment: Amendment, operations: Sequence[Operation]
) -> None:
    number = amendment.number
    tabled = queries.amendments(document.number, *ON_TEXT)
    made = {
        one.number: operations_from_json(one.current.operations) for one in tabled if one.number != number
    }
    rows = collision_rows(edges_of(number, text, {**made, number: tuple(operations)}))
    db.session.add_all(Collision(**row) for row in rows)
    tell_collisions(rows, {one.number: one for one in tabled}, by=amendment.proposer_id)


@transaction
def withdraw_amendment(actor_id: int, number: int) -> None:
    """The proposer takes a pending amendment back; it stays readable, its collisions end.

    Raises NotAllowed, NotFound.
    """
    queries.document(queries.amendment(number).document_number, held=True)
    amendment = queries.amendment(number)  # looked at again, since nothing can carry it elsewhere any more
    require(may_withdraw(person(actor_id), amendment), "Only its proposer may withdraw a pending amendment.")
    amendment.state = AmendmentState.WITHDRAWN
    keep("amendment_withdrawn", amendment=number, by=actor_id)
    for topic in (document_topic(amendment.document_number), TopicName("summit")):
        announce(topic, "amendment_withdrawn", amendment=number, document=amendment.document_number)
