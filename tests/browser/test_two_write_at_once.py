"""Two people write at once, one is cut off in the middle of a sentence, the server dies and comes back."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from summit.db import db
from summit.debates.models import Intervention
from summit.people.models import Role
from summit.people.services import accredit, found_summit, issue_slip
from tests.browser.summit_on_stage import Somebody, enters
from tests.factories import a_document, an_amendment
from tests.servers import Server, beside, running

pytestmark = [pytest.mark.browser, pytest.mark.server]

PAGE = "/debates/amendment/1"
HALF = "Half a sentence that"
SENT_SOON = "setTimeout(() => document.querySelector('#say').requestSubmit(), 50)"
SENT_TWICE = """async () => {
    const form = document.querySelector("#say");
    await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    form.requestSubmit();
}"""


def words_of(somebody: Somebody) -> list[str]:
    return somebody.page.locator(".iv-words").all_inner_texts()


def writes(somebody: Somebody, words: str) -> None:
    somebody.page.locator("#say textarea").fill(words)


def presses_at_once(*people: Somebody) -> None:
    """Each form leaves before any of the answers is waited for; then the pages they lead to have come."""
    with ExitStack() as leading:
        for one in people:
            leading.enter_context(one.page.expect_navigation())
        for one in people:
            one.page.evaluate(SENT_SOON)


def sees_writing(reader: Somebody, writer: Somebody) -> None:
    """It is told for some seconds; on a busy machine that may be over before one looks, so it is typed on."""
    sign = reader.page.locator("[data-writing]")
    for _ in range(20):
        try:
            return expect(sign).to_have_text("One more person is writing.", timeout=5_000)
        except AssertionError:
            writes(writer, f"At the same moment, {reader is writer}.")
    raise AssertionError("nobody is seen writing")


def shows(somebody: Somebody, number: int) -> list[str]:
    expect(somebody.page.locator(".iv-words")).to_have_count(number)
    return words_of(somebody)


def stored(folder: Path) -> list[str]:
    with beside(folder):
        return list(db.session.scalars(db.select(Intervention.text).order_by(Intervention.path)))


def is_cut_off_while_the_server_dies(server: Server, lucia: Somebody, tomas: Somebody) -> None:
    writes(tomas, HALF)
    tomas.page.context.set_offline(True)
    writes(lucia, "Sent twice under one key.")
    with lucia.page.expect_navigation():
        lucia.page.evaluate(SENT_TWICE)
    shows(lucia, 3)
    lucia.is_live()
    writes(lucia, "Typed before the power cut.")
    server.kill()
    with lucia.page.expect_event("requestfailed", lambda request: request.method == "POST"):
        lucia.page.evaluate(SENT_SOON)
    server.start()
    lucia.goes(PAGE)
    expect(lucia.page.locator("#say textarea")).to_have_value("Typed before the power cut.")
    presses_at_once(lucia)
    shows(lucia, 4)


def test_typing_outlives_a_lost_line_and_a_restart_and_nothing_is_doubled(
    browser: Browser, tmp_path: Path
) -> None:
    with running(tmp_path) as server:
        with beside(tmp_path):
            found_summit("Summit of writers", "UTC", ["en"])
            names = {"04-07": "Lucía Andrango", "11-03": "Tomás Okafor"}
            people = [accredit(None, name, Role.DELEGATE, badge).id for badge, name in names.items()]
            an_amendment(people[0], a_document(), "They shall publish.")
            slips = [issue_slip(None, badge) for badge in names]
        lucia, tomas = (enters(browser, server, slip, "tablet") for slip in slips)
        for one in (lucia, tomas):
            one.goes(PAGE)
            one.is_live()
            writes(one, f"At the same moment, {one is lucia}.")
        sees_writing(lucia, tomas)
        presses_at_once(lucia, tomas)
        assert shows(lucia, 2) == shows(tomas, 2)

        is_cut_off_while_the_server_dies(server, lucia, tomas)
        tomas.page.context.set_offline(False)
        assert shows(tomas, 4) == shows(lucia, 4)
        expect(tomas.page.locator("#say textarea")).to_have_value(HALF)
        tomas.page.reload()
        expect(tomas.page.locator("#say textarea")).to_have_value(HALF)
        tomas.is_live()
        writes(tomas, f"{HALF} came to its end.")
        presses_at_once(tomas)

        assert shows(tomas, 5) == shows(lucia, 5) == stored(tmp_path)
        assert len(set(stored(tmp_path))) == 5
        expect(tomas.page.locator("#say textarea")).to_have_value("")
        assert (lucia.complaints, tomas.complaints) == ([], [])
