"""Two real devices that hold receipts while the server loses what it had: a copy put back, then the key."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from summit.db import db
from summit.people.queries import person_by_badge
from summit.voting.models import Poll
from summit.voting.queries import published_json
from summit.voting.services import close_poll, publish_poll, put_to_poll, renew_key
from tests.browser.summit_on_stage import Somebody, accredit, enters, found
from tests.factories import a_document, an_amendment, announce_poll, grace_over, open_poll
from tests.servers import Server, beside, flask, running

pytestmark = [pytest.mark.browser, pytest.mark.server]


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
    expect(somebody.page.locator("#where")).to_have_text(re.compile("^Received"), timeout=45_000)
    return somebody.page.locator("[data-receipt]").inner_text()


def received(folder: Path) -> int:
    with beside(folder):
        return int(db.session.execute(db.text("SELECT count(*) FROM envelope")).scalar_one())


def test_what_a_server_loses_comes_back_from_the_devices_with_the_same_receipts(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    folder = server.folder
    found(folder, "Summit of losses")
    slips = [accredit(folder, "04-07", "Lucía Andrango"), accredit(folder, "11-03", "Tomás Okafor")]
    poll = an_open_poll(folder)
    lucia, tomas = (enters(browser, server, slip, "phone") for slip in slips)
    for one in (lucia, tomas):
        one.goes(f"/polls/{poll}")
        one.is_live()
    casts(lucia, "AM 1")
    flask(folder, "backup", str(tmp_path / "copy"))
    lucia.presses("Change my ballot")
    lucia.page.get_by_role("button", name="Remove: AM 1").click()
    receipts = [casts(lucia, "“Keep the text as it is”"), casts(tomas, "AM 1")]

    server.stop()
    flask(folder, "restore", str(tmp_path / "copy"))
    assert received(folder) == 1
    server.start()
    for _ in range(60):
        if received(folder) == 2:
            break
        lucia.page.wait_for_timeout(500)
    assert received(folder) == 2, "both devices offer again by themselves, without a reload"
    assert [holds(one) for one in (lucia, tomas)] == receipts

    server.stop()
    key = folder / "keys" / f"{poll}.key"
    key.unlink()
    server.start()
    expect(lucia.page.locator(".poll-stands")).to_contain_text("Casting is paused", timeout=30_000)
    with beside(folder):
        renew_key(person_by_badge("O-1").id, poll)
    for _ in range(60):
        if received(folder) == 2:
            break
        lucia.page.wait_for_timeout(500)
    assert [holds(one) for one in (lucia, tomas)] == receipts

    with beside(folder):
        chair = person_by_badge("O-1").id
        close_poll(chair, poll)
        grace_over(poll)
        publish_poll(chair, poll)
        told = published_json(poll)
        assert told["result"]["ballots"] == {"valid": "2", "blank": "0", "spoilt": "0"}
        assert told["not_found"] == 0
        assert db.session.get_one(Poll, poll).result["rounds"][0]["tally"] == {"am1": "1", "keep": "1"}
    assert (lucia.complaints, tomas.complaints) == ([], [])
