"""Propose what was written on an earlier text: carried to the latest one as what is pending was."""

from collections.abc import Sequence

from summit.db import clock, db
from summit.documents import queries
from summit.documents.models import Amendment, AmendmentForm, Document
from summit.documents.services import logged
from summit.documents.services.before import require_before
from summit.documents.services.changes import Change, changed
from summit.documents.services.colliding import find_collisions
from summit.documents.services.importing import document_topic
from summit.documents.services.proposing import TextChanged, check_words
from summit.documents.services.revising import NOT_CARRIED, carry_over
from summit.domain.errors import Unacceptable
from summit.domain.text import Carrying, Operations, derive, operations_to_json
from summit.events import TopicName, announce
from summit.record import keep


class WordsGone(TextChanged):
    """The text was changed at the very words that the proposer changes; `words` says which."""

    def __init__(self, provisions: Sequence[str], seen: int, head: int, words: Sequence[str]) -> None:
        super().__init__(provisions, seen, head)
        said = ", ".join(f"“{one}”" for one in dict.fromkeys(words) if one)
        self.args = (
            f"The text has changed since revision {seen}, at the words that this changes: {said or 'all'}. "
            "Both cannot stand. Withdraw it and amend the text as it is now; what you wrote stays readable.",
        )


def propose_as_written(
    document: Document, actor_id: int, seen: int, changes: Sequence[Change], title: str, rationale: str
) -> Amendment:
    """Table it as though it had been proposed on revision `seen`, and carry it along what was adopted since.

    The document has to be held. Raises TextDecided, Unacceptable, WordsGone where it cannot be carried, or
    where the text holds already what it asks for.
    """
    require_before(document)
    check_words(title, rationale)
    amendment = _entered(document, actor_id, title, rationale)
    then = queries.text_at(document.number, seen)
    operations = derive(then, changed(then, changes, prefix=f"am{amendment.number}-"))
    if not operations:
        raise Unacceptable("The form says what the text said: nothing would change.")
    form = {"base": seen, "operations": operations_to_json(operations)}
    db.session.add(AmendmentForm(amendment_number=amendment.number, number=1, origin="proposer", **form))
    db.session.flush()
    db.session.refresh(amendment)
    if seen != document.head:
        _carry(document, amendment, seen, operations)
    find_collisions(document, [amendment.number])
    keep(
        "amendment_proposed", amendment=amendment.number, document=document.number, **form,
        title=amendment.title, state=str(amendment.state), seconders=document.seconders, by=actor_id,
    )  # fmt: skip
    for topic in (document_topic(document.number), TopicName("summit")):
        announce(topic, "amendment_proposed", amendment=amendment.number, document=document.number)
    return amendment


def _entered(document: Document, actor_id: int, title: str, rationale: str) -> Amendment:
    amendment = Amendment(
        document_number=document.number, title=" ".join(title.split()), rationale=rationale.strip(),
        proposer_id=actor_id, tabled_at=None if document.seconders else clock(),
    )  # fmt: skip
    db.session.add(amendment)
    db.session.flush()
    amendment.state = amendment.standing
    return amendment


def _carry(document: Document, amendment: Amendment, seen: int, operations: Operations) -> None:
    done = Carrying(logged.course_of(document.number)).afresh(logged.own_words(amendment))
    if done.outcome in NOT_CARRIED:
        places = [str(getattr(one, "id", "")) for one in operations]
        raise WordsGone(places, seen, document.head, [one.words for one in done.collisions])
    carry_over(amendment, done, document.head)
