"""Finds or installs what the tests need beyond Python packages, and names what could not be had.

Today that is one thing, a Chromium for tests/browser. Its path is left in .venv/.chromium, where the tests
look after the variable CHROMIUM. With CI=true a missing tool ends the run instead of skipping tests.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NOTE = Path(__file__).parent.parent / ".venv" / ".chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def of_environment() -> str | None:
    return os.environ.get("CHROMIUM") or None


def of_system() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def of_playwright() -> str | None:
    """Playwright's own build; its download needs more of the internet than the package registries."""
    from playwright.sync_api import sync_playwright

    print("· no Chromium here; asking Playwright for one", flush=True)
    quiet([sys.executable, "-m", "playwright", "install", "chromium"])
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def of_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("· installing Debian's package chromium", flush=True)
    quiet(["apt-get", "update"])
    quiet(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"])
    return of_system()


def quiet(command: list[str]) -> None:
    """Run one installer; that it failed shows in what is found afterwards."""
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)


def main() -> int:
    sources: tuple[Callable[[], str | None], ...] = (of_environment, of_system, of_playwright, of_debian)
    path = next((found for source in sources if (found := source())), None)
    if path:
        NOTE.write_text(path + "\n")
        print(f"· browser: {path}")
        return 0
    NOTE.unlink(missing_ok=True)
    print("· no Chromium could be had: all of tests/browser will be skipped. Set CHROMIUM=/path/to/it.")
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
