"""Debian constitution A.6: quorum and majority against the default option, then the Schwartz set."""

from __future__ import annotations

from summit.domain.rules import AgainstDefault, Rules
from summit.domain.tally.pairwise import Compared, Matrix
from summit.domain.tally.result import Outcome, Round
from summit.domain.tally.ties import Breaker

Defeats = set[tuple[str, str]]


def count_debian_a6(compared: Compared, rules: Rules, breaker: Breaker) -> Outcome:
    """Steps 2 to 8 of A.6 (constitution up to 1.7); the default option wins where all others are dropped.

    A round is one turn of steps 5 to 7: `continuing` is not used, the tally holds the votes of the
    weakest defeats that were dropped.
    """
    matrix, default = compared.matrix, rules.default_option or ""
    if default not in matrix:
        return Outcome(pairwise=matrix)
    few, lost = dropped(matrix, default, rules.against_default)
    left = [option for option in compared.options if option not in few + lost]
    schwartz, rounds = _settle(matrix, left)
    winner = breaker.winner(schwartz, len(rounds) + 1, ()) if compared.ballots.valid else None
    return Outcome(
        (winner,) if winner else (),
        rounds,
        pairwise=matrix,
        ranking=(tuple(schwartz),),
        dropped={"quorum": few, "majority": lost},
    )


def dropped(matrix: Matrix, default: str, rule: AgainstDefault) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Options that miss the quorum (step 2) and, of the others, the majority (step 3) against the default."""
    others = [option for option in matrix if option != default]
    few = tuple(option for option in others if not _has_quorum(matrix[option][default], rule))
    lost = tuple(
        option for option in others if option not in few and not _has_majority(matrix, option, default, rule)
    )
    return few, lost


def _has_quorum(votes: int, rule: AgainstDefault) -> bool:
    """V ≥ 3·√developers/2, compared exactly as 4·V² ≥ 9·developers, and the minimum number of votes."""
    return 4 * votes * votes >= 9 * (rule.developers or 0) and votes >= rule.minimum_votes


def _has_majority(matrix: Matrix, option: str, default: str, rule: AgainstDefault) -> bool:
    num, den = rule.ratio(option)
    votes, against = matrix[option][default], matrix[default][option]
    return votes * den >= num * against and votes > against


def _settle(matrix: Matrix, left: list[str]) -> tuple[list[str], tuple[Round, ...]]:
    """Steps 4 to 8: drop the weakest defeats inside the Schwartz set until none is left in it."""
    defeats = {(a, b) for a in left for b in left if a != b and matrix[a][b] > matrix[b][a]}
    rounds: list[Round] = []
    while True:
        schwartz = schwartz_set(left, defeats)
        inside = {(a, b) for a, b in defeats if a in schwartz and b in schwartz}
        if not inside:
            return schwartz, tuple(rounds)
        weakest = min(_strength(matrix, pair) for pair in inside)
        gone = {pair for pair in inside if _strength(matrix, pair) == weakest}
        tally = {f"{a} > {b}": matrix[a][b] for a, b in sorted(gone)}
        rounds.append(Round(len(rounds) + 1, tally, action="weakest defeats dropped"))
        defeats -= gone
        left = schwartz


def _strength(matrix: Matrix, pair: tuple[str, str]) -> tuple[int, int]:
    """Winning votes; where equal, the defeat with the larger opposition is the weaker."""
    return matrix[pair[0]][pair[1]], -matrix[pair[1]][pair[0]]


def schwartz_set(left: list[str], defeats: Defeats) -> list[str]:
    """Options that transitively defeat everything that transitively defeats them (A.6, step 6)."""
    reach = {option: {b for a, b in defeats if a == option} for option in left}
    for middle in left:
        for option in left:
            if middle in reach[option]:
                reach[option] |= reach[middle]
    return [
        one
        for one in left
        if all(other in reach[one] for other in left if other != one and one in reach[other])
    ]
