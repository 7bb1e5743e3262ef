"""A rehearsal compares the receipts in people's hands with what the server publishes."""

from typing import Any

from summit.cli.demo.receipts import differences, receipts_in
from summit.domain.ballots import receipt

IDS = ["a1" * 32, "b2" * 32, "c3" * 32]
HELD = {receipt(id) for id in IDS}


def published(ids: list[str], received: int = 3, valid: int = 3) -> dict[str, Any]:
    ballots = {"published": "linked", "ballots": [{"id": id, "ranking": ["am1"]} for id in ids]}
    counted = {"ballots": {"valid": valid, "blank": 0, "spoilt": 0}}
    return {"received": received, "ballots": ballots, "result": counted}


def test_a_result_that_agrees_leaves_nothing_to_say() -> None:
    assert list(differences("V-01", published(IDS), HELD)) == []
    apart = published([]) | {"ballots": {"published": "separate", "ids": IDS, "contents": []}}
    assert receipts_in(apart) == HELD
    assert list(differences("V-01", apart, HELD)) == []


def test_a_ballot_that_is_lost_or_replaced_is_named() -> None:
    (lost,) = differences("V-01", published([*IDS[:2], "d4" * 32]), HELD)
    assert lost == f"V-01: 1 receipts without a ballot, such as {receipt(IDS[2])}"
    said = list(differences("V-01", published(IDS[:2], received=2, valid=2), HELD))
    assert said[0] == "V-01: 2 ballots received, 3 receipts held"
    assert list(differences("V-01", published(IDS, valid=2), HELD)) == ["V-01: 3 ballots received, 2 counted"]
    assert list(differences("V-01", {}, HELD)) == ["V-01 has no published result"]


def test_a_result_of_few_ballots_names_none_and_its_numbers_are_compared() -> None:
    few = published([]) | {"ballots": {"published": "digest", "digest": "ab"}}
    assert list(differences("V-01", few, HELD)) == []
