"""A Chromium for tests/browser; .venv/.chromium is its path."""

import os
import sys
from pathlib import Path

from tools.supply.sources import Wanted, of_debian, on_system, quiet

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""First the one that has no windows to draw: it opens a page in three quarters of the processor's time."""


def of_environment() -> str | None:
    return os.environ.get("CHROMIUM") or None


def of_system() -> str | None:
    return on_system(*NAMES)


def of_playwright() -> str | None:
    """Playwright's own build; its download needs more of the internet than the package registries."""
    from playwright.sync_api import sync_playwright

    print("· no Chromium here; asking Playwright for one", flush=True)
    quiet([sys.executable, "-m", "playwright", "install", "chromium"])
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def of_whole_package() -> str | None:
    """Where the browser is not packed apart from its windows."""
    of_debian("chromium")
    return of_system()


WANTED = Wanted(
    name="Chromium",
    note=".chromium",
    here=(of_environment, of_system),
    packages=("chromium-headless-shell",),
    sources=(of_playwright, of_whole_package),
    skipped="all of tests/browser",
    remedy="Set CHROMIUM=/path/to/it.",
)
