"""The ballot where it is hardest: on a phone whose network breaks while casting, and by ear alone."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from summit.db import db
from summit.domain.ballots import ballot_id, receipt
from summit.people.models import Role
from summit.people.services import accredit, found_summit, issue_slip
from summit.voting.models import Ballot, Envelope
from tests.browser.listening import Listener
from tests.browser.looking import overflow
from tests.browser.summit_on_stage import Somebody, enters
from tests.cutting import Line, lines
from tests.factories import a_document, an_amendment, an_open_poll, published
from tests.servers import Server, beside, running

pytestmark = [pytest.mark.browser, pytest.mark.server]

SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
"""A bad mobile network: 300 ms there and back, 400 kbit/s down, 160 up."""
RECEIPT = re.compile(r"^\w{4}-\w{4}-\w{4}-\w{4}$")
NOTE_HEADINGS = """() => {
  const heading = document.querySelector("[data-part-of-ballot=sent] h2");
  window.told = heading.textContent ? [heading.textContent] : [];
  new MutationObserver(() => {
    if (heading.textContent !== window.told.at(-1)) window.told.push(heading.textContent);
  }).observe(heading, { childList: true });
}"""
"""Keeps every heading that the way of the ballot has had on this page, however short it stood there."""
STAND_STILL = """() => {
  Response.prototype.json = () => {
    document.body.dataset.answered = "";
    return new Promise(() => {});
  };
}"""
"""The page stands still at the moment at which it would read an answer."""
SENDS_WHEN_TOLD = "Math.random = () => 1000"
"""What lies between two attempts is lengthened by chance; now by minutes."""
TIME = re.compile(r"^Received \d\d:\d\d:\d\d$")
WHEN = ("daily", "weekly", "on Sundays", "at night", "to schools", "in winter", "for a fee")
PLACES = ("On this device", "Received", "Counted")
NOT_RECEIVED = ("On this device", "Not received", "Counted")


@dataclass(frozen=True)
class Hall:
    """A server with a poll on three options that is open, and a slip by badge."""

    server: Server
    chair: int
    slips: dict[str, str]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("ballot")
    with running(folder) as server:
        with beside(folder):
            found_summit("Ballots", "America/Guayaquil", ["en"])
            chair = accredit(None, "Paz Cevallos", Role.ORGANISER, "O-1").id
            badges = [f"01-{number:02}" for number in range(1, 6)]
            voters = [accredit(None, f"Voter {badge}", Role.DELEGATE, badge).id for badge in badges]
            slips = {badge: issue_slip(None, badge) for badge in badges}
            document = a_document()
            rivals = [an_amendment(voters[0], document, words) for words in ("Publish.", "Share.")]
            an_open_poll(chair, rivals)
            kitchen = a_document("A kitchen is open to whoever cooks in it.", title="Kitchens")
            ways = [
                an_amendment(voters[0], kitchen, f"A kitchen is open {when}.", title=f"Open {when}")
                for when in WHEN
            ]
            an_open_poll(chair, ways)
        yield Hall(server, chair, slips)


# --- a phone whose network breaks -------------------------------------------------------------------------


class Phone:
    """Somebody's phone on a line of its own, and what it alone knows of its ballot."""

    def __init__(self, browser: Browser, hall: Hall, line: Line, badge: str) -> None:
        self.hall, self.line = hall, line
        near = Server(hall.server.folder, port=int(line.url.rsplit(":", 1)[1]))
        self.somebody: Somebody = enters(browser, near, hall.slips[badge], "phone")
        self.page: Page = self.somebody.page
        self.opens()

    def opens(self) -> None:
        """The poll's page, over a bad network."""
        self.page.context.new_cdp_session(self.page).send("Network.emulateNetworkConditions", SLOW)
        self.page.goto(f"{self.line.url}/polls/1")
        self.page.evaluate(NOTE_HEADINGS)

    def casts(self, breaks_at: str) -> None:
        """Rank two options, read them back and press Cast on a line that will break."""
        self.page.get_by_role("button", name="Put AM 2 in place 1", exact=True).tap()
        self.page.get_by_role("button", name="Put AM 1 in place 2", exact=True).tap()
        self.somebody.presses("Review the ballot")
        self.shows_nothing()
        self.line.breaks_at = breaks_at
        self.page.get_by_role("button", name="Cast the ballot").tap()

    def shows_nothing(self) -> None:
        expect(self.page.locator("[data-part-of-ballot=sent]")).to_be_hidden()

    def shows(self, heading: str | re.Pattern[str], places: tuple[str, ...], kinds: str) -> None:
        """The heading, and on the way from here to the count what is done, what waits and what is not so."""
        sent = self.page.locator("[data-part-of-ballot=sent]")
        expect(sent.locator("h2")).to_have_text(heading)
        expect(sent.locator("[data-station] b")).to_have_text(list(places))
        expect(sent.locator("[data-station]")).to_have_class([f"is-{kind}" for kind in kinds.split()])
        is_told = kinds != "done bad wait"
        expect(sent.locator("[data-when=unreceived]")).to_be_visible(visible=not is_told)
        expect(sent.locator("[data-slip]")).to_be_visible(visible="done done" in kinds)

    def told(self) -> list[str]:
        """All that the page has said of where the ballot is, times left out."""
        return [re.sub(r" [\d:]+$", "", heading) for heading in self.page.evaluate("window.told")]

    def is_on_its_way(self) -> None:
        self.shows("On its way", PLACES, "done wait wait")

    def is_not_received(self) -> None:
        self.shows("Not yet received", NOT_RECEIVED, "done bad wait")

    def is_received(self) -> None:
        self.shows(TIME, PLACES, "done done wait")
        self.shows_its_receipt()

    def is_counted(self) -> None:
        self.shows("Counted", PLACES, "done done done")
        self.shows_its_receipt()

    def shows_its_receipt(self) -> None:
        """The receipt is that of the number which this phone drew when Cast was pressed."""
        shown = self.page.locator("[data-receipt]")
        expect(shown).to_have_text(RECEIPT)
        assert shown.inner_text().replace("-", "") == receipt(self.ballot)

    def remembers(self) -> dict[str, str]:
        kept = "Object.entries(localStorage).find(([name]) => name.endsWith(':cast'))[1]"
        cast = json.loads(self.page.evaluate(kept))
        return cast["sending"] or cast["received"]

    @property
    def ballot(self) -> str:
        return ballot_id(1, self.remembers()["nonce"])

    def envelopes(self) -> int:
        """How many ballots the server has."""
        with beside(self.hall.server.folder):
            return db.session.scalar(db.select(db.func.count()).select_from(Envelope)) or 0


def breaks_before_anything_is_sent(phone: Phone) -> None:
    """Nothing has arrived, and the phone says so until it has."""
    before = phone.envelopes()
    phone.casts("sending")
    phone.is_not_received()
    known = phone.remembers()
    assert phone.envelopes() == before
    phone.line.mend()
    phone.is_received()
    assert phone.told() == ["On its way", "Not yet received", "Received"]
    assert phone.envelopes() == before + 1
    assert phone.remembers()["nonce"] == known["nonce"]


def breaks_in_the_middle_of_the_answer(phone: Phone) -> None:
    """The server has it; half an answer is none, and the same attempt is sent again."""
    before = phone.envelopes()
    phone.page.evaluate(SENDS_WHEN_TOLD)
    phone.casts("halfway")
    phone.is_not_received()
    known = phone.remembers()
    assert phone.envelopes() == before + 1
    phone.line.mend()
    phone.somebody.presses("Try now")
    phone.is_received()
    assert phone.told() == ["On its way", "Not yet received", "Received"]
    assert phone.remembers()["nonce"] == known["nonce"]
    assert phone.envelopes() == before + 1


def dies_before_the_answer_is_shown(phone: Phone) -> None:
    """The answer came through, the page never showed it: the battery is gone, and the phone comes back."""
    before = phone.envelopes()
    phone.page.evaluate(STAND_STILL)
    phone.casts("")
    expect(phone.page.locator("body[data-answered]")).to_be_attached()
    phone.is_on_its_way()
    known = phone.remembers()
    assert phone.envelopes() == before + 1
    context = phone.page.context
    phone.page.close()
    phone.page = context.new_page()
    phone.opens()
    phone.is_received()
    assert phone.remembers()["nonce"] == known["nonce"]
    assert phone.envelopes() == before + 1


def breaks_after_sending_and_stays_so(phone: Phone) -> None:
    """The server has it and nobody here knows, until the poll is over and published."""
    before = phone.envelopes()
    phone.casts("answering")
    phone.is_not_received()
    assert phone.envelopes() == before + 1


def test_a_ballot_cast_on_a_network_that_breaks_is_one_ballot_and_says_where_it_is(
    browser: Browser, hall: Hall
) -> None:
    steps = (
        breaks_before_anything_is_sent,
        breaks_in_the_middle_of_the_answer,
        dies_before_the_answer_is_shown,
        breaks_after_sending_and_stays_so,
    )
    with lines(hall.server.port, len(steps)) as made:
        phones = [Phone(browser, hall, line, badge) for line, badge in zip(made, hall.slips, strict=False)]
        for step, phone in zip(steps, phones, strict=True):
            step(phone)
        with beside(hall.server.folder):
            published(hall.chair, 1)
            counted = set(db.session.scalars(db.select(Ballot.id).where(Ballot.poll_number == 1)))
        phones[-1].line.mend()
        for phone in phones:
            phone.is_counted()
        told = phones[-1].told()
        assert told[:2] == ["On its way", "Not yet received"] and told[-1] == "Counted"
        assert told[2:-1] in ([], ["Received"]), "the line is back before the page asks what became of it"
        assert counted == {phone.ballot for phone in phones}
        for phone in phones:
            phone.page.context.close()


# --- by ear, by keys, and enlarged ------------------------------------------------------------------------

MOST_KEYS = 30
SMALLEST = 48
TARGETS = """() => [...document.querySelectorAll("ranked-ballot :is(button, input, summary, label, a.btn)")]
  .filter((one) => one.type !== "hidden" && one.type !== "checkbox" && one.checkVisibility())
  .map((one) => {
    const { width, height } = one.getBoundingClientRect();
    return [Math.min(width, height), one.textContent.trim().slice(0, 40)];
  })"""
"""Everything on the ballot that can be pressed; a box to be ticked is as large as its label."""


def is_large_and_fits(page: Page) -> None:
    """On a phone, a tablet and enlarged four times nothing scrolls sideways or is too small to be pressed."""
    for width, height in ((390, 844), (768, 1024), (320, 256)):  # the last is 1280 × 1024 at 400 %
        page.set_viewport_size({"width": width, "height": height})
        assert overflow(page) == 0, f"scrolls sideways at {width} px"
        assert min(page.evaluate(TARGETS)) >= [SMALLEST, ""], f"too small to be pressed at {width} px"
    page.set_viewport_size({"width": 768, "height": 1024})


def test_three_of_eight_options_are_ranked_and_cast_by_ear(browser: Browser, hall: Hall) -> None:
    page = enters(browser, hall.server, hall.slips["01-05"], "tablet").goes("/polls/2")
    expect(page.locator("ranked-ballot[data-ready]")).to_be_attached()
    order = page.locator("[data-free] [data-option]").evaluate_all("all => all.map(one => one.dataset.name)")
    assert len(order) == len(WHEN) + 1
    listener = Listener(page)
    assert listener.presses("Tab") == ["Skip to the ballot, link"]
    assert listener.presses("Enter") == ["Your ballot, region"]
    wanted = [order[1], order[4], order[7]]
    for place, name in enumerate(wanted, 1):
        goes_to(listener, f"Put {name} in place {place}, button")
        assert f"{name}, now {place}{['st', 'nd', 'rd'][place - 1]} of {place}" in listener.presses("Enter")
    is_large_and_fits(page)
    goes_to(listener, "Review the ballot, button")
    assert listener.presses("Enter") == ["This is what your ballot says, heading"]
    read_back = [listener.reads_on() for _ in range(len(wanted) + 1)]
    for said, name in zip(read_back, wanted, strict=False):
        assert f"{'First' if name == wanted[0] else 'If it is out'}: {name}." in said
    assert read_back[-1].startswith("5 options not ranked")
    is_large_and_fits(page)
    goes_to(listener, "Cast the ballot, button")
    listener.presses("Enter")
    listener.hears("Received. Your ballot is stored.")
    expect(page.locator("[data-receipt]")).to_have_text(RECEIPT)
    is_large_and_fits(page)
    assert all(words and all(words) for _, words in listener.heard), "a key was answered with nothing"
    assert listener.keys <= MOST_KEYS
    page.context.close()


def goes_to(listener: Listener, wanted: str) -> None:
    """Tab until the reader says it."""
    while listener.at_words != wanted:
        listener.presses("Tab")
        assert listener.keys <= MOST_KEYS, listener.heard
