"""Asks whether a dependency has a published vulnerability: one found fails, an unreachable service is said."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def answer(command: list[str]) -> Any:
    """The auditor's JSON, or None when it had none to give (its service could not be reached)."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        return None


def in_python() -> Iterator[str] | None:
    found = answer(
        [sys.executable, "-m", "pip_audit", "--local", "--format", "json", "--progress-spinner", "off"]
    )
    if not found:
        return None
    return (
        f"{package['name']} {package['version']}: {flaw['id']}, mended in {flaw['fix_versions'] or 'no release'}"
        for package in found["dependencies"]
        for flaw in package.get("vulns", [])
    )


def in_javascript() -> Iterator[str] | None:
    found = answer(["tools/node", "npm", "audit", "--json"])
    if not found or "vulnerabilities" not in found:
        return None
    return (f"{name}: {flaw['severity']}, {flaw['range']}" for name, flaw in found["vulnerabilities"].items())


def main() -> int:
    total = 0
    for name, flaws in (("pip-audit", in_python()), ("npm audit", in_javascript())):
        if flaws is None:
            print(f"{name}: its advisory service could not be reached; nothing was checked")
            continue
        listed = list(flaws)
        total += len(listed)
        print(f"{name}: {'; '.join(listed) or 'no known vulnerability'}")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
