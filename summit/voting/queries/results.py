"""The published result of a poll: the sentence and the final round first, then how it came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summit.documents import queries as documents
from summit.domain.text import operations_from_json
from summit.domain.wording import listed, share
from summit.voting.models import KEEP, Poll
from summit.voting.queries.changes import ProvisionChange, changes_made
from summit.voting.queries.codes import record_code, record_entry
from summit.voting.queries.otherwise import OtherMethods, other_methods
from summit.voting.queries.polls import name_of, poll
from summit.voting.queries.rounds import RoundShown, Step, Words, bars, round_shown, steps_of, tie_for_winner
from summit.voting.queries.sentences import Votes, begun, figure, ordinal, sentence, votes_of
from summit.voting.queries.standing import late

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


@dataclass(frozen=True, slots=True)
class ResultShown:
    """Everything the result page says. Nothing in it exists before publication."""

    is_carried: bool
    headline: str
    lead: str
    final: RoundShown | None
    rounds: tuple[RoundShown, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    papers: Papers
    revision: int | None
    text: tuple[ProvisionChange, ...]
    effects: str
    code: str
    others: OtherMethods | None


def result_shown(number: int) -> ResultShown | None:
    """The result, or None before publication. Raises NotFound."""
    one = poll(number)
    if not one.was_published or one.result is None:
        return None
    words = _words(one, one.result)
    steps = steps_of(one.result)
    rounds = tuple(round_shown(steps, place, words) for place in range(len(steps)))
    return ResultShown(
        is_carried=bool(one.result["is_carried"]),
        headline=_headline(one, one.result, words),
        lead=_lead(one.result, steps, words),
        final=_final(steps, rounds, words),
        rounds=rounds,
        columns=tuple(each.title for each in rounds),
        rows=_rows(steps, words),
        papers=_papers(one, one.result),
        revision=one.revision_made,
        text=_text(one),
        effects=_effects(one, words),
        code=record_code("poll_published", number),
        others=other_methods(one, words),
    )


def _words(one: Poll, result: Mapping[str, Any]) -> Words:
    names = {option.id: name_of(option) for option in one.options}
    titles = {option.id: option.title for option in one.options if option.amendment_number}
    return Words(names, titles, result["ties"], one.chair_number)


def _headline(one: Poll, result: Mapping[str, Any], words: Words) -> str:
    carried = [winner for winner in result["winners"] if winner != KEEP]
    if carried:
        named = listed([f"{words.names[winner]}. {words.titles.get(winner, '')}" for winner in carried])
        return sentence(f"Carried: {named}")
    return f"{'Not carried' if one.turnout else 'Nobody voted'}: the text stays as it is."


def _lead(result: Mapping[str, Any], steps: Sequence[Step], words: Words) -> str:
    if not steps or not steps[-1].elected or not steps[-1].continuing:
        return "No ballot named an option." if steps and not steps[0].continuing else ""
    last = steps[-1]
    winner = last.elected[0]
    if tie := tie_for_winner(last, words):
        return f"In the {_which(steps)} round {tie}"
    others = sorted((votes, option) for option, votes in last.tally.items() if option != winner)
    against = _against(others, words)
    only = f"In the {_which(steps)} round"
    votes = f"{figure(last.tally[winner])} of the {_still_naming(last)}"
    had = f"{only} {words.names[winner]} had {votes}{against}."
    need = "" if last.threshold is None else f"The majority was {figure(last.threshold)}; "
    reached = f"{words.names[winner]} has {share(last.tally[winner], last.continuing)} of these ballots."
    return f"{had} {begun(need + reached)} {_majority(result)}".strip()


def _which(steps: Sequence[Step]) -> str:
    return "only" if len(steps) == 1 else f"{ordinal(steps[-1].number)} and final"


def _still_naming(last: Step) -> str:
    plain = f"{figure(last.continuing)} ballots"
    return f"{plain} that still named an option" if last.exhausted else plain


def _against(others: Sequence[tuple[Votes, str]], words: Words) -> str:
    if not others:
        return ""
    votes, option = others[-1]
    return f", against {figure(votes)} for {words.names[option]}"


def _majority(result: Mapping[str, Any]) -> str:
    asked = result["majority"]
    if asked is None:
        return ""
    least = "more than" if asked["more_than"] else "at least"
    needed = f"Needed were {least} {asked['num']}/{asked['den']} of {asked['size']} ({asked['base']})"
    return f"{needed}: {'reached' if asked['is_reached'] else 'not reached'}."


def _final(steps: Sequence[Step], rounds: Sequence[RoundShown], words: Words) -> RoundShown | None:
    if not steps:
        return None
    last = rounds[-1]
    drawn = bars(steps[-1], words, is_last=True, titled=True)
    return RoundShown(last.title, last.sentence, drawn, last.whole, last.need, last.ties)


def _rows(steps: Sequence[Step], words: Words) -> tuple[Row, ...]:
    if not steps:
        return ()
    stayed = {option: sum(option in step.tally for step in steps) for option in steps[0].tally}
    last_votes = {option: steps[stayed[option] - 1].tally[option] for option in stayed}
    order = sorted(stayed, key=lambda option: (-stayed[option], -last_votes[option]))
    rows = [_row(option, steps, words) for option in order]
    rows.append(Row("Exhausted", tuple((figure(step.exhausted), None) for step in steps), ""))
    total = tuple((figure(step.continuing + step.exhausted), None) for step in steps)
    return (*rows, Row("Ballots with a ranking", total, "sum"))


def _row(option: str, steps: Sequence[Step], words: Words) -> Row:
    won = any(option in step.elected for step in steps)
    name = begun(words.names.get(option, option))
    return Row(
        f"{name}, wins" if won else name, tuple(_cell(option, step) for step in steps), "first" if won else ""
    )


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
    )


def _text(one: Poll) -> tuple[ProvisionChange, ...]:
    """How the adopted provisions now read, against the revision before."""
    if one.revision_made is None:
        return ()
    revision = documents.revision(one.document_number, one.revision_made)
    before = documents.text_at(one.document_number, one.revision_made - 1)
    return changes_made(before, operations_from_json(revision.operations))


OUTCOMES = {
    "moved": "moved with their words and stay pending",
    "obsolete": "became obsolete: what they wanted stands",
    "orphaned": "became orphaned: their words are gone",
}


def _effects(one: Poll, words: Words) -> str:
    """What became of the other amendments, as the record says it."""
    if one.revision_made is None:
        named = [f"AM {option.amendment_number}" for option in one.options if option.amendment_number]
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
