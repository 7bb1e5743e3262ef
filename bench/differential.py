"""The same elections counted by pref_voting: where nothing is tied, the winners are the same.

No measurement of time, but it needs the same peers: they are installed beside the software, not with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from tally import peers_python  # noqa: E402 - found by the path above

from summit.domain.tally import Rules, count  # noqa: E402
from tests.properties.test_tally_differential import Election, elections, profile_of  # noqa: E402

NUMBER = 1000


def main() -> int:
    """Print how many counts were compared; 1 when one differs, with the ballots."""
    asked, compared = list(elections(NUMBER)), 0
    for (options, ballots), theirs in zip(asked, by_pref_voting(asked), strict=True):
        profile, margins = profile_of(options, ballots), theirs.pop("margins")
        for method, winners in theirs.items():
            rules = Rules(method=method, seats=2 if method == "stv" else 1, strength="margins")
            result = count(profile, rules)
            if result.ties:
                continue
            compared += 1
            pairs = result.pairwise or {}
            ours = [[pairs[a][b] - pairs[b][a] for b in pairs[a]] for a in pairs]
            if sorted(result.winners) != winners or (pairs and margins != ours):
                print(f"differs: {method} {ballots}: {sorted(result.winners)} here, {winners} there")
                return 1
    print(f"{NUMBER} elections, {compared} counts compared with pref_voting, none different")
    return 0


def by_pref_voting(asked: list[Election]) -> list[dict]:
    """Its winners of two seats by transferable vote and of one by the other methods; all margins."""
    given = [{"options": options, "seats": 2, "ballots": [*ballots.items()]} for options, ballots in asked]
    command = [str(peers_python()), str(ROOT / "bench" / "differential_peers.py")]
    done = subprocess.run(
        command, input=json.dumps(given), capture_output=True, text=True, check=True, timeout=1200
    )
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
