"""What voiding a published poll took back, or would: in words, and as changes to the text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summit.documents import queries as documents
from summit.documents.services import Undoing
from summit.domain.wording import listed
from summit.voting.models import Poll, PollState
from summit.voting.queries.changes import ProvisionChange, changes_made
from summit.voting.queries.codes import record_entry


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The revision made, or that would be, how it changes the text, and what becomes of amendments."""

    revision: int | None
    changes: tuple[ProvisionChange, ...]
    sentences: tuple[str, ...]


def would_be_taken_back(done: Undoing) -> TakenBack:
    """What voiding a published poll would do, for the officers who are about to sign it."""
    document = documents.document(done.document)
    before = documents.text_at(done.document, document.head)
    carried = {number: one.outcome for number, one in done.carried}
    return TakenBack(
        None if done.rescinds is None else document.head + 1,
        changes_made(before, done.operations),
        sentences(done.returned, done.held_amendments, carried),
    )


def taken_back(poll: Poll) -> TakenBack | None:
    """What voiding this poll took back; None where nothing had been decided."""
    if poll.state != PollState.VOID or not poll.was_published:
        return None
    rescinded = record_entry("adoption_rescinded", poll.number)
    entry = rescinded or record_entry("rejection_rescinded", poll.number)
    if entry is None:
        return None
    carried = {int(number): outcome for number, outcome in entry.payload["carried"].items()}
    returned = entry.payload.get("returned", list(carried))
    said = sentences(returned, entry.payload.get("held", []), carried)
    return TakenBack(entry.payload.get("revision"), (), said)


def sentences(returned: Iterable[int], held: Iterable[int], carried: Mapping[int, str]) -> tuple[str, ...]:
    """What became of the amendments; those that were pending before and are carried unchanged go unsaid."""
    kept = [number for number in sorted(returned) if carried.get(number) in ("clean", "moved")]
    found = (
        (kept, "{ams} is pending again.", "{ams} are pending again."),
        (
            sorted(held),
            "{ams} is on hold until the chair rules, for what was built upon is gone.",
            "{ams} are on hold until the chair rules, for what was built upon is gone.",
        ),
        (
            _becoming("orphaned", carried),
            "{ams} is orphaned: the words to be changed are not in the text.",
            "{ams} are orphaned: the words to be changed are not in the text.",
        ),
        (
            _becoming("obsolete", carried),
            "{ams} is obsolete: what was asked for is in the text already.",
            "{ams} are obsolete: what was asked for is in the text already.",
        ),
    )
    return tuple(_sentence(*one) for one in found if one[0])


def _becoming(outcome: str, carried: Mapping[int, str]) -> list[int]:
    return [number for number in sorted(carried) if carried[number] == outcome]


def _sentence(numbers: Sequence[int], of_one: str, of_several: str) -> str:
    words = of_one if len(numbers) == 1 else of_several
    return words.format(ams=listed(f"AM {number}" for number in numbers))
