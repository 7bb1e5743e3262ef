"""pref_voting counts elections given as JSON on standard input; asked by differential.py.

Each election is {"options": […], "seats": k, "ballots": [[order, number], …]}; printed is a list with, for
each, the winners by method. Ranked pairs are left out beyond three options: there the library does not
finish on such ballots.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pref_voting.iterative_methods import instant_runoff_for_truncated_linear_orders
from pref_voting.margin_based_methods import beat_path, ranked_pairs
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.proportional_methods import stv_scottish


def counted(election: dict[str, Any]) -> dict[str, Any]:
    """Winners by method; the margins of the pairs as well."""
    options = election["options"]
    ranks = [{option: place for place, option in enumerate(order, 1)} for order, _ in election["ballots"]]
    numbers = [number for _, number in election["ballots"]]
    profile = ProfileWithTies(ranks, rcounts=numbers, candidates=options)
    profile.use_extended_strict_preference()
    best = profile.condorcet_winner()
    winners = {
        "irv": instant_runoff_for_truncated_linear_orders(profile),
        "stv": stv_scottish(profile, num_seats=election["seats"]),
        "schulze": beat_path(profile),
        "condorcet_winner": [] if best is None else [best],
    }
    if len(options) <= 3:
        winners["ranked_pairs"] = ranked_pairs(profile)
    found: dict[str, Any] = {method: sorted(who) for method, who in winners.items()}
    found["margins"] = [[int(profile.margin(a, b)) for b in options if b != a] for a in options]
    return found


if __name__ == "__main__":
    print(json.dumps([counted(election) for election in json.load(sys.stdin)]))
