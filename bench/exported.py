"""The ballots of a record bundle, as they are exported, counted by votelib, pyrankvote and pref_voting.

`python bench/exported.py [BUNDLE] [--polls 30]`. Without a bundle one is made of a summit with so many
ranked polls, by instant runoff and by Schulze in turns. No measurement of time: it prints for each ranked
poll who won here and there, and ends with 1 where a library elects somebody else. A poll in which a tie was
broken is shown, and not held against anybody: libraries break ties in their own ways.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from tally import peers_python  # noqa: E402 - found by the path above

from summit.db import db  # noqa: E402
from summit.export.bundle import make_bundle  # noqa: E402
from summit.people.models import Role  # noqa: E402
from summit.people.services import accredit, found_summit  # noqa: E402
from summit.voting.models import KEEP  # noqa: E402
from tests.bundles import a_poll  # noqa: E402
from tests.factories import SENTENCES, a_document, an_amendment, cast, published  # noqa: E402
from tests.servers import beside  # noqa: E402

METHODS = ("irv", "stv", "schulze")
VOTERS = 31


def a_bundle(folder: Path, polls: int) -> Path:
    """Of a summit in which every poll has three alternatives, and ballots of one option up to all."""
    dice = random.Random(3)
    with beside(folder):
        db.create_all()
        found_summit("Counted elsewhere", "UTC", ["en"])
        chair = accredit(None, "Chair", Role.ORGANISER, "O-1").id
        voters = [accredit(None, f"Delegate {n}", Role.DELEGATE, f"01-{n:02}").id for n in range(VOTERS)]
        for at in range(polls):
            document = a_document()
            made = [
                an_amendment(voters[0], document, SENTENCES[0].replace("may", one), title=f"It {one}")
                for one in ("shall", "must", "can")
            ]
            poll = a_poll(chair, made, method=("irv", "schulze")[at % 2])
            options = [*(f"am{one}" for one in made), KEEP]
            for voter in voters:
                cast(voter, poll, *dice.sample(options, dice.randint(1, 4)))
            published(chair, poll)
        content = make_bundle(lambda done, total, step: None).content
    (folder / "bundle.zip").write_bytes(content)
    return folder / "bundle.zip"


def ranked(bundle: Path) -> Iterator[dict[str, Any]]:
    """The polls that other libraries can count, with their files and the published result."""
    with zipfile.ZipFile(bundle) as whole:
        names = set(whole.namelist())
        for path in sorted(name for name in names if name.endswith("/rules.json")):
            folder = path.rsplit("/", 1)[0]
            rules, poll = json.loads(whole.read(path)), json.loads(whole.read(f"{folder}/poll.json"))
            if rules["method"] not in METHODS or f"{folder}/ballots.blt" not in names:
                continue
            yield {
                "poll": folder,
                "method": rules["method"],
                "seats": rules["seats"],
                "csv": whole.read(f"{folder}/ballots.csv").decode(),
                "blt": whole.read(f"{folder}/ballots.blt").decode(),
                "titles": {one["id"]: one["title"] for one in poll["options"]},
                "result": json.loads(whole.read(f"{folder}/result.json")),
            }


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("bundle", nargs="?", type=Path)
    asked.add_argument("--polls", type=int, default=30)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="exported-") as folder:
        polls = list(ranked(given.bundle or a_bundle(Path(folder), given.polls)))
    command = [str(peers_python()), str(ROOT / "bench" / "exported_peers.py")]
    done = subprocess.run(command, input=json.dumps(polls), stdout=subprocess.PIPE, text=True, check=True)
    compared = differ = tied = 0
    for poll, theirs in zip(polls, json.loads(done.stdout.splitlines()[-1]), strict=True):
        ours = sorted(poll["titles"][one] for one in poll["result"]["winners"])
        named = {
            library: sorted(poll["titles"].get(one, one) for one in won) for library, won in theirs.items()
        }
        other = [library for library, won in named.items() if won != ours]
        is_tied = bool(poll["result"]["ties"])
        compared, tied = compared + len(theirs) * (not is_tied), tied + is_tied
        differ += len(other) * (not is_tied)
        verdict = f"differs in {', '.join(other)}: {theirs}" if other else f"equal in {', '.join(theirs)}"
        print(f"{poll['poll']} {poll['method']}: {', '.join(ours)}{' (tie)' if is_tied else ''}; {verdict}")
    print(
        f"{len(polls)} ranked polls, {tied} with a tie; {compared} counts by other libraries, {differ} differ"
    )
    return 1 if differ or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
