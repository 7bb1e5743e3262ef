"""Firefox and WebKit for `make browsers`: too large to be installed by every run of the tests."""

import os
import sys
from pathlib import Path

from tools.supply.sources import Wanted, on_system

MINI_BROWSERS = ("/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/libexec/webkit2gtk-4.1/MiniBrowser")


def firefox_here() -> str | None:
    return os.environ.get("FIREFOX") or on_system("firefox-esr", "firefox")


def webkit_here() -> str | None:
    """The driver of WebKitGTK, where the browser and a screen for it are there too."""
    browser = any(any(Path("/").glob(pattern[1:])) for pattern in MINI_BROWSERS)
    return on_system("WebKitWebDriver") if browser and on_system("Xvfb") else None


FIREFOX = Wanted(
    name="Firefox",
    note=".firefox",
    here=(firefox_here,),
    packages=("firefox-esr",),
    skipped="the journey in Firefox",
    remedy="Set FIREFOX=/path/to/it.",
)
WEBKIT = Wanted(
    name="WebKit",
    note=".webkit",
    here=(webkit_here,),
    packages=("webkit2gtk-driver", "xvfb"),
    skipped="the journey in WebKit",
    remedy="Install WebKitGTK with its WebKitWebDriver, and Xvfb, by the system's own means.",
)


def main() -> int:
    from tools.supply.__main__ import supply

    return 0 if all([supply(FIREFOX), supply(WEBKIT)]) else 1


if __name__ == "__main__":
    sys.exit(main())
