"""`make mutants`: breaks each promise of the live side on purpose, and expects the churn to find it.

Answers 0 when every mutant was found and the sound system was not. NAME="no heartbeat" tries one.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.churn.breaks import BREAKS
from tests.churn.conducting import on_postgresql
from tests.churn.verdict import Verdict

SECONDS = float(os.environ.get("CHURN_SECONDS", "30"))


def _tried(broken: str) -> Verdict:
    with (
        tempfile.TemporaryDirectory(prefix="churn-") as folder,
        on_postgresql(Path(folder), broken) as churn,
    ):
        return churn.run(SECONDS)


def main() -> int:
    wanted = [name] if (name := os.environ.get("NAME")) else ["", *BREAKS]
    wrong = 0
    for broken in wanted:
        with (
            tempfile.TemporaryDirectory(prefix="churn-") as folder,
            on_postgresql(Path(folder), broken) as churn,
        ):
            found = churn.run(SECONDS)
        is_found = any(found.faults.values())
        wrong += is_found != bool(broken)
        verdict = "found" if is_found else "nothing found"
        print(f"· {broken or 'nothing broken'}: {verdict}; {found.faults}", flush=True)
        for example in found.examples[:3]:
            print(f"    {example}", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
