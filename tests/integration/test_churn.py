"""While four people write, two dozen come and go and machines fail: nothing lost, doubled or out of order."""

import os
from pathlib import Path

import pytest

from tests.churn.conducting import on_postgresql

pytestmark = [pytest.mark.server]

SECONDS = float(os.environ.get("CHURN_SECONDS", "60"))


@pytest.mark.postgres
@pytest.mark.redis
def test_two_workers_that_are_killed_and_lose_redis_lose_nothing_else(tmp_path: Path) -> None:
    with on_postgresql(tmp_path) as churn:
        found = churn.run(SECONDS)
    assert found.faults == {"lost": 0, "doubled": 0, "misordered": 0, "holes": 0}, found.examples
    assert found.deliveries > 20 * found.pages / 10 > 0
