"""Put amendments to a poll: alternatives become one ranked ballot, with "keep the text as it is" on it."""

from collections.abc import Sequence

from sqlalchemy import update

from summit.db import db, transaction
from summit.documents import queries as documents
from summit.documents.models import Amendment, AmendmentState
from summit.documents.queries import collisions_of
from summit.documents.services import require_not_put
from summit.domain.errors import Refusal, Unacceptable, require
from summit.domain.marking import Way, paper_of
from summit.domain.rules import AMENDMENT_PRESETS, Rules, preset
from summit.domain.text import Insert, Operation, operations_from_json
from summit.domain.wording import poll_name
from summit.people.permissions import is_officer
from summit.people.queries import person
from summit.record import keep
from summit.voting.models import KEEP, Option, Poll, PollState
from summit.voting.services.languages import checked_languages
from summit.voting.services.questions import LONGEST_TITLE, stances
from summit.voting.services.steps import require_driver_of, tell


@transaction
def put_to_poll(
    actor_id: int,
    numbers: Sequence[int],
    title: str = "",
    grace_seconds: int | None = None,
    body_id: int | None = None,
    preset_name: str = "competing-amendments",
    languages: Sequence[str] = (),
) -> int:
    """Draft one poll on these amendments; answers its number.

    They must be tabled amendments to one document, each colliding with every other: amendments that can
    stand together are put one after the other. By the preset they are ranked with the text as it is, or,
    one alone, put for or against. `grace_seconds` departs from the preset's time in which a close can be
    undone; every option has to be reviewed in `languages` before the poll opens. The body that decides is
    the one named, else the one that has the document before it, else the plenary. Raises NotAllowed,
    NotDriving, NotFound, Unacceptable, Refusal.
    """
    require(is_officer(person(actor_id)), "Only chairs, secretaries and organisers put amendments to a poll.")
    amendments = held(sorted(set(numbers)))
    _check(amendments)
    document = documents.document(amendments[0].document_number)
    body = require_driver_of(actor_id, body_id or document.body_id)
    rules = preset(preset_name, AMENDMENT_PRESETS).with_(languages=checked_languages(languages))
    rules = rules if grace_seconds is None else rules.with_(grace_seconds=grace_seconds)
    poll = Poll(
        body_id=body,
        document_number=document.number,
        title=_title(amendments, title),
        rules=rules.as_json(),
        base=document.head,
        provisions=[],
        state=PollState.DRAFT,
    )
    poll.options = _paper(amendments, rules)
    poll.provisions = sorted({id for one in amendments for id in _touched(_operations(one))})
    db.session.add(poll)
    db.session.flush()
    claim(amendments, poll.number)
    keep("poll_drafted", poll=poll.number, amendments=[one.number for one in amendments], by=actor_id)
    tell("poll_drafted", poll)
    return poll.number


def held(numbers: Sequence[int]) -> list[Amendment]:
    """The amendments as they stand, while nobody can take one back or move their text."""
    for document in sorted({documents.amendment(number).document_number for number in numbers}):
        require_not_put(documents.document(document, held=True))
    return [documents.amendment(number) for number in numbers]


def _check(amendments: Sequence[Amendment]) -> None:
    if not amendments:
        raise Unacceptable("Choose at least one amendment to put to a poll.")
    if len({one.document_number for one in amendments}) > 1:
        raise Refusal("Amendments to different documents cannot stand on one ballot.")
    for one in amendments:
        if one.state != AmendmentState.TABLED:
            raise Refusal(f"AM {one.number} is {one.state}, so it cannot be put to a poll.")
        if one.poll_number is not None:
            raise Refusal(f"AM {one.number} is put to poll {poll_name(one.poll_number)} already.")
    numbers = {one.number for one in amendments}
    for waiting, compromise in sorted(documents.waiting_behind(numbers).items()):
        if compromise not in numbers:
            raise Refusal(f"AM {compromise} is a compromise that replaces AM {waiting}: put it first.")
    for one in amendments:
        apart = numbers - {one.number} - _colliding(one.number)
        if apart:
            other = min(apart)
            raise Refusal(
                f"AM {one.number} and AM {other} do not collide: both can be adopted, so they are put apart."
            )


def _colliding(number: int) -> set[int]:
    return {other for row in collisions_of(number) for other in (row.one, row.other)}


def _operations(amendment: Amendment) -> tuple[Operation, ...]:
    return operations_from_json(amendment.current.operations)


def _touched(operations: Sequence[Operation]) -> set[str]:
    """The provisions that are changed, struck or moved; what is only inserted touches none."""
    return {one.id for one in operations if not isinstance(one, Insert)}


def touched_by(amendment: Amendment) -> set[str]:
    """The provisions that an amendment changes, strikes or moves."""
    return _touched(_operations(amendment))


def _options(amendments: Sequence[Amendment]) -> list[Option]:
    return [
        Option(
            id=f"am{one.number}",
            position=position,
            amendment_number=one.number,
            title=one.title,
            operations=one.current.operations,
        )
        for position, one in enumerate(amendments)
    ]


def _paper(amendments: Sequence[Amendment], rules: Rules) -> list[Option]:
    """Alternatives and the text as it is, or for and against one amendment."""
    if paper_of(rules).way is not Way.STANCE:
        kept = Option(id=KEEP, position=len(amendments), title="Keep the text as it is")
        return [*_options(amendments), kept]
    if len(amendments) > 1:
        raise Refusal("Several amendments cannot be put for or against at once. Rank them, or put one.")
    return stances(amendments[0].number, amendments[0].current.operations)


def _title(amendments: Sequence[Amendment], title: str) -> str:
    wanted = " ".join(title.split())
    if len(wanted) > LONGEST_TITLE:
        raise Unacceptable(f"A poll's title has at most {LONGEST_TITLE} signs.")
    if wanted:
        return wanted
    named = ", ".join(f"AM {one.number}" for one in amendments)
    return f"{amendments[0].title}" if len(amendments) == 1 else f"Alternatives: {named}"


def claim(amendments: Sequence[Amendment], poll_number: int) -> None:
    """One undecided poll for each amendment: the second chair to put it finds it taken."""
    for one in amendments:
        claimed = db.session.execute(
            update(Amendment)
            .where(Amendment.number == one.number, Amendment.poll_number.is_(None))
            .values(poll_number=poll_number)
            .returning(Amendment.number)
            .execution_options(synchronize_session=False)
        ).first()
        if claimed is None:
            raise Refusal(f"AM {one.number} was put to another poll a moment ago.")
