"""A rule set in English sentences, as shown before the poll opens and printed with the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summit.domain.rules import Rules

_METHODS = {
    "for_against_abstain": "Each ballot says for, against or abstain.",
    "plurality": "Each ballot names one option; the option with the most votes wins.",
    "approval": "Each ballot approves any number of options; the option with the most approvals wins.",
    "irv": "Options are ranked. In each round the option with the fewest votes is eliminated and its ballots "
    "go to the next option they rank, until one option has more than half of the continuing ballots.",
    "stv": "Candidates are ranked. Who reaches the quota is elected; votes above the quota, and those of "
    "eliminated candidates, go to the next candidate each ballot ranks.",
    "schulze": "Options are ranked and compared two by two; the winner is the option whose strongest chain "
    "of victories over every other is at least as strong as the chain back (Schulze).",
    "ranked_pairs": "Options are ranked and compared two by two; victories are locked in from the strongest "
    "to the weakest, leaving out those that would close a circle (ranked pairs).",
    "borda": "Options are ranked; each ballot gives an option one point for every option ranked below it.",
    "score": "Each ballot gives each option points; the option with the most points wins.",
    "debian_a6": "Options are ranked. An option that does not reach its quorum and its majority against the "
    "default option is dropped; among the rest the Schulze method decides.",
    "condorcet_winner": "Options are ranked and compared two by two; only an option that beats every other "
    "wins.",
}
_SHARING = ("plurality", "irv", "stv", "borda")
_BASES = {"cast": "the votes cast", "present": "those present", "entitled": "those entitled to vote"}
_TIES = {
    "together": "options that even together have fewer votes than the next are eliminated together",
    "earlier_rounds": "the most recent earlier round in which they differed",
    "lots": "lots drawn before the poll opened",
    "chair": "the chair, recorded with name",
    "lost": "the proposal is lost",
}


def rules_in_words(rules: Rules) -> list[str]:
    """The rule set in sentences: method, seats, majority, quorum, ties, ballots, secrecy, times."""
    return [*counting_in_words(rules), *_conduct(rules)]


def counting_in_words(rules: Rules) -> list[str]:
    """What decides the count alone: method, seats, majority, quorum, ties, ballots."""
    return [_METHODS[rules.method], *_decision(rules), *_ballots(rules)]


def _decision(rules: Rules) -> list[str]:
    said = [f"{rules.seats} are elected."] if rules.seats != 1 else []
    if rules.majority:
        least = "more than" if rules.majority.more_than else "at least"
        share = f"{rules.majority.num}/{rules.majority.den}"
        said.append(f"To be carried, {least} {share} of {_BASES[rules.majority.base]} is needed.")
        if rules.method == "for_against_abstain" and rules.majority.base == "cast":
            counted = "count" if rules.abstentions == "counted" else "do not count"
            said.append(f"Abstentions {counted} among the votes cast.")
    if rules.quorum:
        of = " of those entitled to vote" if "/" in rules.quorum.value else ""
        who = {"cast": "must have voted", "present": "must be present", "entitled": "must be on the roll"}
        said.append(f"The quorum is {rules.quorum.value}{of}: so many {who[rules.quorum.base]}.")
    if rules.default_option is not None:
        said.append(f"If no other option wins, “{rules.default_option}” stands.")
    ties = "; then ".join(_TIES[tie] for tie in rules.ties) or "nothing: a tie that matters leaves no winner"
    return [*said, f"A tie is decided by: {ties}."]


def _ballots(rules: Rules) -> list[str]:
    if rules.method in ("for_against_abstain", "approval", "score"):
        said = []
    elif rules.equal_ranks == "refused":
        said = ["No two options may be given the same rank."]
    else:
        shared = " and then share the vote" if rules.method in _SHARING else ""
        said = [f"Two options may be given the same rank{shared}."]
    if rules.maximum_ranks:
        said.append(f"At most {rules.maximum_ranks} ranks can be used.")
    blank = (
        "A blank ballot can be cast; it is counted as blank."
        if rules.blank_allowed
        else "A blank ballot cannot be cast."
    )
    return [*said, blank]


def _conduct(rules: Rules) -> list[str]:
    secret = (
        "The vote is secret."
        if rules.secrecy == "secret"
        else "The vote is by roll call: every vote is published with the name."
    )
    linked = (
        "Each voter can find their own ballot in the published result."
        if rules.publication == "linked"
        else "Each voter can see in the published result that their ballot was counted, not what it says."
    )
    said = [secret, *([linked] if rules.secrecy == "secret" else [])]
    if rules.secrecy == "secret":
        said.append(f"With fewer than {rules.small_group_limit} ballots, the ballots are not published.")
    if rules.minimum_open_seconds:
        said.append(f"The poll stays open for at least {rules.minimum_open_seconds} seconds.")
    said.append(f"After closing is announced, ballots are taken for {rules.grace_seconds} more seconds.")
    if rules.entitled:
        said.append(f"Entitled to vote are the seats of {rules.entitled}.")
    return said
