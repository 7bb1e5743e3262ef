"""What is told of polls on every page of who votes: seen at once, spoken when nobody is disturbed."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from summit.people.queries import person_by_badge
from summit.voting.services import close_poll_soon, put_to_poll
from tests.browser.summit_on_stage import Somebody, accredit, enters, found
from tests.factories import a_document, an_amendment, announce_poll, open_poll
from tests.servers import beside, running

pytestmark = [pytest.mark.browser, pytest.mark.server]


def spoken(somebody: Somebody, words: str) -> None:
    expect(somebody.page.locator("poll-voice [data-spoken]")).to_have_text(words)


def told(somebody: Somebody, words: str) -> None:
    expect(somebody.page.locator("poll-voice [data-what]")).to_have_text(words)


def test_polls_are_told_on_every_page_and_wait_for_who_is_typing(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path) as server:
        folder = server.folder
        found(folder, "Summit of voices")
        slips = [accredit(folder, "04-07", "Lucía Andrango"), accredit(folder, "11-03", "Tomás Okafor")]
        with beside(folder):
            chair, one = (person_by_badge(badge).id for badge in ("O-1", "04-07"))
            poll = put_to_poll(chair, [an_amendment(one, a_document(), "They shall publish.")])
        lucia, tomas = (enters(browser, server, slip, "tablet") for slip in slips)
        lucia.goes("/agenda/")
        words = tomas.goes("/debates/amendment/1").locator("#say textarea")
        for somebody in (lucia, tomas):
            somebody.is_live()
        words.fill("I am still writing")
        with beside(folder):
            announce_poll(chair, poll)
        told(tomas, "Poll V-01 is announced.")
        spoken(tomas, "")
        spoken(lucia, "Poll V-01 is announced.")
        words.blur()
        spoken(tomas, "Poll V-01 is announced.")
        with beside(folder):
            open_poll(chair, poll, "4 1 6")
        spoken(tomas, "Poll V-01 is open.")
        tomas.page.locator("poll-voice").get_by_role("link", name="Go there").click()
        expect(tomas.page.locator("ranked-ballot")).to_be_visible()
        tomas.is_live()
        tomas.page.locator("[name=blank]").focus()
        with beside(folder):
            close_poll_soon(chair, poll)
        spoken(tomas, "Poll V-01 closes in 2 minutes.")
        expect(tomas.page.locator("poll-voice [data-bar]")).to_be_hidden()
        assert (lucia.complaints, tomas.complaints) == ([], [])
