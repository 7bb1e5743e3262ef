"""Amending a long text: diff, collisions, one more proposal, adoption and rescission, beside difflib.

`python bench/text.py [--provisions 2000] [--amendments 500] [--growth 10]`. A text of invented sentences and
amendments that each change a few words of one provision, strike one or add one; always the same. Adds rows
to `bench/results.json`: `ours` and `theirs` are seconds. difflib compares the same words of the same changed
provisions (`SequenceMatcher`, without its heuristic for popular words); it has no counterpart to the other
rows. The last rows are `--growth` times as many provisions and amendments; their `ratio` is how many times
as long that takes.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from summit.domain.text import (
    Cause,
    Kind,
    LogEntry,
    Operations,
    Pending,
    Proposal,
    Provision,
    Text,
    collision_edges,
    derive,
    diff_words,
    edges_of,
    effect,
    rescission,
)
from summit.domain.text.operations import Replace
from summit.domain.text.tokens import pieces

RESULTS = Path(__file__).parent / "results.json"
WORDS = [
    "states",
    "may",
    "shall",
    "publish",
    "research",
    "data",
    "seeds",
    "commons",
    "water",
    "forest",
    "knowledge",
    "public",
    "funds",
    "every",
    "community",
    "open",
    "access",
    "within",
    "a",
    "year",
    "of",
    "the",
    "law",
    "and",
    "not",
    "trade",
    "support",
    "steady",
    "institutions",
    "exchange",
    "counts",
    "as",
    "act",
]
LENGTH = 60


def a_text(dice: random.Random, provisions: int) -> Text:
    return tuple(
        Provision(f"p{at}", Kind.PARAGRAPH, 0, "", " ".join(dice.choices(WORDS, k=LENGTH)) + ".")
        for at in range(provisions)
    )


def an_amendment(dice: random.Random, text: Text, number: int) -> Operations:
    """A few other words in one provision; one in ten strikes it, one in ten adds one behind it."""
    one = text[dice.randrange(len(text))]
    fate = dice.random()
    if fate < 0.1:
        return derive((one,), ())
    if fate < 0.2:
        new = Provision(f"am{number}-1", Kind.PARAGRAPH, 0, "", " ".join(dice.choices(WORDS, k=LENGTH)))
        return derive((one,), (one, new))
    words = one.text.split(" ")
    for _ in range(3):
        words[dice.randrange(len(words))] = dice.choice(WORDS)
    return derive((one,), (replace(one, text=" ".join(words)),))


def seconds(act: Callable[[], object]) -> float:
    """Processor seconds, the best of three."""
    found = []
    for _ in range(3):
        begun = time.process_time()
        act()
        found.append(time.process_time() - begun)
    return min(found)


def measured(provisions: int, amendments: int) -> dict[str, float]:
    dice = random.Random(provisions)
    text = a_text(dice, provisions)
    by_id = {one.id: one.text for one in text}
    made = {number: an_amendment(dice, text, number) for number in range(1, amendments + 1)}
    forms = [(by_id[o.id], o.text) for ops in made.values() for o in ops if isinstance(o, Replace)]
    edges = collision_edges(text, made)
    pending = {number: Pending(Proposal(number, ops, 0), ops) for number, ops in made.items()}
    log = [LogEntry(Cause.ADOPTION, made[1], amendment=1)]
    proposals = [one.own for one in pending.values()]
    return {
        "diff": seconds(lambda: [diff_words(*pair) for pair in forms]),
        "difflib": seconds(lambda: [opcodes(*pair) for pair in forms]),
        "collisions": seconds(lambda: collision_edges(text, made)),
        "one more proposal": seconds(lambda: edges_of(1, text, made)),
        "one rescission": seconds(lambda: rescission(text, log, 1, proposals)),
        "one adoption": seconds(lambda: effect(text, (), pending, [1], [1], edges=edges)),
    }


def opcodes(before: str, after: str) -> list[Any]:
    return difflib.SequenceMatcher(None, pieces(before), pieces(after), autojunk=False).get_opcodes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provisions", type=int, default=2000)
    parser.add_argument("--amendments", type=int, default=500)
    parser.add_argument("--growth", type=int, default=10)
    given = parser.parse_args()
    small = measured(given.provisions, given.amendments)
    large = measured(given.provisions * given.growth, given.amendments * given.growth)
    size = f"{given.provisions}x{given.amendments}"
    rows: list[dict[str, Any]] = []
    for name in ("diff", "collisions", "one more proposal", "one adoption", "one rescission"):
        row: dict[str, Any] = {"name": f"text {name} {size}", "unit": "s", "ours": round(small[name], 4)}
        if name == "diff":
            row |= {"peer": "difflib", "theirs": round(small["difflib"], 4)}
            row |= {"ratio": round(small["difflib"] / small[name], 2)}
        rows.append(row)
        grown = {
            "name": f"text {name} grown {given.growth} times",
            "unit": "s",
            "peer": f"the same at {size}",
        }
        rows.append(
            grown
            | {"ours": round(large[name], 4), "theirs": round(small[name], 4)}
            | {"ratio": round(large[name] / max(small[name], 1e-6), 1)}
        )
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    names = {one["name"] for one in rows}
    RESULTS.write_text(json.dumps([one for one in kept if one["name"] not in names] + rows, indent=1) + "\n")
    for one in rows:
        print(json.dumps(one))


if __name__ == "__main__":
    main()
