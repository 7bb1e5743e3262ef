"""What docs/operations.md and deploy/ say, done: a certificate, the site of nginx, the unit of systemd."""

import configparser
import contextlib
import json
import os
import re
import resource
import shlex
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
import socketio

from tests.integration.live_server import until
from tests.integration.live_workers import empty_database
from tests.ports import free_port
from tests.supplied.nginx import Nginx
from tests.supplied.postgres import server_url
from tests.supplied.programs import program
from tests.supplied.redis import running_redis
from tests.supplied.site import Certificate, around, site

ROOT = Path(__file__).parents[2]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
PATIENCE_S = 60.0
FIGURES_S = 6.0
"""After so long each worker has usually left its figures for the other."""

pytestmark = [pytest.mark.server, pytest.mark.postgres, pytest.mark.redis]


def block_under(heading: str) -> str:
    """The first block of commands under a heading of operations.md."""
    section = OPERATIONS.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    found = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert found, heading
    return found[1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Made by the commands of the documentation."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl")
    folder = tmp_path_factory.mktemp("hall")
    commands = block_under("HTTPS in a hall without internet")
    subprocess.run(["sh", "-euc", commands], cwd=folder, check=True, capture_output=True, timeout=600)
    return Certificate(folder / "tls" / "summit.crt", folder / "tls" / "summit.key")


class Unit:
    """deploy/summit.service on this machine's paths: what systemd would start, with what it would give it."""

    def __init__(self, folder: Path, database: str, redis: str) -> None:
        self.folder, self.port = folder, free_port()
        text = (ROOT / "deploy" / "summit.service").read_text()
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str  # type: ignore[assignment, method-assign]
        unit.read_string(text.replace("/srv/summit", str(ROOT)))
        self.service = dict(unit["Service"])
        self.environment = self._environment(database, redis)
        self.notified = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notified.bind(str(folder / "notify"))
        self.notified.settimeout(PATIENCE_S)

    def _environment(self, database: str, redis: str) -> dict[str, str]:
        """deploy/summit.env with the values that belong to this machine."""
        lines = (ROOT / "deploy" / "summit.env").read_text().splitlines()
        given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        own = {
            "PORT": str(self.port), "SUMMIT_INSTANCE": str(self.folder / "instance"),
            "DATABASE_URL": database, "REDIS_URL": redis, "SECRET_KEY": "of-a-test", "LOG_LEVEL": "info",
        }  # fmt: skip
        assert set(own) - {"SECRET_KEY", "LOG_LEVEL"} <= set(given), "the file names what has to be set"
        return {"PATH": os.environ["PATH"], "NOTIFY_SOCKET": str(self.folder / "notify")} | given | own

    def start(self) -> None:
        self.log = (self.folder / "server.log").open("ab")
        subprocess.run(
            shlex.split(self.service["ExecStartPre"]), cwd=self.service["WorkingDirectory"],
            env=self.environment, check=True, stdout=self.log, stderr=self.log, timeout=600,
        )  # fmt: skip
        files = int(self.service["LimitNOFILE"])
        self.process = subprocess.Popen(
            shlex.split(self.service["ExecStart"]), cwd=self.service["WorkingDirectory"],
            env=self.environment, stdout=self.log, stderr=self.log, start_new_session=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)),
        )  # fmt: skip

    def flask(self, *arguments: str) -> None:
        """A command as an organiser gives it beside the running unit."""
        command = [self.service["ExecStartPre"].split()[0], *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, timeout=600)

    def reload(self) -> None:
        command = self.service["ExecReload"].replace("$MAINPID", str(self.process.pid))
        subprocess.run(shlex.split(command), check=True)

    def workers(self) -> set[int]:
        pid = self.process.pid
        return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}

    def stop(self) -> float:
        """End it as systemd does; answers the seconds that took."""
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(float(self.service["TimeoutStopSec"]))
        self.log.close()
        self.notified.close()
        return time.monotonic() - began


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Unit]:
    folder = tmp_path_factory.mktemp("unit")
    with running_redis(folder) as redis:
        unit = Unit(folder, empty_database(server_url(), f"unit_{os.getpid()}"), redis)
        unit.start()
        try:
            until(lambda: _answers(unit), "the unit's first answer", PATIENCE_S)
            unit.flask("summit", "init", "--name", "Hall", "--zone", "UTC", "--languages", "en")
            unit.flask("document", "import", "summit/cli/demo/texts/plan.md", "--number", "1")
            yield unit
        finally:
            with contextlib.suppress(subprocess.TimeoutExpired):
                unit.stop()


def _answers(unit: Unit) -> bool:
    assert unit.process.poll() is None, (unit.folder / "server.log").read_text()
    try:
        with urlopen(f"http://127.0.0.1:{unit.port}/healthz", timeout=PATIENCE_S) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture
def front(unit: Unit, certificate: Certificate, tmp_path: Path) -> Iterator[int]:
    """The port at which nginx speaks TLS before the unit."""
    nginx = Nginx(tmp_path)
    tls = free_port()
    written = site(tmp_path, tls, unit.port, certificate, plain=nginx.port)
    nginx.start(around(tmp_path, written))
    yield tls
    nginx.stop()


def asked(
    front: int, certificate: Certificate, path: str, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    trusted = ssl.create_default_context(cafile=str(certificate.chain.with_name("authority.crt")))
    connection = HTTPSConnection("localhost", front, timeout=PATIENCE_S, context=trusted)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def test_nginx_accepts_the_site(certificate: Certificate, tmp_path: Path) -> None:
    conf = tmp_path / "nginx.conf"
    conf.write_text(around(tmp_path, site(tmp_path, 1, 2, certificate, plain=3)))
    done = subprocess.run(
        [program("nginx"), "-t", "-p", str(tmp_path), "-c", str(conf), "-g", f"pid {tmp_path}/nginx.pid;"],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze")
    unit = tmp_path / "summit.service"
    text = (ROOT / "deploy" / "summit.service").read_text().replace("/srv/summit", str(ROOT))
    text = text.replace("User=summit", "User=root").replace("Group=summit", "Group=root")
    unit.write_text(text.replace("/etc/summit/summit.env", f"{ROOT}/deploy/summit.env"))
    done = subprocess.run(
        [analyze, "verify", str(unit)], capture_output=True, text=True, check=False, timeout=600
    )
    ours = [line for line in done.stderr.splitlines() if "summit.service" in line]
    assert done.returncode == 0 and ours == [], done.stderr


def test_the_unit_says_when_it_is_ready(unit: Unit) -> None:
    assert b"READY=1" in unit.notified.recv(4096)
    until(lambda: len(unit.workers()) == 2, "both workers", PATIENCE_S)


def test_pages_come_by_https_and_their_cookies_too(front: int, certificate: Certificate) -> None:
    status, headers, page = asked(front, certificate, "/sign-in")
    assert status == 200
    assert b"You are" in page
    assert "Secure" in headers["Set-Cookie"]
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert f"wss://localhost:{front}" in headers["Content-Security-Policy"]


def test_built_files_come_squeezed_and_are_kept_for_ever(front: int, certificate: Certificate) -> None:
    _, _, page = asked(front, certificate, "/sign-in")
    path = re.search(rb'src="(/static/dist/main-[^"]+\.js)"', page)[1].decode()  # type: ignore[index]
    status, headers, _ = asked(front, certificate, path, **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in headers["Cache-Control"]


def test_sockets_go_through_and_another_sites_do_not(front: int, certificate: Certificate) -> None:
    trusted = {"sslopt": {"ca_certs": str(certificate.chain.with_name("authority.crt"))}}
    address = f"https://localhost:{front}"
    for origin, is_let_in in ((address, True), ("https://elsewhere.example", False)):
        options = trusted | {"origin": origin}
        client = socketio.Client(
            reconnection=False, request_timeout=PATIENCE_S, websocket_extra_options=options
        )
        try:
            client.connect(address, transports=["websocket"], wait_timeout=PATIENCE_S)
            assert is_let_in, f"{origin} was let in"
            answer = client.call("follow", {"topics": ["summit::-:0"], "language": "es"}, timeout=PATIENCE_S)
            assert answer["heads"][0].startswith("summit::")
        except socketio.exceptions.ConnectionError:
            assert not is_let_in, f"{origin} was not let in"
        finally:
            client.disconnect()


def test_followers_without_an_account_and_without_sockets_share_one_answer(
    unit: Unit, front: int, certificate: Certificate
) -> None:
    time.sleep(FIGURES_S)
    before = answers_of(unit)
    path = "/live?t=document:1:0badc0de:1"
    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(lambda _: asked(front, certificate, path), range(8)))
    assert {(status, body) for status, _, body in answers} == {(200, answers[0][2])}
    assert b'"reset":true' in answers[0][2].replace(b" ", b"")
    until(lambda: answers_of(unit) > before, "an answer of the server", PATIENCE_S)
    asked(front, certificate, path, Cookie="session=of-a-person")
    until(lambda: answers_of(unit) > before + 1, "who is signed in is seen by the server", PATIENCE_S)
    time.sleep(FIGURES_S)
    assert answers_of(unit) - before < 8 + 1


def answers_of(unit: Unit) -> float:
    """How often the workers were asked by readers who came back; each leaves its figures for the other only
    now and then."""
    total = 0.0
    with urlopen(f"http://127.0.0.1:{unit.port}/metrics", timeout=PATIENCE_S) as answer:
        text = answer.read().decode()
    for line in text.splitlines():
        if line.startswith("summit_answers_total{"):
            total += float(line.rsplit(" ", 1)[1])
    return total


def test_plain_http_leads_to_https(unit: Unit, certificate: Certificate, tmp_path: Path) -> None:
    nginx = Nginx(tmp_path)
    written = site(tmp_path, free_port(), unit.port, certificate, plain=nginx.port)
    nginx.start(around(tmp_path, written))
    try:
        connection = HTTPConnection("127.0.0.1", nginx.port, timeout=PATIENCE_S)
        connection.request("GET", "/documents/", headers={"Host": "summit.example.org"})
        answer = connection.getresponse()
        assert answer.status == 301
        assert answer.headers["Location"] == "https://summit.example.org/documents/"
        connection.close()
    finally:
        nginx.stop()


def test_logs_are_json_with_routes_and_without_addresses(unit: Unit) -> None:
    asking = Request(
        f"http://127.0.0.1:{unit.port}/documents/1?from=nobody", headers={"X-Forwarded-For": "203.0.113.9"}
    )
    urlopen(asking, timeout=PATIENCE_S).close()  # noqa: S310
    log = (unit.folder / "server.log").read_text()
    told = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert any(one.get("route") == "/documents/<int:number>" and one["status"] == 200 for one in told)
    assert "203.0.113.9" not in log
    assert "from=nobody" not in log


def test_a_reload_replaces_the_workers(unit: Unit) -> None:
    before = unit.workers()
    unit.reload()
    until(lambda: len(unit.workers() - before) == 2, "two new workers", PATIENCE_S)
    until(lambda: not unit.workers() & before, "the end of the old ones", PATIENCE_S)
    until(lambda: _answers(unit), "the answer of a new one", PATIENCE_S)
