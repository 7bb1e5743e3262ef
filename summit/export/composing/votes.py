"""Annex III: every published poll, and the questions of those that are not decided."""

from string import ascii_uppercase
from typing import Any

from sqlalchemy.orm import selectinload

from summit.db import db
from summit.domain.lots import lots
from summit.domain.rules import Rules
from summit.export.composing.acts import Acts
from summit.export.composing.besides import Besides
from summit.export.composing.effects import effect
from summit.export.composing.papers import Papers
from summit.export.model import (
    Choice,
    Lot,
    OtherMethod,
    RoundLine,
    Stored,
    TieLine,
    Undecided,
    Vote,
)
from summit.export.wording import added
from summit.jobs.politely import politely
from summit.voting.models import Poll, PollKind, PollState
from summit.voting.queries import real_polls
from summit.voting.queries.called import called_votes
from summit.voting.queries.names import name_of
from summit.voting.queries.published import ballots_kept
from summit.voting.queries.rounds import stances_in, steps_of
from summit.voting.queries.sentences import begun, in_words
from summit.voting.queries.verdicts import UNITS, is_on_one_proposal, outcome
from summit.voting.services.publishing import count_poll

LISTED_AS_UNDECIDED = (PollState.ANNOUNCED, PollState.OPEN, PollState.CLOSING, PollState.CLOSED)


def undecided() -> tuple[Undecided, ...]:
    """Announced and running polls by their question: no state, no number of ballots, nothing of a result."""
    polls = db.session.scalars(real_polls().where(Poll.state.in_(LISTED_AS_UNDECIDED)))
    return tuple(Undecided(poll.number, poll.title, poll.document_number) for poll in polls)


def votes(papers: Papers, acts: Acts) -> tuple[Vote, ...]:
    """Published polls in order of number."""
    polls = db.session.scalars(
        real_polls()
        .where(Poll.published_at.is_not(None))
        .options(selectinload(Poll.options))
        .execution_options(populate_existing=True)
    ).all()
    besides = Besides()
    return tuple(_vote(poll, papers, acts, besides) for poll in politely(polls))


def _vote(poll: Poll, papers: Papers, acts: Acts, besides: Besides) -> Vote:
    rules, result = Rules.from_json(poll.rules), poll.result or {}
    options = tuple(
        Choice(_letter(option.position), option.id, option.amendment_number, option.title)
        for option in poll.options
    )
    letters = {option.id: option.letter for option in options}
    rounds = _rounds(result, letters)
    ballots = {kind: int(number) for kind, number in result["ballots"].items()}
    return Vote(
        number=poll.number,
        title=poll.title,
        kind=str(poll.kind),
        method=_method(rules, poll.is_by_hand),
        **_about(poll, papers),
        rules=tuple(rules.in_words(by_hand=poll.is_by_hand)),
        rules_digest=poll.rules_digest or rules.digest(),
        opened_at=acts.local(poll.opened_at),
        closed_at=acts.local(poll.closed_at),
        published_at=acts.local(poll.published_at),
        entitled=poll.entitled or 0,
        received=poll.turnout,
        valid=ballots["valid"],
        blank=ballots["blank"],
        spoilt=ballots["spoilt"],
        late=besides.late(poll.number),
        not_found=poll.not_found,
        on_paper=besides.on_paper(poll.number),
        present=poll.present,
        ways=besides.ways(poll.number),
        options=options,
        rounds=() if result["pairwise"] is not None else rounds,
        winners=tuple(letters[one] for one in result["winners"]),
        outcome=_outcome(poll, result, options, letters),
        ties=tuple(_tie(one, letters) for one in result["ties"]),
        lot=_lot(poll, letters),
        effect=effect(poll, papers, acts),
        stored=_stored(poll, acts),
        record_code=poll.record_code or "",
        result=result,
        other_methods=_other_methods(poll, letters),
        void=poll.void_reason,
        **besides.afterwards(poll, acts),
        called=_called(poll),
        is_by_hand=poll.is_by_hand,
    )


def _about(poll: Poll, papers: Papers) -> dict[str, Any]:
    """The text that a poll is about, at the revision that it was put on."""
    number, base = poll.document_number, poll.base
    if number is None or base is None:
        return {"document": None, "places": (), "base": None, "base_digest": None}
    return {
        "document": number,
        "places": tuple(papers.place(number, base, one) for one in poll.provisions),
        "base": base,
        "base_digest": papers.digest(number, base),
    }


def _other_methods(poll: Poll, letters: dict[str, str]) -> tuple[OtherMethod, ...]:
    def named(options: list[str]) -> tuple[str, ...]:
        return tuple(letters[option] for option in options)

    return tuple(
        OtherMethod(_method_name(method), named(found["winners"]), named(found["tied"]), found["by_lot"])
        for method, found in (poll.other_methods or {}).items()
    )


def _letter(position: int) -> str:
    """A to Z, then AA, AB …"""
    more, last = divmod(position, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[last]


_METHODS = {
    "irv": "instant-runoff",
    "stv": "single transferable vote",
    "schulze": "Schulze",
    "borda": "Borda",
    "condorcet_winner": "Condorcet winner",
    "debian_a6": "Schulze with quorum (A.6)",
}


def _method_name(method: str) -> str:
    return _METHODS.get(method, method.replace("_", " "))


def _method(rules: Rules, is_by_hand: bool) -> str:
    seats = "one winner" if rules.seats == 1 else f"{rules.seats} winners"
    how = "counted by hand" if is_by_hand else rules.secrecy.replace("_", " ")
    return f"{_method_name(rules.method)} · {how} · {seats}"


def _rounds(result: dict[str, Any], letters: dict[str, str]) -> tuple[RoundLine, ...]:
    """The rounds as lines; who was eliminated stands on the line whose votes show it."""
    lines: list[RoundLine] = []
    out: list[str] = []
    for one in result["rounds"]:
        exhausted = added(list(one["exhausted"].values()))
        lines.append(
            RoundLine(
                number=one["number"],
                out=tuple(letters[option] for option in out),
                votes=tuple(one["tally"].get(option) for option in letters),
                exhausted=exhausted,
                total=added([one["continuing"], exhausted, one["residue"]]),
            )
        )
        out = one["eliminated"]
    return tuple(lines)


def _outcome(poll: Poll, result: dict[str, Any], options: tuple[Choice, ...], letters: dict[str, str]) -> str:
    """ "B elected: 82 of 140 continuing", "carried", that the text stands, or that nobody was elected."""
    if is_on_one_proposal(poll):
        figures = stances_in(steps_of(result)[-1]) if result["rounds"] else ""
        return f"{begun(outcome(poll))}: {figures}" if figures else begun(outcome(poll))
    titles = {option.id: option.title for option in options}
    said = []
    for winner in result["winners"]:
        last = next((one for one in reversed(result["rounds"]) if winner in one["tally"]), None)
        figures = f": {last['tally'][winner]}{_whole(poll, last)}" if last else ""
        fate = "stands" if winner == result["rules"]["default_option"] else "elected"
        said.append(f"{letters[winner]} ({titles[winner]}) {fate}{figures}")
    by_lot = "; tie, resolved by lot" if any(tie["rule"] == "lots" for tie in result["ties"]) else ""
    kept = ": the text is kept" if poll.kind == PollKind.AMENDMENTS else ""
    return ("; ".join(said) or f"Nobody is elected{kept}") + by_lot


def _whole(poll: Poll, last: dict[str, Any]) -> str:
    """What a winner's figure is a part of."""
    method = poll.rules["method"]
    return f" {UNITS[method]}" if method in UNITS else f" of {last['continuing']} continuing"


def _tie(tie: dict[str, Any], letters: dict[str, str]) -> TieLine:
    options = tuple(letters.get(one, one) for one in tie["options"])
    chosen = letters.get(tie["chosen"], tie["chosen"]) if tie["chosen"] else None
    return TieLine(tie["round"], tie["purpose"], options, tie["rule"], chosen)


def _lot(poll: Poll, letters: dict[str, str]) -> Lot | None:
    if not (poll.lot_half and poll.lot_commitment and poll.chair_number):
        return None
    order = lots(letters, bytes.fromhex(poll.lot_half), poll.chair_number, str(poll.number))
    return Lot(poll.lot_commitment, poll.lot_half, poll.chair_number, tuple(letters[one] for one in order))


def _called(poll: Poll) -> tuple[tuple[str, str, str], ...]:
    names = {option.id: name_of(option) for option in poll.options}
    return tuple((one.seat, one.name, in_words(one.content, names)) for one in called_votes(poll))


def _stored(poll: Poll, acts: Acts) -> Stored:
    """Count and hash the ballots once more, so that the annex does not merely repeat what was published."""
    number, digest = ballots_kept(poll)
    closed = acts.of_poll("poll_closed", poll.number)
    return Stored(
        number=number,
        digest=digest,
        is_as_closed=closed.get("ballots") == digest,
        is_recounted_equal=count_poll(poll.number).as_json() == poll.result,
    )
