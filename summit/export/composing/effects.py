"""What a result did to the text, as the record has it."""

from typing import Any

from summit.export.composing.acts import Acts
from summit.export.composing.papers import Papers
from summit.export.model import Effect
from summit.voting.models import Does, Poll, PollKind
from summit.voting.queries import items_of
from summit.voting.queries.whole import fate_in_words


def effect(poll: Poll, papers: Papers, acts: Acts) -> Effect:
    """The adoption of a published poll with all that fell, or what it rejected."""
    adopted = acts.of_poll("amendment_adopted", poll.number)
    revision = poll.revision_made
    if poll.kind == PollKind.CONSENT:
        return _effect_of_list(poll, papers, adopted)
    if poll.kind == PollKind.TEXT:
        said = fate_in_words(poll, acts.of_poll("text_decided", poll.number))
        return Effect(None, None, None, (), (), (), (), whole=said)
    if poll.kind != PollKind.AMENDMENTS:
        return Effect(None, None, None, (), (), (), (), is_on_text=False)
    if not adopted or revision is None or poll.document_number is None:
        rejected = [option.amendment_number for option in poll.options if option.amendment_number is not None]
        return Effect(None, None, None, (), tuple(rejected), (), ())
    carried = {int(number): outcome for number, outcome in adopted["carried"].items()}
    return Effect(
        adopted=adopted["amendment"],
        revision=revision,
        digest=papers.digest(poll.document_asked, revision),
        fallen=tuple(adopted["fallen"]),
        rejected=(),
        obsolete=tuple(number for number, outcome in carried.items() if outcome == "obsolete"),
        orphaned=tuple(number for number, outcome in carried.items() if outcome == "orphaned"),
        merged=tuple(adopted.get("merged", ())),
    )


def _effect_of_list(poll: Poll, papers: Papers, last: dict[str, Any]) -> Effect:
    """What a consent list did; `last` is the record of its last adoption."""
    carried = "for" in (poll.result or {}).get("winners", ())
    does = {one.amendment_number: one.does for one in items_of(poll.number) if carried}
    together = tuple(number for number, what in does.items() if what == Does.ADOPT)
    rejected = tuple(number for number, what in does.items() if what == Does.REJECT)
    fates = {int(number): outcome for number, outcome in last.get("carried", {}).items()}
    digest = None
    if poll.revision_made is not None and poll.document_number is not None:
        digest = papers.digest(poll.document_number, poll.revision_made)
    return Effect(
        adopted=together[-1] if together else None,
        revision=poll.revision_made,
        digest=digest,
        fallen=(),
        rejected=rejected,
        obsolete=tuple(number for number, outcome in fates.items() if outcome == "obsolete"),
        orphaned=tuple(number for number, outcome in fates.items() if outcome == "orphaned"),
        together=together,
    )
