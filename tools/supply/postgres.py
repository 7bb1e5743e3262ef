"""PostgreSQL's programs, for tests/integration once more; .venv/.postgres is their folder."""

import sys
from pathlib import Path

from tools.supply.sources import Wanted, of_wheel, on_system, starts

WHEEL = "pgserver==0.1.4"
"""PostgreSQL 16.2, unpatched since: good for tests and for nothing else."""


def of_system() -> str | None:
    """The newest that Debian keeps apart, then the one on the path; a client without the server is none."""
    kept_apart = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda bin: -int(bin.parent.name))
    initdb = on_system("initdb", folders=tuple(map(str, kept_apart)))
    folders = [*kept_apart, *([Path(initdb).resolve().parent] if initdb else [])]
    return next((str(folder) for folder in folders if _holds_a_server(folder)), None)


def of_pgserver() -> str | None:
    folder = of_wheel(WHEEL) / "pgserver" / "pginstall" / "bin"
    return str(folder) if _holds_a_server(folder) else None


def _holds_a_server(folder: Path) -> bool:
    return (folder / "initdb").exists() and starts(folder / "postgres", "--version")


def try_given(url: str) -> None:
    """Ends the run if the given server does not let us in."""
    import psycopg

    try:
        psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=5).close()
    except psycopg.Error as error:
        sys.exit(f"TEST_POSTGRES names a server that does not let us in: {error}")


WANTED = Wanted(
    name="PostgreSQL",
    note=".postgres",
    here=(of_system,),
    packages=("postgresql",),
    sources=(of_pgserver,),
    skipped="every test of tests/integration on PostgreSQL",
    remedy="Set TEST_POSTGRES=postgresql+psycopg://me@localhost/postgres, a role that may create databases.",
    given="TEST_POSTGRES",
    try_given=try_given,
)
