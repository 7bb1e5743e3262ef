"""Real servers for tests: gunicorn with gevent on a free port, with a database and instance of their own."""

import contextlib
import os
import re
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import Cookie, CookieJar
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, current_app
from itsdangerous import URLSafeTimedSerializer

from summit import create_app
from summit.db import db
from tests.ports import free_port

ROOT = Path(__file__).parent.parent
PATIENCE_S = 120
"""How long a machine that is busy with other tests may take to answer."""
MAIL = {
    "MAIL_URL": "smtp://127.0.0.1:9",
    "MAIL_FROM": "no-reply@summit.example",
    "SUMMIT_URL": "https://summit.example",
}


def settings_for(folder: Path) -> dict[str, str]:
    """The environment of a server, or of a command beside it, whose state lives in `folder`.

    A file `database` in it names the database; without one it is SQLite, there as well. A file `mail` names a
    mail server, which does not answer.
    """
    note = folder / "database"
    address = note.read_text() if note.exists() else f"sqlite:///{folder / 'summit.db'}"
    own = {"SUMMIT_INSTANCE": str(folder), "DATABASE_URL": address}
    mail = MAIL if (folder / "mail").exists() else {}
    return {**os.environ, **own, **mail, "WEB_CONCURRENCY": "1", "PYTHONWARNINGS": "default"}


def flask(folder: Path, *arguments: str) -> str:
    """Run a `flask` command on the state in `folder`; answers what it printed."""
    command = [sys.executable, "-m", "flask", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=settings_for(folder), capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Server:
    """A running server; `stop` lets it end, `kill` is the power cut."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Server":
        """Start, or start again on the same port and state; answers when the server does."""
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "wsgi:app"]
        with (self.folder / "server.log").open("ab") as log:
            env = settings_for(self.folder)
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
            )
        self._await_answer()
        return self

    def _await_answer(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(f"{self.url}/healthz", timeout=10)  # noqa: S310 - our own address
                return
            assert self.process is not None
            assert self.process.poll() is None, self.log()
            time.sleep(0.05)
        raise AssertionError(f"the server did not answer in {PATIENCE_S} s:\n{self.log()}")

    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    def kill(self) -> None:
        """kill -9 on master and worker at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.kill()


@contextlib.contextmanager
def running(folder: Path, address: str | None = None) -> Iterator[Server]:
    """A server on the database at `address`, or SQLite, with tables and whatever else is in it already."""
    if address is not None:
        (folder / "database").write_text(address)
    with beside(folder):
        db.create_all()
    server = Server(folder).start()
    try:
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def beside(folder: Path) -> Iterator[None]:
    """An application context on the server's database, as a command beside it has."""
    url = settings_for(folder)["DATABASE_URL"]
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "INSTANCE": folder, "SECRET_KEY": "beside"})
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def commanded(folder: Path, *arguments: str) -> str:
    """As `flask`, but in this process: another takes two seconds to begin."""
    with beside(folder):
        done = current_app.test_cli_runner().invoke(args=arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


class Device:
    """A browser without scripts: cookies, forms with their token, redirects not followed."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.token = ""
        self.cookies = CookieJar()
        handler = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(handler, _NoRedirect())

    def get(self, path: str) -> tuple[int, str]:
        status, page = self._open(urllib.request.Request(self.server.url + path))  # noqa: S310
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        if found:
            self.token = found.group(1)
        return status, page

    def post(self, path: str, accept: str = "text/html", **form: object) -> tuple[int, str]:
        body = urlencode({"csrf_token": self.token, **form}, doseq=True).encode()
        headers = {"Accept": accept, "Referer": self.server.url}
        return self._open(urllib.request.Request(self.server.url + path, body, headers))  # noqa: S310

    def sign_in(self, slip: str, pin: str = "493817") -> None:
        self.get("/sign-in")
        status, page = self.post("/sign-in/slip", code=slip, pin=pin)
        assert status == 303, page
        self.get("/sign-in")

    def holds(self, token: str) -> None:
        """As if a slip had been redeemed here for this token; to check a PIN is made to take long."""
        app, word = Flask("cookies"), secrets.token_hex(20)
        app.secret_key = (self.server.folder / "secret_key").read_text().strip()
        signing = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        value = signing.dumps({"_user_id": token, "csrf_token": word})
        whose = ("session", value, None, False, "127.0.0.1", True, False)
        self.cookies.set_cookie(Cookie(0, *whose, "/", True, False, None, True, None, None, {}))
        self.token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(word)

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=PATIENCE_S) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None
