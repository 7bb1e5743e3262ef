"""One library counts one file of ballots by one method; prints seconds and winners, or memory, as JSON.

Runs in the interpreter that has the library: `python tally_peers.py LIBRARY METHOD SEATS FILE [memory]`.

Before the clock starts each library has the single ballots as a list of tuples, best first, of what it
takes for options (texts, numbers or its own objects). `whole` is everything from there to the winners:
checking the ballots, putting equal ones together, building what the library counts, counting. `alone` is
only the last of these, from the profile the library wants. Both are seconds of processor time on one
core, the best of three runs after a warm-up. `resident` is what the first `whole` adds to the process as the
system sees it: it depends on how much free room loading and warming up have left, and the same run differs
by 0.1 MiB from time to time. `memory` is exact: what `whole` holds at its peak of all that Python and numpy
ask for, by tracemalloc in a process of its own, because that slows everything down; what compiled code
takes by itself is not in it, which favours the libraries that have such code. Both in MiB.
"""

from __future__ import annotations

import contextlib
import gc
import json
import pickle
import re
import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

Ballots = list[tuple[int, ...]]
Row = dict[str, Any]
TIMES, ENOUGH = 3, 6.0
Steps = tuple[Callable[[], Any], Callable[[Any], Any]]
"""Build the profile from the single ballots; count it."""


def summit(ballots: Ballots, size: int, method: str, seats: int) -> Steps:
    from summit.domain.tally import Profile, Rules, count

    options = tuple(map(str, range(size)))
    texts = [tuple([options[option] for option in ballot]) for ballot in ballots]
    rules = Rules(method=method, seats=seats)
    return lambda: Profile.of_orders(options, texts), lambda profile: count(profile, rules, options).winners


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
    choices = [tuple([candidates[option] for option in ballot]) for ballot in ballots]

    def build() -> list[Any]:
        return [library.Ballot(ranked_candidates=ballot) for ballot in choices]

    if method == "irv":
        return build, lambda papers: library.instant_runoff_voting(candidates, papers).get_winners()
    return build, lambda papers: library.single_transferable_vote(
        candidates, papers, number_of_seats=seats
    ).get_winners()


def pref_voting(ballots: Ballots, size: int, method: str, seats: int) -> Steps:
    """Its constructor compares all pairs; for Schulze it must do so again, with unranked options last."""
    from pref_voting.iterative_methods import instant_runoff_for_truncated_linear_orders
    from pref_voting.margin_based_methods import beat_path
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish

    def build() -> Any:
        numbers = Counter(ballots)
        ranks = [{option: place for place, option in enumerate(ballot, start=1)} for ballot in numbers]
        return ProfileWithTies(ranks, rcounts=list(numbers.values()), candidates=list(range(size)))

    def schulze(profile: Any) -> Any:
        profile.use_extended_strict_preference()
        return beat_path(profile)

    methods = {
        "irv": instant_runoff_for_truncated_linear_orders,
        "stv": lambda profile: stv_scottish(profile, num_seats=seats),
        "schulze": schulze,
    }
    return build, methods[method]


def votekit(ballots: Ballots, size: int, method: str, seats: int) -> Steps:
    from votekit.ballot import RankBallot
    from votekit.elections import FastSTV, Schulze
    from votekit.pref_profile import RankProfile

    ranks = [frozenset((str(option),)) for option in range(size)]

    def build() -> Any:
        papers = [
            RankBallot(ranking=tuple([ranks[option] for option in ballot]), weight=number)
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


def resident(field: str) -> float:
    """VmRSS (now) or VmHWM (at the peak) of this process in MiB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    found = re.search(rf"{field}:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found.group(1)) / 1024 if found else 0.0


def forget_peak() -> None:
    """Let the peak begin anew at the present size."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def warm_up(library: str, ballots: Ballots, size: int, method: str, seats: int) -> None:
    """Import and compile what the first count would; that a small sample may be tied does not matter."""
    with contextlib.suppress(Exception):
        build, evaluate = LIBRARIES[library](ballots[:200], size, method, seats)
        evaluate(build())


def memory(build: Callable[[], Any], evaluate: Callable[[Any], Any]) -> Row:
    """What one run holds at its peak beyond what was there before."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    evaluate(build())
    return {"memory": (tracemalloc.get_traced_memory()[1] - before) / 2**20}


def times(build: Callable[[], Any], evaluate: Callable[[Any], Any]) -> Row:
    """The best of three runs, unless they take long, and who was elected."""
    forget_peak()
    before, peak = resident("VmRSS"), 0.0
    whole = alone = float("inf")
    spent = 0.0
    for _ in range(TIMES):
        started = process_time()
        profile = build()
        built = process_time()
        winners = evaluate(profile)
        ended = process_time()
        peak = peak or resident("VmHWM")
        whole, alone = min(whole, ended - started), min(alone, ended - built)
        spent += ended - started
        del profile
        if spent > ENOUGH:
            break
    numbers = sorted({int(number) for number in re.findall(r"\d+", str(winners))})
    return {"whole": whole, "alone": alone, "resident": peak - before, "winners": numbers}


def main() -> None:
    library, method, seats, file, *asked = sys.argv[1:]
    size, ballots = pickle.loads(Path(file).read_bytes())  # noqa: S301 — written by tally.py a moment ago
    warm_up(library, ballots, size, method, int(seats))
    build, evaluate = LIBRARIES[library](ballots, size, method, int(seats))
    gc.collect()
    print(json.dumps((memory if asked else times)(build, evaluate)))


if __name__ == "__main__":
    main()
