"""A mail server for tests: a real one on loopback, which says what a test wants it to say."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class Mailbox(socketserver.ThreadingTCPServer):
    """`answers` says what a command (RCPT, DATA, "." for the end of the words) is answered instead of yes;
    "silent" hangs up without a word."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.answers: dict[str, str] = {}
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class _Session(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline():
            command = line.decode().strip()
            verb = command.split(" ")[0].split(":")[0].upper()
            if verb == "QUIT":
                return self._say("221 bye")
            if not self._answer(verb, "354 go on" if verb == "DATA" else "250 ok"):
                return None
            if verb == "RCPT" and verb not in self.server.answers:
                self.server.recipients.append(command)
            if verb == "DATA" and verb not in self.server.answers and not self._words():
                return None
        return None

    def _words(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if "." not in self.server.answers:
            message: Any = message_from_bytes(b"".join(lines), policy=policy.default)
            self.server.taken.append(message)
        return self._answer(".", "250 taken")

    def _answer(self, verb: str, usual: str) -> bool:
        said = self.server.answers.get(verb, usual)
        if said != "silent":
            self._say(said)
        return said != "silent"

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """It runs until the test is over."""
    with Mailbox() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
