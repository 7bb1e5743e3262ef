"""A count as lines for the terminal: a table of rounds, what happened in each, pairs, ties, winners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summit.domain.formats import Election
from summit.domain.rules.words import counting_in_words
from summit.domain.tally import Count, Round, votes_text

_ACROSS = 6
_CAUSES = {
    "choices": "no further choice",
    "overvote": "overvote",
    "skipped": "skipped ranks",
    "repeated": "repeated option",
}


def result_lines(result: Count, election: Election) -> Iterator[str]:
    """The whole result, line by line."""
    if election.title:
        yield election.title
    yield from counting_in_words(result.rules)
    ballots = result.ballots
    yield f"Ballots: {ballots.valid} valid, {ballots.blank} blank, {ballots.spoilt} spoilt."
    if result.quota is not None:
        yield f"Quota: {votes_text(result.quota, result.places)}."
    for start in range(0, len(result.rounds), _ACROSS):
        yield ""
        yield from _table(result.rounds[start : start + _ACROSS], result, election)
    for one in result.rounds:
        yield from _events(one, result, election)
    yield from _pairs(result, election)
    yield from _ending(result, election)


def _table(rounds: Sequence[Round], result: Count, election: Election) -> Iterator[str]:
    options = [*rounds[0].tally]
    causes = sorted({cause for one in rounds for cause in one.exhausted})
    rows = [["", *(f"round {one.number}" for one in rounds)]]
    for option in options:
        cells = (
            votes_text(one.tally[option], result.places) if option in one.tally else "" for one in rounds
        )
        rows.append([election.name(option), *cells])
    for cause in causes:
        cells = (votes_text(one.exhausted.get(cause, 0), result.places) for one in rounds)
        rows.append([f"exhausted: {_CAUSES.get(cause, cause)}", *cells])
    yield from _aligned(rows)


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join([row[0].ljust(widths[0]), *rest]).rstrip()


def _events(one: Round, result: Count, election: Election) -> Iterator[str]:
    def named(options: Sequence[str]) -> str:
        return ", ".join(election.name(option) for option in options)

    if one.elected:
        yield f"Round {one.number}: {named(one.elected)} elected."
    if one.eliminated:
        yield f"Round {one.number}: {named(one.eliminated)} eliminated."
    for option, receivers in one.transfers.items():
        moved = (
            f"{votes_text(votes, result.places)} to {election.name(to)}" for to, votes in receivers.items()
        )
        if receivers:
            yield f"  from {election.name(option)}: {', '.join(moved)}"


def _pairs(result: Count, election: Election) -> Iterator[str]:
    if result.pairwise:
        yield ""
        yield "Ballots that put the option of the row above the option of the column:"
        rows = [["", *result.pairwise]]
        for one, row in result.pairwise.items():
            cells = (str(row.get(other, "")) for other in result.pairwise)
            rows.append([f"{one} {election.name(one)}" if election.name(one) != one else one, *cells])
        yield from _aligned(rows)
    for why, options in result.dropped.items():
        if options:
            yield f"Dropped for {why}: {', '.join(election.name(option) for option in options)}."


def _ending(result: Count, election: Election) -> Iterator[str]:
    yield ""
    for tie in result.ties:
        named = ", ".join(election.name(option) for option in tie.options)
        how = "not resolved" if tie.chosen is None else f"resolved by {tie.rule.replace('_', ' ')}"
        chosen = "" if tie.chosen is None else f": {election.name(tie.chosen)}"
        yield f"Tie in round {tie.round} ({tie.purpose}) between {named}, {how}{chosen}."
    if result.winners:
        yield f"Result: {', '.join(election.name(option) for option in result.winners)}."
    if result.nobody:
        yield "Result: nobody; nothing is adopted."
