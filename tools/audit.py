"""Asks whether a dependency has a published vulnerability; names a service that cannot be reached."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


class Unreachable(Exception):
    """The advisory service gave no answer, so nothing is known."""


def main() -> int:
    total = 0
    for name, audit in (("pip-audit", in_python), ("npm audit", in_javascript)):
        try:
            flaws = audit()
        except Unreachable:
            print(f"{name}: its advisory service could not be reached; NOTHING WAS CHECKED")
            continue
        total += len(flaws)
        print(f"{name}: {'; '.join(flaws) or 'no known vulnerability'}")
    return 1 if total else 0


def in_python() -> list[str]:
    """A sentence for each vulnerability among the packages of this environment."""
    auditor = [sys.executable, "-m", "pip_audit", "--local", "--progress-spinner", "off", "--format", "json"]
    packages = answer(auditor)["dependencies"]
    checked = [package for package in packages if "skip_reason" not in package]
    if not checked:
        raise Unreachable
    if len(checked) < len(packages):
        print(f"pip-audit: the service knows {len(checked)} of {len(packages)} packages")
    return [
        f"{package['name']} {package['version']} has {flaw['id']}, mended in {flaw['fix_versions'] or 'none'}"
        for package in checked
        for flaw in package["vulns"]
    ]


def in_javascript() -> list[str]:
    """A sentence for each vulnerable package of the lock file."""
    found = answer(["tools/node", "npm", "audit", "--json"])
    if "vulnerabilities" not in found:
        raise Unreachable
    return [
        f"{name} {flaw['range']} is {flaw['severity']}" for name, flaw in found["vulnerabilities"].items()
    ]


def answer(command: list[str]) -> Any:
    """The auditor's JSON; Unreachable when it had none to give."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise Unreachable from error


if __name__ == "__main__":
    sys.exit(main())
