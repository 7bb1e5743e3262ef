"""Sure losers: candidates that no votes still to be transferred could save, excluded together."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from summit.domain.tally.result import Votes


def sure_losers(
    tally: Mapping[str, Votes],
    continuing: Collection[str],
    surplus: Votes,
    left: int,
    elected: int,
    seats: int,
    quota: Votes,
    batch: str,
) -> list[str]:
    """The largest set of lowest candidates whose votes and all surpluses stay below the next candidate.

    At least as many candidates as seats are left over, and equal candidates stay together.
    """
    if batch == "none":
        return []
    order = sorted(continuing, key=lambda option: (tally[option], option))
    found, total = 0, surplus
    for size in range(1, len(order) - max(left, 0) + 1):
        total += tally[order[size - 1]]
        if (
            size < len(order)
            and total < tally[order[size]]
            and (batch != "cfer" or _may_go(tally, order, size, total, surplus, elected, seats, quota))
        ):
            found = size
    return order[:found]


def _may_go(
    tally: Mapping[str, Votes],
    order: list[str],
    size: int,
    total: Votes,
    surplus: Votes,
    elected: int,
    seats: int,
    quota: Votes,
) -> bool:
    """Draft act 10059 (k) (3): no exclusion that could change who is elected before."""
    gap = quota - tally[order[-1]]
    if elected == seats - 1 or len(order) - size + elected == seats or total < gap:
        return True
    most = max(tally[option] for option in order[:size])
    return surplus == 0 and total - most < gap
