"""Ports for servers that tests start, on loopback."""

import random
import socket

LOWEST, HIGHEST = 10_000, 32_000
"""Below the ports that the system gives to outgoing connections: there, a client that dials a stopped server
again and again may one day be given that very port, and talk to itself."""


def free_port() -> int:
    """A port on which nobody listens; a server may be stopped and started again on it."""
    while True:
        port = random.randint(LOWEST, HIGHEST)  # noqa: S311 - any; test processes side by side rarely meet
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
