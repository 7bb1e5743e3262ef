"""Those who are neither chair nor delegate in the hall, once by touch and once by the keyboard alone.

From afar on a phone, a translator, a rapporteur, two at a shared tablet, an auditor without an account.
Organiser, delegate, chair: by touch in test_main_job.py and test_bodies.py, by keys in test_keyboard.py.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from summit.agenda.models import ChannelKind
from summit.agenda.queries import sitting
from summit.agenda.services import add_channel, take_up
from summit.debates.services import open_list
from summit.people.models import Duty, Role, Way
from summit.people.services import accredit, found_summit, give_office, issue_slip, redeem_slip
from summit.voting.models import KEEP
from tests.browser.hands import Hand, Toucher, Typist
from tests.browser.summit_on_stage import PIN
from tests.factories import a_document, an_amendment, an_open_poll, an_open_sitting, cast, published, remote
from tests.servers import ROOT, Server, beside, running

pytestmark = [pytest.mark.browser, pytest.mark.server]

HANDS = {"touch": Toucher, "keys": Typist}
STREAM = "https://example.org/stream"
PEOPLE = (
    ("R", "Rosa Quilumba", Role.DELEGATE),
    ("S", "Samuel Guamán", Role.DELEGATE),
    ("N", "Nuna Grefa", Role.DELEGATE),
    ("T", "Killa Tene", Role.OBSERVER),
    ("Q", "Odile Marchetti", Role.DELEGATE),
)
RECEIPT = re.compile(r"^\w{4}-\w{4}-\w{4}-\w{4}$")


@dataclass(frozen=True)
class Stage:
    """A running server; by hand, what lets each person in and the two amendments of their rapporteur."""

    server: Server
    ways: dict[str, str]
    pairs: dict[str, list[int]]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("roles")
    with running(folder) as server:
        with beside(folder):
            found = set_the_stage()
        yield Stage(server, *found)


def set_the_stage() -> tuple[dict[str, str], dict[str, list[int]]]:
    """A sitting that is followed from afar, an open poll, one published, amendments that collide."""
    found_summit("Summit of roles", "America/Guayaquil", ["en", "es"])
    chair = accredit(None, "Paz Cevallos", Role.ORGANISER, "O-1").id
    ways = {badge: way for hand in HANDS for badge, way in people_of(hand).items()}
    lucia = accredit(None, "Lucía Andrango", Role.DELEGATE, "D-1").id
    seeds = a_document()
    rivals = [an_amendment(lucia, seeds, words, title=words) for words in ("Share all.", "Share.")]
    pairs = {hand: a_pair(lucia, hand) for hand in HANDS}
    decided = an_open_poll(chair, [an_amendment(lucia, seeds, "Seed banks close.", "p3", title="Close")])
    cast(lucia, decided, KEEP)
    published(chair, decided)
    an_open_poll(chair, rivals)
    here = an_open_sitting(chair, "Seeds")
    add_channel(chair, here, ChannelKind.STREAM, "es", STREAM)
    take_up(chair, sitting(here).items[0].id)
    open_list(chair, 1)
    return ways, pairs


def people_of(hand: str) -> dict[str, str]:
    """Five people who work by this hand, by badge; two have a PIN, each other a slip or a link."""
    for letter, name, role in PEOPLE:
        one = accredit(None, name, role, f"{letter}-{hand}").id
        if letter == "R":
            remote(one)
    give_office(None, f"T-{hand}", Duty.TRANSLATOR)
    give_office(None, f"Q-{hand}", Duty.RAPPORTEUR)
    for letter in "SN":
        redeem_slip(issue_slip(None, f"{letter}-{hand}"), PIN)
    kinds = {"R": Way.LINK, "T": Way.SLIP, "Q": Way.SLIP}
    return {f"{letter}-{hand}": issue_slip(None, f"{letter}-{hand}", kind) for letter, kind in kinds.items()}


def a_pair(proposer: int, hand: str) -> list[int]:
    """Two amendments that cannot both be adopted, to a text of their own."""
    soils = a_document("Soil is not sold.", "Soil rests.", title=f"Soils by {hand}")
    return [
        an_amendment(proposer, soils, f"Soil is {word}.", title=f"Soil is {word}")
        for word in ("lent", "kept")
    ]


@pytest.mark.parametrize("hand", HANDS)
def test_every_role_does_its_work(hand: str, stage: Stage, browser: Browser, tmp_path: Path) -> None:
    def at(badge: str, device: str) -> Hand:
        return HANDS[hand](browser, stage.server, stage.ways.get(f"{badge}-{hand}", ""), device)

    hands = [
        from_afar(at),
        translating(at),
        composing(at, f"Soils by {hand}", stage.pairs[hand]),
        on_one_tablet(at, f"S-{hand}", f"N-{hand}"),
        auditing(at, tmp_path),
    ]
    for one in hands:
        assert one.complaints == []
        one.page.context.close()


At = Callable[[str, str], Hand]


def ranks_and_casts(somebody: Hand) -> None:
    somebody.presses("Put AM 2 in place 1", "Put AM 1 in place 2", "Review the ballot")
    expect(somebody.page.locator(".readback li").first).to_contain_text("First: AM 2")
    somebody.presses("Cast the ballot")
    expect(somebody.page.locator("[data-receipt]")).to_have_text(RECEIPT, timeout=15_000)


def from_afar(at: At) -> Hand:
    """A personal link, the stream, presence, the floor, the ballot, on a phone."""
    rosa = at("R", "phone")
    rosa.presses("Now")
    main = rosa.page.locator("main")
    expect(main.get_by_role("link", name=re.compile("The hall"))).to_have_attribute(
        "href", "https://example.org/stream"
    )
    rosa.presses("Take part")
    expect(rosa.page.locator(".standing")).to_contain_text("remote")
    rosa.presses("Ask for the floor")
    expect(main.get_by_role("button", name=re.compile("^Withdraw"))).to_be_visible()
    rosa.presses("Go to the ballot")
    ranks_and_casts(rosa)
    return rosa


def translating(at: At) -> Hand:
    """The queue, what is about to be voted on first, and what readers see."""
    killa = at("T", "laptop")
    killa.presses("Translations")
    first = killa.page.locator(".tasks a").first.inner_text()
    killa.presses(re.escape(first[:20]))
    words = f"Traducido: {first}"
    killa.types("Translation$", words)
    killa.presses("Ready: show it to readers")
    killa.presses("Translations")
    to_review = killa.page.locator("section", has=killa.page.locator("#to-review"))
    expect(to_review.locator(".tasks")).to_contain_text(first[:20])
    return killa


def composing(at: At, text: str, pair: list[int]) -> Hand:
    """A compromise from two amendments that collide."""
    odile = at("Q", "tablet")
    odile.presses("Documents", text)
    for number in pair:
        odile.ticks(f"into a compromise AM {number}")
    odile.presses("Write a compromise from the chosen ones")
    odile.types("Proposed text", "Soil is lent to who tends it.")
    odile.types("What the amendment does", "Lent to who tends it")
    odile.types("Reasons", "Both want it tended.")
    odile.presses("Propose the compromise")
    expect(odile.page.locator("h1")).to_contain_text("Lent to who tends it")
    expect(odile.page.locator("main")).to_contain_text(re.compile("AM {}.*AM {}".format(*pair), re.DOTALL))
    return odile


def on_one_tablet(at: At, first: str, second: str) -> Hand:
    """Two people vote on a tablet, one after the other; nothing of the first is left on it."""
    tablet = at("", "tablet")
    tablet.page.goto(f"{tablet.server.url}/sign-in")
    tablet.presses("Set it up as a shared tablet")
    for badge in (first, second):
        tablet.types("Badge number", badge)
        tablet.types("PIN", PIN)
        tablet.sends("Sign in with the PIN")
        expect(tablet.page.locator(".standing")).to_contain_text(badge.upper())
        tablet.presses("Polls", "Alternatives: AM 1, AM 2")
        expect(tablet.page.locator("[data-ranked] [data-option]")).to_have_count(0)
        ranks_and_casts(tablet)
        tablet.presses("Done: next person")
        expect(tablet.page.locator("body")).not_to_contain_text(badge.upper())
        assert tablet.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('ballot'))") == []
    return tablet


def waits(page: Page, until: Callable[[], bool]) -> None:
    for _ in range(300):
        if until():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"waited in vain at {page.url}")


def auditing(at: At, folder: Path) -> Hand:
    """No account: the texts in another language, a result, and the bundle, which verifies."""
    anybody = at("", "laptop")
    page = anybody.page
    page.goto(f"{anybody.server.url}/")
    anybody.presses("Polls", "Close")
    expect(page.locator("#result")).to_be_visible()
    anybody.presses("Final document", "Record and bundle")
    downloads: list[Download] = []
    page.on("download", lambda one: downloads.append(one))
    anybody.presses("Bundle")
    waits(page, lambda: bool(downloads) or "/jobs/" in page.url)
    if not downloads:  # a file that takes long has a page of its own meanwhile
        expect(page.get_by_role("link", name="Download")).to_be_visible(timeout=30_000)
        anybody.presses("Download")
        waits(page, lambda: bool(downloads))
    file = folder / "record.zip"
    downloads[0].save_as(file)
    verified = subprocess.run(
        [sys.executable, ROOT / "verify.py", file], capture_output=True, text=True, timeout=60, check=False
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    return anybody
