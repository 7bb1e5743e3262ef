"""A process that lives as long as the tests want it, and never longer than they do."""

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

READY_WITHIN_S = 120.0
UNTIL_WE_ARE_GONE = '"$@" & child=$!; read -r _; kill -TERM $child 2>/dev/null; wait $child'
"""Ends the program when our end of the pipe closes, which it does however the tests end."""

Account = pwd.struct_passwd


def as_user(account: Account | None) -> dict[str, Any]:
    """How `subprocess` is told to start something as somebody else."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


class Running:
    """A started program; its words go to `log`."""

    def __init__(self, command: list[str], log: Path, user: Account | None = None) -> None:
        self.log = log
        with log.open("ab") as words:
            self.process = subprocess.Popen(
                ["/bin/sh", "-c", UNTIL_WE_ARE_GONE, "sh", *command],
                stdin=subprocess.PIPE,
                stdout=words,
                stderr=words,
                start_new_session=True,
                **as_user(user),
            )

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Wait until `ready` holds, or fail with what the program said."""
        deadline = time.monotonic() + READY_WITHIN_S
        while not ready():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.02)

    def stop(self) -> None:
        """Let it end by itself; kill what does not within a minute."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """kill -9 on everything that it started."""
        assert self.process.stdin is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdin.close()
