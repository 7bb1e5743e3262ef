"""A real summit from `flask summit init` to a published vote, by forms alone: no demo, no scripts."""

import json
import re
import time
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.servers import Device, flask, running

pytestmark = pytest.mark.server

SLIP = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
TEXT = "# Water\n\nRivers are common.\n\nSprings may be fenced."


def slip_in(said: str) -> str:
    return SLIP.findall(said)[0]


def key_in(page: str, action: str) -> str:
    """The hidden key of the form that posts to `action`."""
    form = page[page.index(f'action="{action}"') :]
    return re.search(r'name="key"[^>]*value="([^"]+)"', form)[1]  # type: ignore[index]


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)"[^>]*value="([^"]*)"', page))


def step(chair: Device, poll: str, name: str, **form: str) -> None:
    _, page = chair.get(poll)
    status, answer = chair.post(f"{poll}/{name}", key=key_in(page, f"{poll}/{name}"), **form)
    assert status == 303, answer


def proposes(delegate: Device, words: str) -> None:
    """Edit the third provision in place."""
    _, page = delegate.get("/documents/1/amend?provision=p3")
    form = {"edit": "p3", "words-p3": words, "title": "Open the springs", "do": "propose"}
    status, answer = delegate.post(
        "/documents/1/amend", seen=1, key=key_in(page, "/documents/1/amend"), **form
    )
    assert status == 303, answer


def votes(delegate: Device, stance: str) -> str:
    """Mark for or against, read the ballot back, cast it; answers the receipt."""
    delegate.get("/polls/1")
    status, page = delegate.post("/polls/1/review", seen=0, choice=stance)
    assert status == 200
    assert "This is what your ballot says" in page
    fields = hidden(page[page.index('action="/polls/1/cast"') :])
    status, page = delegate.post("/polls/1/cast", **{**fields, "csrf_token": delegate.token})
    assert status == 200, page
    return slip_in(page[page.index('class="receipt"') :])


@pytest.mark.soak
@pytest.mark.only_on("postgresql", "test_main_job goes the whole way on SQLite")
def test_an_empty_summit_is_founded_peopled_and_votes(database: Databases, tmp_path: Path) -> None:
    (tmp_path / "database").write_text(database.empty(tmp_path))
    flask(tmp_path, "db", "upgrade")
    with running(tmp_path) as server:
        said = flask(tmp_path, "summit", "init", "--name", "River summit", "--zone", "America/Guayaquil")
        assert "demo" not in said.lower()
        chair = Device(server)
        chair.sign_in(slip_in(said))
        _, page = chair.get("/people")
        assert "River summit" in page
        delegates = [accredited(chair, f"01-0{n}", Device(server)) for n in (1, 2, 3)]
        (tmp_path / "water.md").write_text(TEXT)
        assert "3 provisions" in flask(tmp_path, "document", "import", str(tmp_path / "water.md"))

        proposes(delegates[0], "Springs stay open to everybody.")
        _, desk = chair.get("/console/1")
        status, _ = chair.post("/polls/", amendments=1, key=key_in(desk, "/polls/"))
        assert status == 303
        step(chair, "/polls/1", "announce")
        step(chair, "/polls/1", "open", chair_number="2 2 5")
        receipts = {
            votes(delegates[0], "for"),
            votes(delegates[1], "for"),
            votes(delegates[2], "against"),
        }
        assert len(receipts) == 3
        step(chair, "/polls/1", "close")
        publishes(chair)
        result = json.loads(chair.get("/polls/1/result.json")[1])
        assert result["result"]["winners"] == ["for"]
        assert "Springs stay open to everybody." in flask(tmp_path, "document", "show", "1")
        assert flask(tmp_path, "demo", "who") == ""
        assert "· ready: open http://127.0.0.1:" in server.log()


def accredited(chair: Device, badge: str, device: Device) -> Device:
    """Accredit at the desk, issue the slip there, sign in with it."""
    _, page = chair.get("/people/new")
    key = key_in(page, "/people")
    form = {"name": f"Delegate {badge}", "badge": badge, "role": "delegate", "attends": "room", "key": key}
    status, answer = chair.post("/people", **form)
    assert status == 303, answer
    status, page = chair.post(f"/people/{badge}/slip")
    assert status == 200
    device.sign_in(slip_in(page[page.index('class="receipt"') :]))
    return device


def publishes(chair: Device) -> None:
    """The poll closes by itself when its grace is over; then it can be published."""
    for _ in range(40):
        _, page = chair.get("/polls/1")
        if 'action="/polls/1/publish"' in page:
            status, answer = chair.post("/polls/1/publish", key=key_in(page, "/polls/1/publish"))
            assert status == 303, answer
            return
        time.sleep(0.5)
    raise AssertionError("the poll did not close by itself")
