"""Ports for servers that tests start, on loopback."""

import os
import random
import re
import socket

LOWEST, HIGHEST = 10_000, 32_000
"""Below the ports that the system gives to outgoing connections: there, a client that dials a stopped server
again and again may one day be given that very port, and talk to itself."""
PROCESSES = 16
"""So many test processes may run side by side before two of them draw from the same ports."""
given: set[int] = set()


def own_ports() -> range:
    """The ports of this test process alone: one that is given has no listener yet, or none for a moment."""
    number = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0) % PROCESSES
    size = (HIGHEST - LOWEST) // PROCESSES
    return range(LOWEST + number * size, LOWEST + (number + 1) * size)


def free_port() -> int:
    """A port on which nobody listens, given once; a server may be stopped and started again on it."""
    own = own_ports()
    while True:
        port = random.choice(own)  # noqa: S311 - any; other runs on this machine rarely draw the same
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in given or len(given) > len(own) // 2:
            given.add(port)
            return port
