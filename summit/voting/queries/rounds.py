"""The rounds of a published count: bars on one scale, what moved, and each round in one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summit.domain.marking import STANCES
from summit.domain.wording import listed
from summit.voting.queries.sentences import Votes, ballots, begun, figure, votes_of

EXHAUSTED = "exhausted"


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a round: `votes` after it, `gained` what is new; kind "", first, out or exhausted."""

    name: str
    words: str
    votes: Votes
    gained: Votes
    fate: str
    kind: str


@dataclass(frozen=True, slots=True)
class TieShown:
    """A tie and how it was broken."""

    headline: str
    words: str


@dataclass(frozen=True, slots=True)
class RoundShown:
    """A round ready to be drawn: `whole` is the same scale in every round, `need` what was needed to win: a
    majority, or in an election by transferable vote the quota."""

    title: str
    sentence: str
    bars: tuple[Bar, ...]
    whole: Votes
    need: Votes | None
    ties: tuple[TieShown, ...]
    is_quota: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A round of the stored result, figures read; `arrived` is what each option gained since the last one."""

    number: int
    tally: Mapping[str, Votes]
    elected: tuple[str, ...]
    out: tuple[str, ...]
    transfers: Mapping[str, Mapping[str, Votes]]
    exhausted: Votes
    continuing: Votes
    threshold: Votes | None
    arrived: Mapping[str, Votes]
    before: frozenset[str]
    """Those elected in rounds before this one."""

    @property
    def best(self) -> Votes:
        return max(self.tally.values(), default=0)

    @property
    def leaders(self) -> list[str]:
        return [option for option, votes in self.tally.items() if votes == self.best and votes]


def steps_of(result: Mapping[str, Any]) -> list[Step]:
    """The rounds of a result's JSON, each with what it gained from the one before."""
    steps: list[Step] = []
    for stored in result["rounds"]:
        last = steps[-1] if steps else None
        elected = last.before.union(last.elected) if last else frozenset()
        steps.append(_step(stored, last.transfers if last else {}, elected))
    return steps


def _step(
    stored: Mapping[str, Any], moved: Mapping[str, Mapping[str, Votes]], before: frozenset[str]
) -> Step:
    arrived: dict[str, Votes] = {}
    for to in moved.values():
        for option, votes in to.items():
            arrived[option] = arrived.get(option, 0) + votes
    threshold = stored["threshold"]
    return Step(
        number=stored["number"],
        tally={option: votes_of(votes) for option, votes in stored["tally"].items()},
        elected=tuple(stored["elected"]),
        out=tuple(stored["eliminated"]),
        transfers={
            option: {to: votes_of(votes) for to, votes in moves.items()}
            for option, moves in stored["transfers"].items()
        },
        exhausted=sum(votes_of(votes) for votes in stored["exhausted"].values()),
        continuing=votes_of(stored["continuing"]),
        threshold=None if threshold is None else votes_of(threshold),
        arrived=arrived,
        before=before,
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What the rounds need to speak: short names of options, their titles, ties, the chair’s number."""

    names: Mapping[str, str]
    titles: Mapping[str, str]
    ties: Sequence[Mapping[str, Any]]
    chair_number: str | None
    method: str = ""

    def called(self, option: str) -> tuple[str, str]:
        """Its short name and its title; the latter is empty where the name says it already."""
        return self.names[option], self.titles.get(option, "")

    def named(self, options: Sequence[str]) -> str:
        return listed([self.names.get(option, option) for option in options])


def round_shown(steps: Sequence[Step], place: int, words: Words) -> RoundShown:
    """The round at `place` of `steps`."""
    step, is_last = steps[place], place == len(steps) - 1
    before = steps[place - 1] if place else None
    title = f"Round {step.number}, final" if is_last and place else f"Round {step.number}"
    return RoundShown(
        title="The only round" if len(steps) == 1 else title,
        sentence=" ".join(filter(None, (_moved(before, words), _standing(step, before, is_last, words)))),
        bars=bars(step, words, is_last=is_last),
        whole=steps[0].continuing + steps[0].exhausted,
        need=step.threshold,
        ties=tuple(_tie(tie, step, words) for tie in words.ties if tie["round"] == step.number),
        is_quota=words.method == "stv",
    )


def bars(step: Step, words: Words, *, is_last: bool, titled: bool = False) -> tuple[Bar, ...]:
    """One bar an option, the strongest first, exhausted ballots last on a row of their own."""
    order = sorted(step.tally, key=lambda option: -step.tally[option])
    shown = [_bar(option, step, words, is_last, titled) for option in order]
    if step.exhausted:
        gained = step.arrived.get(EXHAUSTED, 0)
        why = "name no option that is left" if titled else ""
        shown.append(Bar("Exhausted", why, step.exhausted, gained, "count for nobody", "exhausted"))
    return tuple(shown)


def _bar(option: str, step: Step, words: Words, is_last: bool, titled: bool) -> Bar:
    votes, gained = step.tally[option], step.arrived.get(option, 0)
    kind, fate = "", ""
    if option in step.elected:
        wins = "elected" if words.method == "stv" else "wins"
        kind, fate = "first", _by_lot(wins, option, step.number, words)
    elif option in step.before:
        kind, fate = "first", "elected before"
    elif option in step.out:
        kind, fate = "out", _by_lot("out", option, step.number, words)
    elif step.leaders == [option] and not is_last:
        kind, fate = "first", "leads"
    title = words.titles.get(option, "") if titled else ""
    return Bar(words.names.get(option, option), title, votes, gained, fate, kind)


def _by_lot(fate: str, option: str, number: int, words: Words) -> str:
    drawn = any(
        tie["round"] == number and tie["chosen"] == option and tie["rule"] == "lots" for tie in words.ties
    )
    return f"{fate}, by lot" if drawn else fate


HOW = {"lots": "by lot", "earlier_rounds": "by an earlier round", "chair": "by the chair"}


def tie_for_winner(step: Step, words: Words) -> str:
    """How the winner was chosen among equals in this round, in words; empty where nobody was level."""
    for tie in words.ties:
        if tie["round"] == step.number and tie["purpose"] == "winner" and tie["chosen"]:
            level = figure(step.tally[tie["chosen"]])
            return (
                f"{begun(words.named(tie['options']))} had {level} of {ballots(step.continuing)} each; "
                f"the tie was resolved {HOW[tie['rule']]} for {words.names[tie['chosen']]}."
            )
    return ""


def _moved(before: Step | None, words: Words) -> str:
    """Where the ballots of those that went out have gone."""
    surplus = _surplus(before, words)
    if before is None or not before.out:
        return surplus
    return " ".join(filter(None, (surplus, _gone(before, words))))


def _surplus(before: Step | None, words: Words) -> str:
    """What those handed on who had more than the quota."""
    said = []
    for source, moves in before.transfers.items() if before else ():
        if before and source in before.out:
            continue
        parts = [
            f"{figure(votes)} to {words.names.get(option, option)}"
            for option, votes in sorted(moves.items(), key=lambda move: -move[1])
            if option != EXHAUSTED and votes
        ]
        rest = moves.get(EXHAUSTED, 0)
        parts += [f"{figure(rest)} named nobody else"] if rest else []
        if parts:
            said.append(f"{begun(words.named([source]))} handed the surplus on: {listed(parts)}.")
    return " ".join(said)


def _gone(before: Step, words: Words) -> str:
    gone = words.named(before.out)
    held = sum(before.tally[option] for option in before.out)
    if not held:
        return f"{begun(gone)} had no ballots and went out."
    fewest = "had the fewest" if len(before.out) == 1 else "had the fewest even together"
    return f"{begun(gone)} {fewest}; {_destinations(before, held, words)}."


def _destinations(before: Step, held: Votes, words: Words) -> str:
    to: dict[str, Votes] = {}
    for source, moves in before.transfers.items():
        for option, votes in moves.items() if source in before.out else ():
            to[option] = to.get(option, 0) + votes
    nobody = to.pop(EXHAUSTED, 0)
    whose = "its" if len(before.out) == 1 else "their"
    order = sorted(to, key=lambda option: -to[option])
    parts = [f"{figure(to[option])} to {words.names.get(option, option)}" for option in order]
    if held == 1 and parts:
        return f"{whose} 1 ballot went {parts[0].removeprefix('1 ')}"
    if held == 1:
        return f"{whose} 1 ballot named nobody else"
    said = f"of {whose} {ballots(held)} {listed(parts).replace(' to ', ' went to ', 1)}" if parts else ""
    if not nobody:
        return said
    rest = f"{figure(nobody)} named nobody else"
    return f"{said}; {rest}" if said else f"{whose} {ballots(held)} named nobody else"


def _standing(step: Step, before: Step | None, is_last: bool, words: Words) -> str:
    if not step.continuing:
        return "No ballot names an option that is left." if before else "No ballot named an option."
    if words.method == "for_against_abstain":
        return f"{begun(stances_in(step))}."
    if words.method == "stv" and step.elected:
        are = "is" if len(step.elected) == 1 else "are"
        return f"{begun(words.named(step.elected))} {are} elected."
    leaders = begun(words.named(step.leaders))
    if is_last and step.elected:
        has = f"{begun(words.named(step.elected))} has {figure(step.best)} of {figure(step.continuing)}."
        return tie_for_winner(step, words) or has
    if before is not None:
        return ""
    each = " each" if len(step.leaders) > 1 else ""
    need = f"; nobody had the majority of {figure(step.threshold)}" if step.threshold else ""
    return f"{leaders} led with {figure(step.best)} of {ballots(step.continuing)}{each}{need}."


def stances_in(step: Step) -> str:
    """ "12 for, 5 against, 2 abstentions"."""
    for_, against, abstain = (figure(step.tally.get(stance, 0)) for stance in STANCES)
    return f"{for_} for, {against} against, {abstain} {'abstention' if abstain == '1' else 'abstentions'}"


def _tie(tie: Mapping[str, Any], step: Step, words: Words) -> TieShown:
    level = [step.tally[option] for option in tie["options"] if option in step.tally]
    had = f"{begun(words.named(tie['options']))} had {ballots(level[0] if level else 0)} each"
    chosen = words.names.get(tie["chosen"] or "", "")
    goes = f"{chosen} goes out" if tie["purpose"] == "elimination" else f"{chosen} comes first"
    match tie["rule"]:
        case "lots":
            earlier = "there is no earlier round" if step.number == 1 else "no earlier round tells them apart"
            fixed = (
                f"The lot was fixed before the poll opened by the chair’s number ({words.chair_number}) "
                f"and a sealed half that was revealed at closing: {goes}."
            )
            return TieShown("Tie, resolved by lot.", f"{had} and {earlier}. {fixed}")
        case "earlier_rounds":
            differed = "in the latest earlier round in which they differed it had fewer"
            return TieShown("Tie, resolved by an earlier round.", f"{had}. {goes}: {differed}.")
        case "chair":
            return TieShown("Tie, resolved by the chair.", f"{had}. {goes}.")
    return TieShown("Tie.", f"{had}. By the rules of this poll the proposal is lost.")
