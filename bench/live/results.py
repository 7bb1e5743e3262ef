"""Where figures are kept: rows of bench/results.json, by name."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parents[1] / "results.json"


def row(name: str, ours: Any, theirs: Any, peer: str, unit: str, **more: Any) -> dict[str, Any]:
    """Ours beside a peer or a limit; the ratio is ours ÷ theirs: of what costs something, less is better."""
    ratio = round(ours / theirs, 2) if ours is not None and theirs else None
    return {"name": name, "ours": ours, "theirs": theirs, "peer": peer, "unit": unit, "ratio": ratio, **more}


def keep(rows: list[dict[str, Any]]) -> None:
    """Put these rows into the file in place of those of the same names, and print them."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    names = {one["name"] for one in rows}
    RESULTS.write_text(json.dumps([one for one in kept if one["name"] not in names] + rows, indent=1) + "\n")
    for one in rows:
        beside = f"{one['peer']} {one['theirs']}, ratio {one['ratio']}"
        print(f"  {one['name']}: ours {one['ours']} {one['unit']}, {beside}")


def conditions() -> dict[str, Any]:
    """What else went on: figures of a busy machine are worth less."""
    return {"cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 1)}
