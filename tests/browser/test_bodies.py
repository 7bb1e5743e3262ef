"""Two tables and the plenary in session at once: nothing of one reaches another, and everybody is told where
they stand at each step."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from summit.agenda.models import Presence
from summit.agenda.queries import sitting
from summit.agenda.services import drop_silent, give_up_driving, scan_in, take_up
from summit.db import db, now
from summit.domain.errors import NotAllowed
from summit.people.models import Duty, Role, Seat
from summit.people.services import accredit, found_body, found_summit, give_office, issue_slip
from summit.voting.models import RollEntry
from summit.voting.services import announce_poll, open_poll, put_to_poll
from tests.browser.conftest import DEVICES
from tests.browser.summit_on_stage import Somebody, enters
from tests.factories import a_document, an_amendment, an_open_sitting, cast, remote
from tests.integration.live_server import until
from tests.servers import Server, beside

pytestmark = [pytest.mark.browser, pytest.mark.server]

DELEGATES = ("Rosa Quilumba", "Amaru Chimbo", "Lucía Andrango", "Tomás Okafor")


@dataclass
class Stage:
    """A running server with Table 3, Table 4 and the plenary in session; ids and slips by badge."""

    server: Server
    people: dict[str, int]
    slips: dict[str, str]
    sittings: dict[int, int]
    document: int

    @property
    def sitting(self) -> int:
        """Of Table 3."""
        return self.sittings[2]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with beside(tmp_path):
        db.create_all()
        found = set_the_stage()
    server = Server(tmp_path).start()
    try:
        yield Stage(server, *found)
    finally:
        server.stop()


def set_the_stage() -> tuple[dict[str, int], dict[str, str], dict[int, int], int]:
    """Rosa, Amaru (from afar) and Lucía sit at Table 3, Tomás at Table 4; Nuna can stand in for anybody."""
    found_summit("Summit of tables", "America/Guayaquil", ["en"])
    people = {"O-1": accredit(None, "Paz Cevallos", Role.ORGANISER, "O-1").id}
    tables = [found_body(None, f"Table {number}").id for number in (3, 4)]
    for badge, name, duty in (("C-3", "Inés Valarezo", Duty.CHAIR), ("S-3", "Paúl Guamán", Duty.SECRETARY)):
        people[badge] = accredit(None, name, Role.OBSERVER, badge).id
        give_office(None, badge, duty, tables[0])
    for number, name in enumerate(DELEGATES, 1):
        people[f"D-{number}"] = one = accredit(None, name, Role.DELEGATE, f"D-{number}").id
        table = tables[number == len(DELEGATES)]
        db.session.add(Seat(body_id=table, number=f"D-{number}", owner_id=one, holder_id=one))
        db.session.commit()
    people["N-1"] = accredit(None, "Nuna Grefa", Role.OBSERVER, "N-1").id
    remote(people["D-2"])
    sittings = {}
    for body, name in ((1, "the plenary"), (tables[0], "table three"), (tables[1], "table four")):
        here = an_open_sitting(people["O-1"], f"Opening of {name}", f"Seeds at {name}", body=body)
        take_up(people["O-1"], sitting(here).items[0].id)
        give_up_driving(people["O-1"], body)
        sittings[body] = here
    document = a_document()
    an_amendment(people["D-1"], document, "Institutions shall publish.", title="A duty")
    slips = {badge: issue_slip(None, badge) for badge in ("C-3", "S-3", "D-1", "D-2", "N-1")}
    return people, slips, sittings, document


class Hall:
    """The walls of three bodies, each with what its socket was told and which parts it fetched."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.context = browser.new_context(**DEVICES["projector"])
        self.walls: dict[int, Page] = {}
        self.told: dict[int, list[str]] = {1: [], 2: [], 3: []}
        for body, told in self.told.items():
            page = self.walls[body] = self.context.new_page()
            page.on(
                "websocket", lambda ws, told=told: ws.on("framereceived", lambda said: told.append(str(said)))
            )
            page.goto(f"{server.url}/projector/{body}")
            expect(page.locator("[data-connection] .state--live")).to_be_attached()

    def shows(self, body: int, words: str | re.Pattern[str]) -> None:
        expect(self.walls[body].locator(".wall")).to_contain_text(words)

    def quiet(self, body: int, shows: str) -> None:
        """This wall shows what it showed from the start, and was told nothing of another body."""
        self.shows(body, shows)
        events = [said for said in self.told[body] if '"frame"' in said]
        assert events == [], events


@pytest.fixture
def hall(browser: Browser, stage: Stage) -> Iterator[Hall]:
    hall = Hall(browser, stage.server)
    yield hall
    hall.context.close()


def stands(somebody: Somebody, label: str, words: str | re.Pattern[str]) -> None:
    line = somebody.page.locator(".standing > div", has_text=label)
    expect(line).to_contain_text(words)


def presses(somebody: Somebody, name: str) -> None:
    somebody.page.get_by_role("button", name=name, exact=True).first.click()


@dataclass
class Cast:
    """Five people in browsers: chair and secretary of Table 3, two of its delegates, and a substitute."""

    ines: Somebody
    paul: Somebody
    rosa: Somebody
    amaru: Somebody
    nuna: Somebody


def take_over_a_desk(stage: Stage, hall: Hall, who: Cast) -> None:
    """Two officers at one desk: the first sees at once that the second has taken over."""
    who.ines.goes("/console/2")
    who.paul.goes("/console/2")
    who.ines.is_live()
    presses(who.ines, "Drive")
    expect(who.paul.page.get_by_text("Inés Valarezo drives Table 3.")).to_be_visible()
    expect(who.paul.page.get_by_role("button", name="Suspend")).to_be_disabled()
    presses(who.paul, "Take over")
    expect(who.ines.page.get_by_text("Paúl Guamán drives Table 3.")).to_be_visible()
    expect(who.ines.page.get_by_role("button", name="Suspend")).to_be_disabled()


def move_one_floor(stage: Stage, hall: Hall, who: Cast) -> None:
    """The floor of Table 3 moves, on its wall and its delegates' pages alone."""
    who.rosa.goes("/bodies/2")
    who.rosa.is_live()
    presses(who.paul, "Take up: Seeds at table three")
    hall.shows(2, "Seeds at table three")
    expect(who.rosa.page.locator("main h1")).to_have_text("Seeds at table three")


def come_and_go(stage: Stage, hall: Hall, who: Cast) -> None:
    """Presence and quorum at each step: in the room, from afar, cut off, back."""
    stands(who.rosa, "Present", "no")
    with beside(stage.server.folder):
        scan_in(stage.people["C-3"], stage.sitting, "D-1")
    stands(who.rosa, "Present", "in the room")
    desk = who.paul.page.locator(".desk-strip")
    expect(desk).to_contain_text("1 of 3; needs 2")
    who.amaru.goes("/bodies/2")
    presses(who.amaru, "Take part")
    stands(who.amaru, "Present", "remote")
    expect(desk).to_contain_text("2 of 3; needs 2")
    expect(desk).to_contain_text("1 in the room, 1 remote")
    who.amaru.page.goto("about:blank")
    with beside(stage.server.folder):
        until(lambda: is_dropped(stage.people["D-2"]), "the end of a presence")
    expect(desk).to_contain_text("1 in the room, 0 remote")
    expect(desk).to_contain_text("1 of 3; needs 2")
    who.amaru.goes("/bodies/2")
    stands(who.amaru, "Present", "no, connection lost")
    presses(who.amaru, "Take part again")
    stands(who.amaru, "Present", "remote")
    expect(desk).to_contain_text("2 of 3; needs 2")


def is_dropped(person: int) -> bool:
    """Whether somebody who was seen long ago is let go of; the server itself may note at this moment that it
    has seen them, or be the one that lets go."""
    here = Presence.person_id == person
    long_ago = now() - timedelta(minutes=16)
    db.session.execute(db.update(Presence).where(here).values(seen_at=long_ago))
    db.session.commit()
    drop_silent()
    return bool(db.session.scalar(db.select(Presence.dropped).where(here)))


def debate_at_one_table(stage: Stage, hall: Hall, who: Cast) -> None:
    """The floor is asked for in one tap, in the room and from afar; every screen counts the same seconds."""
    presses(who.paul, "Open a speakers' list")
    for somebody in (who.rosa, who.amaru):
        somebody.page.get_by_role("button", name="Ask for the floor").click()
        expect(somebody.page.get_by_role("button", name="Withdraw")).to_be_visible()
    who.paul.page.get_by_role("button", name="Give the floor to Rosa Quilumba").click()
    hall.shows(2, re.compile("Rosa Quilumba.*Next: Amaru Chimbo", re.DOTALL))
    expect(who.amaru.page.get_by_role("status").get_by_text("You have the floor next.")).to_be_visible()
    clocks = [page.locator("speech-clock") for page in (hall.walls[2], who.rosa.page, who.paul.page)]
    for clock in clocks:
        expect(clock.locator(".clock-time")).to_have_text(re.compile(r"^[01]:[0-5]\d$"))
        expect(clock).to_contain_text("left of 2:00")
    assert len({clock.get_attribute("data-from") for clock in clocks}) == 1
    presses(who.paul, "End the speech")
    expect(hall.walls[2].locator("speech-clock")).to_have_count(0)
    expect(who.rosa.page.get_by_text("1 speech so far")).to_be_visible()


def poll_one_table(stage: Stage, hall: Hall, who: Cast) -> None:
    """A poll of Table 3, put and opened from its desk."""
    other = who.paul.page.locator(".paper-other", has_text="Seeds and soils")
    other.locator("summary").first.click()
    presses(who.paul, "Put AM 1 to a poll")
    presses(who.paul, "Announce")
    expect(who.paul.page.locator(".desk-checks")).to_contain_text("Quorate: 2 of 3 seats present")
    presses(who.paul, "Open the poll")
    hall.shows(2, "0 of 3 ballots received")
    expect(who.rosa.page.get_by_role("link", name="Go to the ballot")).to_be_visible()
    with beside(stage.server.folder):
        cast(stage.people["D-1"], 1, "for")
    hall.shows(2, "1 of 3 ballots received")
    expect(who.rosa.page.locator("main")).to_contain_text("1 of 3 ballots received")


def poll_the_others(stage: Stage, hall: Hall, who: Cast) -> None:
    """Until now nothing reached Table 4 and the plenary; now each has a poll and a roll of its own."""
    hall.quiet(3, "Opening of table four")
    hall.quiet(1, "Opening of the plenary")
    everybody = [stage.people[f"D-{number}"] for number in range(1, 5)]
    with beside(stage.server.folder):
        for body, badges in ((3, ["D-4"]), (1, ["D-1", "D-3", "D-4"])):
            for badge in badges:
                scan_in(stage.people["O-1"], stage.sittings[body], badge)
        polls = [a_poll_of(body, stage, f"p{provision}") for body, provision in ((3, 3), (1, 4))]
        assert polls == [2, 3]
        assert [roll(poll) for poll in (1, 2, 3)] == [everybody[:3], everybody[3:], everybody]
        cast(stage.people["D-4"], 2, "keep")
        cast(stage.people["D-4"], 3, "keep")
        cast(stage.people["D-3"], 3, "keep")
        with pytest.raises(NotAllowed):
            cast(stage.people["D-4"], 1, "against")
    hall.shows(3, "1 of 1 ballots received")
    hall.shows(1, "2 of 4 ballots received")
    hall.shows(2, "1 of 3 ballots received")


def a_poll_of(body: int, stage: Stage, provision: str) -> int:
    """Open a poll of a body on a change to one provision; answers its number."""
    number = an_amendment(stage.people["D-4"], stage.document, "Nobody shall.", provision)
    poll = put_to_poll(stage.people["O-1"], [number], body_id=body)
    announce_poll(stage.people["O-1"], poll)
    open_poll(stage.people["O-1"], poll, "4 1 6")
    return poll


def roll(poll: int) -> list[int]:
    entries = db.select(RollEntry.person_id).where(RollEntry.poll_number == poll)
    return sorted(db.session.scalars(entries))


def rule_for_a_substitute(stage: Stage, hall: Hall, who: Cast) -> None:
    """A substitute takes Lucía's seat while the poll is open: on the roll only once two have signed."""
    with beside(stage.server.folder):
        db.session.execute(
            db.update(Seat)
            .where(Seat.body_id == 2, Seat.owner_id == stage.people["D-3"])
            .values(holder_id=stage.people["N-1"])
        )
        db.session.commit()
    who.nuna.goes("/bodies/2")
    stands(who.nuna, "May vote", "no, the roll of V-01 was fixed before you took the seat")
    who.paul.goes("/console/2")
    presses(who.paul, "Let Nuna Grefa vote for it")
    expect(
        who.ines.page.get_by_role("strong").filter(has_text="seat D-3 votes through Nuna Grefa")
    ).to_be_visible()
    presses(who.ines, "Sign: it is done at once")
    who.nuna.goes("/bodies/2")
    stands(who.nuna, "May vote", "yes")
    expect(who.nuna.page.get_by_role("link", name="Go to the ballot")).to_be_visible()


def publish_step_by_step(stage: Stage, hall: Hall, who: Cast) -> None:
    """The result, step by step; the now page says the same."""
    who.paul.goes("/console/2")
    who.paul.page.get_by_text("Close the poll …").click()
    presses(who.paul, "Close now")
    expect(who.paul.page.get_by_role("button", name="Count and publish")).to_be_visible()
    presses(who.paul, "Count and publish")
    hall.shows(2, "Carried: AM 1. A duty.")
    presses(who.paul, "Next step")
    only_round = re.compile(r"For\s+1\s+wins.*Against\s+0", re.DOTALL)
    hall.shows(2, only_round)
    expect(who.rosa.page.locator("main")).to_contain_text(only_round)


def test_two_tables_and_the_plenary_sit_at_once(stage: Stage, hall: Hall, browser: Browser) -> None:
    """All the while nothing of Table 3 reaches the other table or the plenary."""
    devices = {"C-3": "laptop", "S-3": "laptop", "D-1": "tablet", "D-2": "phone", "N-1": "phone"}
    somebodies = [enters(browser, stage.server, stage.slips[badge], on) for badge, on in devices.items()]
    for act in (
        take_over_a_desk,
        move_one_floor,
        come_and_go,
        debate_at_one_table,
        poll_one_table,
        poll_the_others,
        rule_for_a_substitute,
        publish_step_by_step,
    ):
        act(stage, hall, Cast(*somebodies))
    for body, poll in ((1, 3), (2, 1), (3, 2)):
        told = [said for said in hall.told[body] if '"frame"' in said]
        streams = set(re.findall(r'"topic":"((?:poll|body):\d+)"', " ".join(told)))
        assert f"body:{body}" in streams  # turnout may have come with the page, before the poll was followed
        assert streams <= {f"poll:{poll}", f"body:{body}"}
    hall.shows(3, "1 of 1 ballots received")
    hall.shows(1, "2 of 4 ballots received")
    for somebody in somebodies:
        assert somebody.complaints == []
        somebody.page.context.close()
