"""One PostgreSQL for each test process: the server that TEST_POSTGRES names, or one of our own."""

import atexit
import functools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

from tests.ports import free_port
from tests.supplied.processes import Account, Running, as_user
from tests.supplied.programs import found, program

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    # Locks, isolation and the order of commits are as anywhere. Only the disk is not waited for: a commit
    # outlives every process, which tests may claim, but not the machine, which none may.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "on",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
}


def is_to_be_had() -> bool:
    return bool(os.environ.get("TEST_POSTGRES") or found("postgres"))


@functools.cache
def server_url() -> str:
    """A database on the server where tests make their own; the server starts when first asked for."""
    return os.environ.get("TEST_POSTGRES") or _started()


def _started() -> str:
    folder = Path(tempfile.mkdtemp(prefix="summit-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    user = _unprivileged()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    bin = _programs(Path(program("postgres")), folder, user)
    initdb = [bin / "initdb", "-D", folder / "data", *INITDB]
    try:
        _run([*initdb, *SORTED], user)
    except AssertionError:  # an older one, or one that was built without
        _run(initdb, user)
    port = free_port()
    options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    command = [str(bin / "postgres"), "-D", str(folder / "data"), "-p", str(port), *options]
    running = Running(command, folder / "log", user)
    atexit.register(running.stop)
    running.wait_until(lambda: _lets_in(port))
    return f"postgresql+psycopg://summit@127.0.0.1:{port}/postgres"


INITDB = ["-U", "summit", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
SORTED = ["--locale-provider=icu", "--icu-locale=es"]
"""As real servers are: text is sorted as a language sorts it, where signs come before digits."""


def _unprivileged() -> Account | None:
    """PostgreSQL refuses to run as root: it gets an account that owns nothing else."""
    if os.geteuid() != 0:
        return None
    accounts = {one.pw_name: one for one in pwd.getpwall()}
    return accounts.get("postgres") or accounts["nobody"]


def _programs(bin: Path, folder: Path, user: Account | None) -> Path:
    """The folder of programs; a wheel unpacked in somebody's home is copied to where `user` may read it."""
    try:
        _run([bin / "postgres", "--version"], user)
    except PermissionError:
        wheel = bin.parents[2]
        shutil.copytree(wheel, folder / "wheel", symlinks=True)
        return folder / "wheel" / bin.relative_to(wheel)
    return bin


def _run(command: list[object], user: Account | None) -> None:
    words, who = [str(word) for word in command], as_user(user)
    done = subprocess.run(words, check=False, capture_output=True, text=True, timeout=600, cwd="/", **who)
    assert done.returncode == 0, done.stderr


def _lets_in(port: int) -> bool:
    try:
        psycopg.connect(f"postgresql://summit@127.0.0.1:{port}/postgres", connect_timeout=60).close()
    except psycopg.OperationalError:
        return False
    return True
