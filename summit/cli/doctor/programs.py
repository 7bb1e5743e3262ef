"""What has to be installed beside the application, and what must not be."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from summit.cli.doctor.finding import Finding, bad, well
from summit.documents.reading import pandoc as reading

ROOT = Path(__file__).parents[3]
WAITS = (
    "from gevent import monkey; monkey.patch_all(); from psycopg import waiting; print(waiting.wait.__name__)"
)
FACES = ("Libertinus Serif", "DejaVu Sans Mono")
SECONDS = 30


def packages() -> Iterator[Finding]:
    """The two that decide whether a thousand sockets live: one absent, one that yields."""
    if importlib.util.find_spec("geventwebsocket"):
        yield bad("sockets", "gevent-websocket is installed.", "pip uninstall gevent-websocket")
    else:
        yield well("sockets", "gevent-websocket is absent, as it has to be.")
    waits = _printed([sys.executable, "-c", WAITS])
    if waits in ("", "wait_c"):
        said = "psycopg would stop every connection while it waits for the database."
        yield bad("driver", said, "Install the versions in requirements.txt.")
    else:
        yield well("driver", "psycopg lets others work while it waits.")
    if (ROOT / "static" / "dist" / "manifest.json").exists():
        yield well("front end", "It is built.")
    else:
        yield bad("front end", "Scripts and styles are not built.", "Run `make setup`.")


def pdf() -> Iterator[Finding]:
    """The faces that the final document is set in."""
    import typst

    missing = set(FACES) - set(typst.Fonts(include_system_fonts=False).families())
    if missing:
        yield bad("fonts", f"For PDFs {', '.join(sorted(missing))} is missing.", "Reinstall typst.")
    else:
        yield well("fonts", "PDFs have their faces.")


def pandoc() -> Iterator[Finding]:
    """Reads DOCX, ODT and HTML, and writes them."""
    try:
        said = _printed([reading.program(), "--version"]).split("\n")[0]
    except OSError:
        said = ""
    if said:
        yield well("pandoc", f"{said} runs.")
    else:
        yield bad("pandoc", "It does not run.", "Reinstall pypandoc_binary.")


def _printed(command: list[str]) -> str:
    """What one of our own programs prints; nothing if it fails."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=SECONDS)  # noqa: S603
    return done.stdout.strip() if done.returncode == 0 else ""
