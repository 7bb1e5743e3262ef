"""What those who cast hold in hand beside what the server publishes: nothing lost and nothing added."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from summit.domain.ballots import receipt


def receipts_in(published: Mapping[str, Any]) -> set[str]:
    """The receipts of the ballots in a published result, where it names ballots at all."""
    ballots = published.get("ballots", {})
    ids = ballots.get("ids") or [one["id"] for one in ballots.get("ballots", ())]
    return {receipt(id) for id in ids}


def differences(name: str, published: Mapping[str, Any], held: Collection[str]) -> Iterator[str]:
    """In sentences, where the published result of a poll and the receipts for it do not agree.

    A result of few ballots names none of them: there only the numbers can be compared.
    """
    if not published:
        yield f"{name} has no published result"
        return
    received = int(published["received"])
    if received != len(held):
        yield f"{name}: {received} ballots received, {len(held)} receipts held"
    counted = sum(int(number) for number in published["result"]["ballots"].values())
    if counted != received:
        yield f"{name}: {received} ballots received, {counted} counted"
    if published["ballots"].get("published") != "digest" and (lost := set(held) - receipts_in(published)):
        yield f"{name}: {len(lost)} receipts without a ballot, such as {min(lost)}"
