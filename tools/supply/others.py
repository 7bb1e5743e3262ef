"""Firefox and WebKit for `make browsers`: too large to be installed by every run of the tests."""

import os
import sys
from pathlib import Path

from tools.supply.sources import Wanted, of_debian, on_system

MINI_BROWSERS = ("/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/libexec/webkit2gtk-4.1/MiniBrowser")


def firefox_here() -> str | None:
    return os.environ.get("FIREFOX") or on_system("firefox-esr", "firefox")


def firefox_of_package() -> str | None:
    of_debian("firefox-esr")
    return firefox_here()


def webkit_here() -> str | None:
    """The driver of WebKitGTK, where the browser and a screen for it are there too."""
    browser = any(any(Path("/").glob(pattern[1:])) for pattern in MINI_BROWSERS)
    return on_system("WebKitWebDriver") if browser and on_system("Xvfb") else None


def webkit_of_package() -> str | None:
    of_debian("webkit2gtk-driver")
    of_debian("xvfb")
    return webkit_here()


FIREFOX = Wanted(
    name="Firefox",
    note=".firefox",
    sources=(firefox_here, firefox_of_package),
    skipped="the journey in Firefox",
    remedy="Set FIREFOX=/path/to/it.",
)
WEBKIT = Wanted(
    name="WebKit",
    note=".webkit",
    sources=(webkit_here, webkit_of_package),
    skipped="the journey in WebKit",
    remedy="Install WebKitGTK with its WebKitWebDriver, and Xvfb, by the system's own means.",
)


def main() -> int:
    from tools.supply.__main__ import supply

    return 0 if all([supply(FIREFOX), supply(WEBKIT)]) else 1


if __name__ == "__main__":
    sys.exit(main())
