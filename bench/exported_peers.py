"""Other libraries read the exported ballots of a poll and say who wins; asked by exported.py.

On standard input a list of {"method", "seats", "csv", "blt"}, the files as they stand in a bundle; printed is
a list with, for each, the winners by library, as they stand in the files. One that does not know the method
is left out. votelib reads the BLT file by its own reader; the CSV file is read here, column by column.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from typing import Any

Order = tuple[str, ...]


def orders(written: str) -> tuple[list[str], Counter[Order]]:
    """Options by their column, and the ballots as orders of them, best first."""
    head, *rows = csv.reader(io.StringIO(written))
    titles = head[1:] if head[0] == "ballot" else head
    skip = len(head) - len(titles)
    found: Counter[Order] = Counter()
    for cells in rows:
        ranked = sorted((int(cell), title) for cell, title in zip(cells[skip:], titles, strict=True) if cell)
        found[tuple(title for _, title in ranked)] += 1
    return titles, found


def by_votelib(method: str, seats: int, written: str) -> list[str]:
    from votelib.convert import RankedToCondorcetVotes
    from votelib.evaluate.condorcet import Schulze
    from votelib.evaluate.core import Plurality
    from votelib.evaluate.sequential import TransferableVoteSelector
    from votelib.io import blt

    ballots, _, _, _ = blt.loads(written)
    if method == "schulze":
        won = Schulze().evaluate(RankedToCondorcetVotes().convert(ballots))
        return named(won)[:seats]
    try:
        won = TransferableVoteSelector(retainer=Plurality()).evaluate(ballots, seats)
    except NotImplementedError as tie:
        return [str(tie)]
    return named(won)


def named(won: Any) -> list[str]:
    """Winners by name; a tie, which votelib answers as a set, by all who are in it."""
    found = won if isinstance(won, (list, tuple)) else [won]
    return [str(one.name) if hasattr(one, "name") else f"tie of {len(one)}" for one in found]


def by_pyrankvote(seats: int, titles: list[str], ballots: Counter[Order]) -> list[str]:
    import pyrankvote as library

    named = {title: library.Candidate(title) for title in titles}
    papers = [
        library.Ballot(ranked_candidates=[named[one] for one in order])
        for order, number in ballots.items()
        for _ in range(number)
    ]
    count = library.instant_runoff_voting if seats == 1 else library.single_transferable_vote
    more = {} if seats == 1 else {"number_of_seats": seats}
    return [one.name for one in count(list(named.values()), papers, **more).get_winners()]


def by_pref_voting(method: str, titles: list[str], ballots: Counter[Order]) -> list[str]:
    from pref_voting.iterative_methods import instant_runoff_for_truncated_linear_orders
    from pref_voting.margin_based_methods import beat_path
    from pref_voting.profiles_with_ties import ProfileWithTies

    number = {title: at for at, title in enumerate(titles)}
    ranks = [{number[title]: place for place, title in enumerate(order, 1)} for order in ballots]
    profile = ProfileWithTies(ranks, rcounts=list(ballots.values()), candidates=list(number.values()))
    if method == "schulze":
        profile.use_extended_strict_preference()
        return [titles[one] for one in beat_path(profile)]
    return [titles[one] for one in instant_runoff_for_truncated_linear_orders(profile)]


def counted(poll: dict[str, Any]) -> dict[str, list[str]]:
    titles, ballots = orders(poll["csv"])
    method, seats = poll["method"], poll["seats"]
    found = {"votelib": by_votelib(method, seats, poll["blt"])}
    if method in ("irv", "stv"):
        found["pyrankvote"] = by_pyrankvote(seats, titles, ballots)
    if method in ("irv", "schulze") and seats == 1:
        found["pref_voting"] = by_pref_voting(method, titles, ballots)
    return {library: sorted(won) for library, won in found.items()}


if __name__ == "__main__":
    print(json.dumps([counted(poll) for poll in json.load(sys.stdin)]))
