"""How a poll came out, in a sentence, and the figures behind it, for every method."""

from collections.abc import Mapping, Sequence
from typing import Any

from summit.domain.marking import STANCES
from summit.domain.wording import listed, share
from summit.voting.models import KEEP, Poll, PollKind
from summit.voting.queries.names import name_of
from summit.voting.queries.rounds import Step, Words, stances_in, tie_for_winner
from summit.voting.queries.sentences import Votes, begun, figure, ordinal, sentence, votes_of

TEXT_STAYS = "the text stays as it is"
UNITS = {"plurality": "votes", "approval": "approvals", "borda": "points", "score": "points"}


def is_on_one_proposal(one: Poll) -> bool:
    """Whether the poll is for or against; its result is carried or lost."""
    return bool(one.rules.get("method") == "for_against_abstain")


def proposal(one: Poll) -> str:
    """What a poll for or against is about."""
    amendment = next((option.amendment_number for option in one.options if option.id in STANCES), None)
    return f"AM {amendment}. {one.title}" if amendment else one.title


def chosen(one: Poll) -> list[str]:
    """The names of the winners, without the default option that only stands where nothing else won."""
    winners = (one.result or {}).get("winners", [])
    names = {option.id: name_of(option) for option in one.options}
    return [names.get(winner, winner) for winner in winners if winner != one.rules.get("default_option")]


def outcome(one: Poll) -> str:
    """How a published poll came out, in a few words for a list."""
    won = chosen(one)
    if is_on_one_proposal(one):
        return "carried" if won else "not carried"
    if one.kind == PollKind.AMENDMENTS:
        return f"carried: {', '.join(won)}" if won else f"not carried: {TEXT_STAYS}"
    if won:
        return f"{_verb(one)}: {listed(won)}"
    standing = _default(one)
    return f"“{standing}” stands" if standing else "nobody" if one.kind == PollKind.ELECTION else "none"


def headline(one: Poll, words: Words) -> str:
    """The sentence at the top of a result."""
    won = chosen(one)
    if is_on_one_proposal(one):
        fate = "Carried" if won else "Not carried" if one.turnout else "Nobody voted"
        kept = (
            "" if won or one.kind not in (PollKind.AMENDMENTS, PollKind.CONSENT) else f" {begun(TEXT_STAYS)}."
        )
        return f"{sentence(f'{fate}: {proposal(one)}')}{kept}"
    if one.kind == PollKind.AMENDMENTS:
        ids = [winner for winner in (one.result or {})["winners"] if winner != KEEP]
        named = listed(
            [". ".join(filter(None, (words.names[winner], words.titles.get(winner)))) for winner in ids]
        )
        if ids:
            return sentence(f"Carried: {named}")
        kept = "Not carried: the text stays as it is."
        return kept if one.turnout else "Nobody voted: the text stays as it is."
    if won:
        return sentence(f"{begun(_verb(one))}: {listed(won)}")
    said = "Nobody is elected." if one.kind == PollKind.ELECTION else "No option wins."
    standing = _default(one)
    if standing:
        said = f"No other option wins: “{standing}” stands."
    return said if one.turnout else f"Nobody voted. {said}"


def _verb(one: Poll) -> str:
    return "elected" if one.kind == PollKind.ELECTION else "chosen"


def _default(one: Poll) -> str:
    default = one.rules.get("default_option")
    return next((name_of(option) for option in one.options if option.id == default), "")


def lead(one: Poll, result: Mapping[str, Any], steps: Sequence[Step], words: Words) -> str:
    """The figures behind the headline, then majority and quorum where the rules ask for them."""
    said = (_figures(one, result, steps, words), _majority(result), _quorum(result))
    return " ".join(filter(None, said))


def _figures(one: Poll, result: Mapping[str, Any], steps: Sequence[Step], words: Words) -> str:
    if result["pairwise"] is not None:
        return two_by_two(result, words)
    if steps and not steps[0].continuing:
        return "No ballot named an option."
    if is_on_one_proposal(one):
        return f"{begun(stances_in(steps[-1]))}." if steps else ""
    if words.method == "stv":
        return _seats(result)
    if not steps or not steps[-1].elected or not steps[-1].continuing:
        return ""
    if words.method in UNITS:
        return _most(steps[-1], words)
    return _last_round(steps, words)


def _seats(result: Mapping[str, Any]) -> str:
    seats, filled = result["rules"]["seats"], len(result["winners"])
    quota = "" if result["quota"] is None else f"; the quota was {figure(votes_of(result['quota']))}"
    if filled < seats:
        return f"Only {filled} of {seats} seats could be filled{quota}."
    return f"{filled} of {seats} seats are filled{quota}."


def _most(last: Step, words: Words) -> str:
    """The figures of a method with one round: the winner's and those of the next."""
    if tie := tie_for_winner(last, words):
        return tie
    unit = UNITS[words.method]
    had = listed([f"{words.names[each]} {figure(last.tally[each])}" for each in last.elected])
    others = [(votes, option) for option, votes in last.tally.items() if option not in last.elected]
    votes, option = max(others, default=(0, ""))
    following = f"; next is {words.names[option]} with {figure(votes)}" if option and votes else ""
    return f"{begun(unit)}: {had}{following}."


def _last_round(steps: Sequence[Step], words: Words) -> str:
    last = steps[-1]
    winner, which = last.elected[0], "only" if len(steps) == 1 else f"{ordinal(last.number)} and final"
    if tie := tie_for_winner(last, words):
        return f"In the {which} round {tie}"
    others = sorted((votes, option) for option, votes in last.tally.items() if option != winner)
    votes = f"{figure(last.tally[winner])} of the {_still_naming(last)}"
    had = f"In the {which} round {words.names[winner]} had {votes}{_against(others, words)}."
    need = "" if last.threshold is None else f"The majority was {figure(last.threshold)}; "
    reached = f"{words.names[winner]} has {share(last.tally[winner], last.continuing)} of these ballots."
    return f"{had} {begun(need + reached)}"


def _still_naming(last: Step) -> str:
    plain = f"{figure(last.continuing)} ballots"
    return f"{plain} that still named an option" if last.exhausted else plain


def _against(others: Sequence[tuple[Votes, str]], words: Words) -> str:
    if not others:
        return ""
    votes, option = others[-1]
    return f", against {figure(votes)} for {words.names[option]}"


def two_by_two(result: Mapping[str, Any], words: Words) -> str:
    """How the winner stands against every other option, and which were dropped before."""
    matrix, said = result["pairwise"], []
    for why, asked in (("quorum", "the quorum"), ("majority", "the majority")):
        out = result["dropped"].get(why, [])
        if out:
            said.append(f"{begun(words.named(out))} missed {asked} against the default and dropped out.")
    for winner in result["winners"]:
        said.append(_standing(winner, matrix, words))
    for tie in words.ties:
        if tie["purpose"] == "winner" and tie["chosen"] and tie["rule"] == "lots":
            named = words.names.get(tie["chosen"], tie["chosen"])
            said.append(f"{begun(words.named(tie['options']))} were level; the lot fell on {named}.")
    return " ".join(said) or "No option beats every other one."


def _standing(winner: str, matrix: Mapping[str, Mapping[str, str]], words: Words) -> str:
    name = begun(words.names.get(winner, winner))
    contests = {
        other: (int(votes), int(matrix[other][winner]))
        for other, votes in matrix[winner].items()
        if other != winner
    }
    beaten = [other for other, (votes, against) in contests.items() if votes > against]
    if len(beaten) < len(contests):
        return f"Two by two {name} beats {len(beaten)} of {len(contests)} others."
    closest = min(contests, key=lambda other: contests[other][0] - contests[other][1])
    votes, against = contests[closest]
    most = f"{words.names[closest]} most closely: {votes} to {against}"
    return f"{name} beats every other option two by two, {most}."


def _majority(result: Mapping[str, Any]) -> str:
    asked = result["majority"]
    if asked is None:
        return ""
    least = "more than" if asked["more_than"] else "at least"
    needed = f"Needed were {least} {asked['num']}/{asked['den']} of {asked['size']} ({asked['base']})"
    return f"{needed}: {'reached' if asked['is_reached'] else 'not reached'}."


def _quorum(result: Mapping[str, Any]) -> str:
    asked = result["quorum"]
    if asked is None:
        return ""
    number = "an unknown number" if asked["number"] is None else asked["number"]
    if asked["is_met"]:
        return f"The quorum of {asked['value']} ({asked['base']}) was met by {number}."
    return f"The quorum of {asked['value']} ({asked['base']}) was not met: {number}. So nothing is decided."
