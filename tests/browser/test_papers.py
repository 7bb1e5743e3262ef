"""Papers that rank nothing, and ranks that are shared: marked by touch and keys, kept, read back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from summit.db import db
from summit.domain.rules import PRESETS
from summit.voting.models import Ballot
from summit.voting.services import announce_poll, open_poll, put_question
from tests.browser.looking import barriers, keep_picture, overflow
from tests.browser.summit_on_stage import Somebody, accredit, enters, found
from tests.browser.test_main_job import casts
from tests.factories import closed
from tests.servers import Server, beside, running

OPTIONS = (("o1", "Water"), ("o2", "Seeds"), ("o3", "Soil"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path) as server:
        yield server


def a_poll(folder: Path, preset: str) -> int:
    """An open poll on a question under a preset."""
    options = () if preset == "proposal" else OPTIONS
    with beside(folder):
        poll = put_question(1, None, "What comes first?", options, PRESETS[preset])
        announce_poll(1, poll)
        open_poll(1, poll, "4 1 6")
    return poll


def reviews(voter: Somebody, *said: str) -> None:
    """Nobody is kept from the page, it holds its width, and the ballot says what was marked."""
    assert barriers(voter.page) == []
    assert overflow(voter.page) == 0
    voter.presses("Review the ballot")
    for words in said:
        expect(voter.page.locator('[data-part-of-ballot="review"]')).to_contain_text(words)


def test_every_paper_is_marked_on_a_phone_and_says_what_it_holds(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    found(tmp_path, "Garden summit")
    voter = enters(browser, server, accredit(tmp_path, "04-07", "Lucía Andrango"), "phone")
    poll = a_poll(tmp_path, "proposal")
    page = voter.goes(f"/polls/{poll}")
    voter.presses("Review the ballot")
    expect(page.locator("[data-said=alert]")).to_have_text("Choose for, against or abstain.")
    page.get_by_label("For", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.reload()  # what is marked is kept on the device
    expect(page.get_by_label("Against", exact=True)).to_be_checked()
    keep_picture(page, "paper-stance")
    reviews(voter, "You vote against it.")
    casts(voter)
    assert content(tmp_path, poll) == ["against"]

    poll = a_poll(tmp_path, "approval-question")
    page = voter.goes(f"/polls/{poll}")
    page.get_by_text("Water", exact=True).tap()
    page.get_by_text("Soil", exact=True).tap()
    keep_picture(page, "paper-several")
    reviews(voter, "You approve Water.", "You approve Soil.", "1 option not approved: Seeds.")
    casts(voter)
    assert content(tmp_path, poll) == [["o1", "o3"]]

    poll = a_poll(tmp_path, "points-question")
    page = voter.goes(f"/polls/{poll}")
    page.get_by_label("Points for Seeds").fill("5")
    page.get_by_label("Points for Water").fill("2")
    keep_picture(page, "paper-points")
    reviews(voter, "5 for Seeds.", "2 for Water.", "1 option gets no points from you: Soil.")
    casts(voter)
    assert content(tmp_path, poll) == ["o2", [], [], "o1"]

    poll = a_poll(tmp_path, "pairwise-question")
    page = voter.goes(f"/polls/{poll}")
    for place, name in enumerate(("Soil", "Seeds", "Water"), 1):
        page.get_by_role("button", name=f"Put {name} in place {place}", exact=True).click()
        page.wait_for_timeout(400)
    page.get_by_role("button", name="Level: Seeds", exact=True).click()
    expect(page.locator("[data-said=status]")).to_have_text("Seeds, now 1st of 2, level with Soil")
    keep_picture(page, "paper-level")
    reviews(voter, "First: Soil and Seeds.", "If it is out: Water.")
    casts(voter)
    assert content(tmp_path, poll) == [["o2", "o3"], "o1"]
    assert voter.complaints == []


def content(folder: Path, poll: int) -> list[object]:
    """What the one ballot of a poll says once it is opened."""
    with beside(folder):
        closed(1, poll)
        return db.session.scalar(db.select(Ballot.content).where(Ballot.poll_number == poll))["ranking"]
