"""One library counts one file of ballots by one method; prints the seconds and the winners as JSON.

Runs in the interpreter that has the library: `python tally_peers.py LIBRARY METHOD SEATS FILE`.
Every library gets the same list of rankings, one tuple of option numbers per ballot, best first.
`seconds` is everything from that list to the winners, the best of three runs.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

Ballots = list[tuple[int, ...]]
TIMES = 3
Steps = tuple[Callable[[], Any], Callable[[Any], Any]]


def summit(ballots: Ballots, size: int, method: str, seats: int) -> Steps:
    from summit.domain.tally import Profile, Rules, count

    options = tuple(map(str, range(size)))
    rules = Rules(method=method, seats=seats)
    cells = [(option,) for option in options]

    def build() -> Profile:
        return Profile.of(options, (tuple([cells[option] for option in ballot]) for ballot in ballots))

    return build, lambda profile: count(profile, rules, options).winners


def votelib(ballots: Ballots, size: int, method: str, seats: int) -> Steps:
    from votelib.convert import RankedToCondorcetVotes
    from votelib.evaluate.condorcet import Schulze
    from votelib.evaluate.sequential import TransferableVoteSelector

    if method == "schulze":
        return lambda: Counter(ballots), lambda votes: Schulze().evaluate(
            RankedToCondorcetVotes().convert(votes)
        )
    return lambda: Counter(ballots), lambda votes: TransferableVoteSelector().evaluate(votes, n_seats=seats)


def pyrankvote(ballots: Ballots, size: int, method: str, seats: int) -> Steps:
    import pyrankvote as library

    candidates = [library.Candidate(str(option)) for option in range(size)]

    def build() -> list[Any]:
        return [library.Ballot(ranked_candidates=[candidates[o] for o in ballot]) for ballot in ballots]

    if method == "irv":
        return build, lambda papers: library.instant_runoff_voting(candidates, papers).get_winners()
    return build, lambda papers: library.single_transferable_vote(
        candidates, papers, number_of_seats=seats
    ).get_winners()


def pref_voting(ballots: Ballots, size: int, method: str, seats: int) -> Steps:
    from pref_voting.iterative_methods import instant_runoff_for_truncated_linear_orders
    from pref_voting.margin_based_methods import beat_path
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish

    def build() -> Any:
        numbers = Counter(ballots)
        ranks = [{option: place for place, option in enumerate(ballot, start=1)} for ballot in numbers]
        profile = ProfileWithTies(ranks, rcounts=list(numbers.values()), candidates=list(range(size)))
        profile.use_extended_strict_preference()
        return profile

    methods = {
        "irv": instant_runoff_for_truncated_linear_orders,
        "stv": lambda profile: stv_scottish(profile, num_seats=seats),
        "schulze": beat_path,
    }
    return build, methods[method]


def votekit(ballots: Ballots, size: int, method: str, seats: int) -> Steps:
    from votekit.ballot import RankBallot
    from votekit.elections import FastSTV, Schulze
    from votekit.pref_profile import RankProfile

    def build() -> Any:
        papers = [
            RankBallot(ranking=tuple(frozenset((str(option),)) for option in ballot), weight=number)
            for ballot, number in Counter(ballots).items()
        ]
        return RankProfile(ballots=papers, candidates=[str(option) for option in range(size)])

    methods = {
        "irv": lambda profile: FastSTV(profile, n_seats=1, tiebreak="borda").get_elected(),
        "stv": lambda profile: FastSTV(profile, n_seats=seats, tiebreak="borda").get_elected(),
        "schulze": lambda profile: Schulze(profile).get_elected(),
    }
    return build, methods[method]


def numpy_bound(ballots: Ballots, size: int, method: str, seats: int) -> Steps:
    """No library: the least array work the method needs, without rounds, ties or transfers kept."""
    import numpy as np

    def build() -> Any:
        table = np.full((len(ballots), size), size, dtype=np.int8)
        for row, ballot in enumerate(ballots):
            table[row, : len(ballot)] = ballot
        return table

    def runoff(table: Any) -> list[int]:
        alive = np.append(np.ones(size, dtype=bool), False)
        while alive.sum() > max(seats, 1):
            there = alive[table]
            first = table[np.arange(len(table)), there.argmax(axis=1)]
            votes = np.bincount(first[there.any(axis=1)], minlength=size + 1)[:size]
            alive[np.where(alive[:size], votes, votes.max() + 1).argmin()] = False
        return [int(option) for option in np.flatnonzero(alive)]

    def pairs(table: Any) -> list[int]:
        places = np.full((len(table), size + 1), size, dtype=np.int8)
        np.put_along_axis(places, table.astype(np.int64), np.arange(size, dtype=np.int8)[None, :], axis=1)
        matrix = [[int((places[:, a] < places[:, b]).sum()) for b in range(size)] for a in range(size)]
        return [a for a in range(size) if all(matrix[a][b] >= matrix[b][a] for b in range(size))]

    return build, pairs if method == "schulze" else runoff


LIBRARIES = {
    "summit": summit,
    "votelib": votelib,
    "pyrankvote": pyrankvote,
    "pref_voting": pref_voting,
    "votekit": votekit,
    "numpy": numpy_bound,
}


def main() -> None:
    library, method, seats, file = sys.argv[1:]
    size, ballots = pickle.loads(Path(file).read_bytes())  # noqa: S301 — written by tally.py a moment ago
    build, evaluate = LIBRARIES[library](ballots, size, method, int(seats))
    best = float("inf")
    for _ in range(TIMES):
        started = perf_counter()
        winners = evaluate(build())
        best = min(best, perf_counter() - started)
    print(json.dumps({"seconds": best, "winners": str(winners)}))


if __name__ == "__main__":
    main()
