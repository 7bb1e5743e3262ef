"""The published result of a poll: the sentence and the final round first, then how it came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summit.documents import queries as documents
from summit.domain.marking import STANCES
from summit.domain.text import derive, from_json, operations_from_json
from summit.domain.wording import listed, share
from summit.voting.models import Does, Poll, PollKind
from summit.voting.queries.called import called_votes
from summit.voting.queries.changes import ProvisionChange, changes_made
from summit.voting.queries.codes import record_code, record_entry
from summit.voting.queries.consent import items_of
from summit.voting.queries.names import name_of
from summit.voting.queries.otherwise import OtherMethods, other_methods
from summit.voting.queries.pairs import Pairs, pairs_shown
from summit.voting.queries.polls import base_of, poll
from summit.voting.queries.rounds import RoundShown, Step, Words, bars, round_shown, steps_of
from summit.voting.queries.sentences import begun, figure, in_words, votes_of
from summit.voting.queries.standing import late, on_paper
from summit.voting.queries.verdicts import UNITS, headline, lead
from summit.voting.queries.whole import fate_in_words

Cell = tuple[str, str | None] | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of rounds; a cell is (figure, change) or None where the option was out."""

    head: str
    cells: tuple[Cell, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Papers:
    """Participation: who could, who did, and what became of papers that count for nobody."""

    entitled: int
    received: int
    turnout: str
    blank: int
    spoilt: int
    late: int
    on_paper: int


@dataclass(frozen=True, slots=True)
class ResultShown:
    """Everything the result page says. Nothing in it exists before publication."""

    is_carried: bool
    headline: str
    lead: str
    has_text: bool
    final: RoundShown | None
    rounds: tuple[RoundShown, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    pairs: Pairs | None
    papers: Papers
    revision: int | None
    text: tuple[ProvisionChange, ...]
    effects: str
    code: str
    others: OtherMethods | None
    called: tuple[tuple[str, str, str], ...]
    """(seat, name, vote in words) of a roll call."""


def result_shown(number: int) -> ResultShown | None:
    """The result, or None before publication. Raises NotFound."""
    one = poll(number)
    if not one.was_published or one.result is None:
        return None
    words = _words(one, one.result)
    steps = [] if one.result["pairwise"] is not None else steps_of(one.result)
    rounds = tuple(round_shown(steps, place, words) for place in range(len(steps)))
    return ResultShown(
        is_carried=bool(one.result["is_carried"]),
        headline=headline(one, words),
        lead=lead(one, one.result, steps, words),
        has_text=one.kind in (PollKind.AMENDMENTS, PollKind.CONSENT),
        final=_final(steps, rounds, words),
        rounds=rounds,
        columns=tuple(each.title for each in rounds),
        rows=_rows(steps, words, counts_choices=one.is_by_hand),
        pairs=pairs_shown(one.result, words),
        papers=_papers(one, one.result),
        revision=one.revision_made,
        text=_text(one),
        effects=_effects(one, words),
        code=record_code("poll_published", number),
        others=other_methods(one, words),
        called=tuple(
            (line.seat, line.name, in_words(line.content, words.names)) for line in called_votes(one)
        ),
    )


def _words(one: Poll, result: Mapping[str, Any]) -> Words:
    names = {option.id: name_of(option) for option in one.options}
    titles = {
        option.id: option.title
        for option in one.options
        if option.amendment_number and option.id not in STANCES
    }
    return Words(names, titles, result["ties"], one.chair_number, one.rules["method"])


def _final(steps: Sequence[Step], rounds: Sequence[RoundShown], words: Words) -> RoundShown | None:
    if not steps:
        return None
    last = rounds[-1]
    drawn = bars(steps[-1], words, is_last=True, titled=True)
    return RoundShown(last.title, last.sentence, drawn, last.whole, last.need, last.ties, last.is_quota)


def _rows(steps: Sequence[Step], words: Words, *, counts_choices: bool) -> tuple[Row, ...]:
    """A line for each option; where choices are counted, no ranking can be exhausted."""
    if not steps:
        return ()
    stayed = {option: sum(option in step.tally for step in steps) for option in steps[0].tally}
    last_votes = {option: steps[stayed[option] - 1].tally[option] for option in stayed}
    order = sorted(stayed, key=lambda option: (-stayed[option], -last_votes[option]))
    rows = [_row(option, steps, words) for option in order]
    if len(steps) == 1 and (counts_choices or words.method in (*UNITS, "for_against_abstain")):
        return tuple(rows)
    rows.append(Row("Exhausted", tuple((figure(step.exhausted), None) for step in steps), ""))
    total = tuple((figure(step.continuing + step.exhausted), None) for step in steps)
    return (*rows, Row("Ballots with a ranking", total, "sum"))


def _row(option: str, steps: Sequence[Step], words: Words) -> Row:
    won = any(option in step.elected for step in steps)
    wins = ", elected" if words.method == "stv" else ", wins"
    head = f"{begun(words.names.get(option, option))}{wins if won else ''}"
    return Row(head, tuple(_cell(option, step) for step in steps), "first" if won else "")


def _cell(option: str, step: Step) -> Cell:
    if option not in step.tally:
        return None
    gained = step.arrived.get(option, 0)
    fate = ", out" if option in step.out else ""
    return f"{figure(step.tally[option])}{fate}", f"+{figure(gained)}" if gained else None


def _papers(one: Poll, result: Mapping[str, Any]) -> Papers:
    papers = result["ballots"]
    return Papers(
        entitled=one.entitled or 0,
        received=one.turnout,
        turnout=share(one.turnout, one.entitled or 0),
        blank=int(votes_of(papers["blank"])),
        spoilt=int(votes_of(papers["spoilt"])),
        late=late(one.number),
        on_paper=on_paper(one.number),
    )


def _text(one: Poll) -> tuple[ProvisionChange, ...]:
    """How the adopted provisions now read, against the revision before."""
    if one.is_practice:
        return _practised(one)
    if one.revision_made is None or one.document_number is None:
        return ()
    revision = documents.revision(one.document_number, one.revision_made)
    if one.kind == PollKind.CONSENT and one.base is not None:
        first = min(
            line.revision for line in documents.adoption_log(one.document_number) if line.poll == one.number
        )
        before = documents.text_at(one.document_number, first - 1)
        return changes_made(before, derive(before, from_json(revision.provisions)))
    before = documents.text_at(one.document_number, one.revision_made - 1)
    return changes_made(before, operations_from_json(revision.operations))


def _practised(one: Poll) -> tuple[ProvisionChange, ...]:
    """How the practice paragraph would read."""
    won = (one.result or {})["winners"]
    operations = next((option.operations for option in one.options if option.id in won), [])
    return changes_made(base_of(one), operations_from_json(operations))


OUTCOMES = {
    "moved": "moved with their words and stay pending",
    "obsolete": "became obsolete: what they wanted stands",
    "orphaned": "became orphaned: their words are gone",
}


def _effects_of_list(one: Poll) -> str:
    """What a consent list did: adopted and rejected together, or nothing."""
    items = items_of(one.number)
    if "for" not in (one.result or {}).get("winners", ()):
        return f"{_amendments([each.amendment_number for each in items])} stay pending and are put apart."
    said = []
    for does, words in ((Does.ADOPT, "adopted"), (Does.REJECT, "rejected")):
        which = [each.amendment_number for each in items if each.does == does]
        said += [f"{_amendments(which)} {'is' if len(which) == 1 else 'are'} {words}."] if which else []
    return " ".join(said)


def _effects(one: Poll, words: Words) -> str:
    """What became of the other amendments, as the record says it."""
    if one.is_practice:
        return "This was practice: no text changes, nothing is decided, and the record holds nothing of it."
    if one.kind == PollKind.CONSENT:
        return _effects_of_list(one)
    if one.kind == PollKind.TEXT:
        entry = record_entry("text_decided", one.number)
        return fate_in_words(one, entry.payload if entry else {})
    if one.revision_made is None:
        named = [f"AM {option.amendment_number}" for option in one.options if option.amendment_number]
        if not named:
            return ""
        return f"{listed(named)} {'is' if len(named) == 1 else 'are'} rejected."
    entry = record_entry("amendment_adopted", one.number)
    if entry is None:
        return ""
    payload = entry.payload
    said = [_fell(payload["fallen"]), _merged(payload.get("merged", ()), payload["amendment"])]
    for outcome, meaning in OUTCOMES.items():
        which = sorted(int(number) for number, how in payload["carried"].items() if how == outcome)
        if which:
            said.append(f"{_amendments(which)} {meaning}.")
    return " ".join(filter(None, said))


def _fell(numbers: Sequence[int]) -> str:
    return f"{_amendments(numbers)} {'falls' if len(numbers) == 1 else 'fall'}." if numbers else ""


def _merged(numbers: Sequence[int], into: int) -> str:
    verb = "is" if len(numbers) == 1 else "are"
    return f"{_amendments(numbers)} {verb} merged into AM {into}." if numbers else ""


def _amendments(numbers: Sequence[int]) -> str:
    return listed([f"AM {number}" for number in sorted(numbers)])
