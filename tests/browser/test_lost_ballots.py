"""The drill: server and disk are lost in mid-poll, another starts from the warm copy by the documentation.

Real devices hold receipts meanwhile, and offer their ballots again by themselves; then the key is lost, too.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from summit.db import db
from summit.people.queries import person_by_badge
from summit.voting.models import Poll
from summit.voting.queries import published_json
from summit.voting.services import close_poll, publish_poll, put_to_poll, renew_key
from tests.browser.looking import until
from tests.browser.summit_on_stage import Somebody, accredit, enters, found
from tests.factories import a_document, an_amendment, announce_poll, grace_over, open_poll
from tests.servers import ROOT, Device, Server, beside, running, settings_for

pytestmark = [pytest.mark.browser, pytest.mark.server]

WITHIN_S = 300
CHAPTER = "## The machine is gone: start elsewhere"
PROGRAMS = {
    "flask": f"{sys.executable} -m flask",
    ".venv/bin/gunicorn": f"exec {sys.executable} -m gunicorn",
    "HOST=… PORT=…": "HOST=127.0.0.1 PORT={port}",
}
"""How the commands of the documentation are called where tests run."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path) as server:
        yield server


def an_open_poll(folder: Path) -> int:
    with beside(folder):
        chair, lucia = (person_by_badge(badge).id for badge in ("O-1", "04-07"))
        poll = put_to_poll(chair, [an_amendment(lucia, a_document(), "They shall publish.")])
        announce_poll(chair, poll)
        open_poll(chair, poll, "4 1 6")
        return poll


def casts(somebody: Somebody, first: str) -> str:
    """Rank one option and cast; answers the receipt."""
    page = somebody.page
    page.get_by_role("button", name=f"Put {first} in place 1", exact=True).click()
    somebody.presses("Review the ballot")
    somebody.presses("Cast the ballot")
    return holds(somebody)


def holds(somebody: Somebody) -> str:
    """The receipt on the page, once the server has the ballot."""
    expect(somebody.page.locator("#where")).to_have_text(re.compile("^Received"))
    return somebody.page.locator("[data-receipt]").inner_text()


def received(folder: Path) -> int:
    with beside(folder):
        return int(db.session.execute(db.text("SELECT count(*) FROM envelope")).scalar_one())


def commands() -> list[str]:
    """What docs/operations.md says to type on the other machine, in order."""
    chapter = (ROOT / "docs" / "operations.md").read_text().split(CHAPTER)[1].split("\n## ")[0]
    steps = re.findall(r"^\d+\. `([^`]+)`$", chapter, re.MULTILINE)
    assert len(steps) == 3, steps
    return steps


def started_by_the_book(warm: Path, port: int) -> Server:
    """Another machine, on which only the warm copy is known; its address is the one that devices know."""
    script = "\n".join(["set -e", *commands()]).replace("../warm", str(warm))
    for written, here in PROGRAMS.items():
        script = script.replace(written, here)
    bare = {name: one for name, one in os.environ.items() if name not in ("DATABASE_URL", "SUMMIT_INSTANCE")}
    server = Server(warm, port)
    with (warm / "server.log").open("ab") as log:
        server.process = subprocess.Popen(
            ["bash", "-c", script.format(port=port)], cwd=ROOT, env=bare, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    server._await_answer()
    return server


def following(folder: Path, warm: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flask", "backup", "--follow", str(warm), "--every", "0.5"]
    return subprocess.Popen(command, cwd=ROOT, env=settings_for(folder), stdout=subprocess.DEVNULL)


def copied(warm: Path) -> int:
    """How many ballots the warm copy holds."""
    try:
        with sqlite3.connect(f"file:{warm / 'copy.db'}?mode=ro", uri=True) as copy:
            return int(copy.execute("SELECT count(*) FROM envelope").fetchone()[0])
    except sqlite3.OperationalError:
        return -1


@dataclass
class Hall:
    """Three devices in a poll: Lucía and Tomás stay, Rosa leaves with the only trace of her ballot."""

    poll: int
    chair: Device
    lucia: Somebody
    tomas: Somebody
    rosa: Somebody

    @property
    def staying(self) -> tuple[Somebody, Somebody]:
        return self.lucia, self.tomas


def a_hall(browser: Browser, server: Server) -> Hall:
    slip = found(server.folder, "Summit of losses")
    names = {"04-07": "Lucía Andrango", "11-03": "Tomás Okafor", "12-01": "Rosa Quilumba"}
    slips = [accredit(server.folder, badge, name) for badge, name in names.items()]
    poll = an_open_poll(server.folder)
    devices = [enters(browser, server, one, "phone") for one in slips]
    chair = Device(server)
    chair.sign_in(slip)
    for one in devices:
        one.goes(f"/polls/{poll}")
        one.is_live()
    return Hall(poll, chair, *devices)


def votes_with_a_warm_copy(hall: Hall, server: Server, warm: Path) -> list[str]:
    """Rosa, and Lucía twice, while the copy follows; Tomás after it. Receipts of who stay."""
    copying = following(server.folder, warm)
    try:
        casts(hall.rosa, "AM 1")
        casts(hall.lucia, "AM 1")
        hall.lucia.presses("Change my ballot")
        hall.lucia.page.get_by_role("button", name="Remove: AM 1").click()
        receipt = casts(hall.lucia, "“Keep the text as it is”")
        until(lambda: copied(warm) == 2, hall.lucia.page, "the warm copy follows")
    finally:
        copying.kill()
        copying.wait()
    receipts = [receipt, casts(hall.tomas, "AM 1")]
    hall.rosa.page.context.close()
    return receipts


@pytest.mark.soak
def test_server_and_disk_are_lost_in_mid_poll_and_nothing_is_lost_in_silence(
    browser: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`pytest -s` shows how long it took: from the loss to the first answer, and to the last ballot."""
    warm = tmp_path_factory.mktemp("other") / "warm"
    hall = a_hall(browser, server)
    receipts = votes_with_a_warm_copy(hall, server, warm)
    server.kill()
    shutil.rmtree(server.folder)
    lost_at = time.monotonic()
    elsewhere = started_by_the_book(warm, server.port)
    try:
        answered = time.monotonic() - lost_at
        until(lambda: received(warm) == 2, hall.lucia.page, "both devices offer again by themselves")
        offered = time.monotonic() - lost_at
        sys.stdout.write(f"\nlost and found: answers after {answered:.1f} s, ballots after {offered:.1f} s\n")
        assert offered < WITHIN_S
        assert [holds(one) for one in hall.staying] == receipts
        seen = words_in(hall.chair.get(f"/polls/{hall.poll}/watch")[1])
        assert "2 received ballots were lost and asked for again; 1 has not come back." in seen
        loses_its_key_and_gets_another(hall, elsewhere, warm)
        assert [holds(one) for one in hall.staying] == receipts
        is_counted(hall, warm)
    finally:
        elsewhere.stop()
    assert [one.complaints for one in hall.staying] == [[], []]


def loses_its_key_and_gets_another(hall: Hall, elsewhere: Server, warm: Path) -> None:
    elsewhere.stop()
    (warm / "keys" / f"{hall.poll}.key").unlink()
    elsewhere.start()
    expect(hall.lucia.page.locator(".poll-stands")).to_contain_text("Casting is paused", timeout=90_000)
    with beside(warm):
        renew_key(person_by_badge("O-1").id, hall.poll)
    until(lambda: received(warm) == 2, hall.lucia.page, "and once more under the new key")


def is_counted(hall: Hall, warm: Path) -> None:
    """The chair is told of what is missing before anything is counted."""
    with beside(warm):
        by = person_by_badge("O-1").id
        close_poll(by, hall.poll)
        grace_over(hall.poll)
    assert "1 receipt not found." in hall.chair.get("/console/1")[1]
    with beside(warm):
        publish_poll(by, hall.poll)
        told = published_json(hall.poll)
        assert told["result"]["ballots"] == {"valid": "2", "blank": "0", "spoilt": "0"}
        assert told["not_found"] == 1
        assert db.session.get_one(Poll, hall.poll).result["rounds"][0]["tally"] == {"am1": "1", "keep": "1"}


def words_in(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
