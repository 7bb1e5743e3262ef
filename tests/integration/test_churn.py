"""While four people write, two dozen come and go and machines fail: nothing lost, doubled or out of order."""

import os
from pathlib import Path

import pytest

from tests.churn.conducting import Churn, on_postgresql, on_sqlite

pytestmark = [pytest.mark.server]

SECONDS = float(os.environ.get("CHURN_SECONDS", "45"))
"""Two rounds of all troubles for two workers; with the third of it for one, a minute in each run."""


@pytest.mark.postgres
@pytest.mark.redis
def test_two_workers_that_are_killed_and_lose_redis_lose_nothing_else(tmp_path: Path) -> None:
    with on_postgresql(tmp_path) as churn:
        nothing_is_lost(churn, SECONDS)


def test_one_worker_that_is_killed_loses_nothing_else(tmp_path: Path) -> None:
    with on_sqlite(tmp_path) as churn:
        nothing_is_lost(churn, SECONDS / 3)


def nothing_is_lost(churn: Churn, seconds: float) -> None:
    found = churn.run(seconds)
    assert found.faults == {"lost": 0, "doubled": 0, "misordered": 0, "holes": 0}, found.examples
    assert found.deliveries > 2 * found.pages > 0
