"""By the keyboard alone: organiser, delegate and chair go from a new badge to a published result."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from summit.db import db
from summit.people.models import Duty, Role
from summit.people.services import accredit, found_summit, give_office, issue_slip
from tests.browser.hands import Typist
from tests.browser.summit_on_stage import SLIP
from tests.factories import a_document, an_amendment
from tests.servers import Server, beside

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[tuple[Server, dict[str, str]]]:
    """A text with one amendment; an organiser and a chair who have slips."""
    with beside(tmp_path):
        db.create_all()
        found_summit("Summit by keys", "America/Guayaquil", ["en"])
        accredit(None, "Paz Cevallos", Role.ORGANISER, "O-1")
        accredit(None, "Inés Valarezo", Role.OBSERVER, "C-1")
        give_office(None, "C-1", Duty.CHAIR, 1)
        rosa = accredit(None, "Rosa Quilumba", Role.DELEGATE, "D-2").id
        an_amendment(rosa, a_document(), "Institutions shall publish.", title="A duty")
        slips = {badge: issue_slip(None, badge) for badge in ("O-1", "C-1")}
    server = Server(tmp_path).start()
    try:
        yield server, slips
    finally:
        server.stop()


def test_from_a_new_badge_to_a_result_by_the_keyboard_alone(
    browser: Browser, stage: tuple[Server, dict[str, str]]
) -> None:
    server, slips = stage
    paz = Typist(browser, server, slips["O-1"], "laptop")
    paz.presses("People", "Accredit a person")
    paz.types("Name", "Lucía Andrango")
    paz.types("Badge number", "D-1")
    paz.presses("Accredit")
    paz.presses("Issue a slip")
    code = SLIP.findall(paz.page.inner_text("main"))[0]

    lucia = Typist(browser, server, code, "tablet")
    lucia.presses("Documents", "Seeds and soils", "Amend.*§ 1")
    lucia.types("Proposed text", "Institutions publish the data at once.")
    lucia.types("What the amendment does", "At once")
    lucia.types("Reasons", "Seeds do not wait.")
    lucia.presses("Propose the amendment")
    expect(lucia.page.locator("h1")).to_contain_text("AM 2")

    ines = Typist(browser, server, slips["C-1"], "laptop")
    ines.presses("Console", "Plenary", "Put AM 1, AM 2 to one ranked poll", "Announce$")
    ines.types("The chair’s number", "4 1 6")
    ines.presses("Open the poll")

    lucia.presses("Now", "Go to the ballot", "Put AM 2 in place 1", "Put AM 1 in place 2", "Review", "Cast")
    expect(lucia.page.locator("main")).to_contain_text("Received. Your ballot is stored.")

    ines.presses("Close the poll", "Close now")
    expect(ines.page.get_by_role("button", name="Count and publish")).to_be_visible()
    ines.presses("Count and publish")
    lucia.presses("Now")
    expect(lucia.page.locator("main")).to_contain_text("Carried: AM 2.")
    assert paz.complaints + lucia.complaints + ines.complaints == []
