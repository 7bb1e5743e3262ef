"""What whoever photographs a badge, steals a slip or loses an office can reach: pages, writes and sockets."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import socketio

from summit.people.models import Duty, Role
from summit.people.queries import plenary
from summit.people.services import accredit, found_summit, give_office, issue_slip, take_office
from tests.databases import Databases
from tests.integration.live_server import PATIENCE_S, until
from tests.servers import Device, Server, beside, running

pytestmark = pytest.mark.server

BADGE, OWN_PIN, THIEFS_PIN = "01-01", "493817", "718293"


@pytest.fixture
def server(database: Databases, tmp_path: Path) -> Iterator[Server]:
    """A server on which Lucía is accredited and nobody has signed in."""
    with running(tmp_path, database.empty(tmp_path)) as server:
        with beside(tmp_path):
            found_summit("Stolen", "UTC", ["en"])
            accredit(None, "Lucía Andrango", Role.DELEGATE, BADGE)
        yield server


def slip_for(server: Server) -> str:
    with beside(server.folder):
        return issue_slip(None, BADGE)


def by_pin(device: Device, pin: str) -> int:
    """The status with which badge and PIN are answered; 303 lets in."""
    device.get("/sign-in")
    return device.post("/sign-in/pin", badge=BADGE, pin=pin)[0]


def socket_of(device: Device) -> socketio.Client:
    """A socket opened by the pages of this device."""
    cookies = "; ".join(f"{one.name}={one.value}" for one in device.cookies)
    client = socketio.Client(reconnection=False, request_timeout=PATIENCE_S)
    options = {"transports": ["websocket"], "wait_timeout": PATIENCE_S}
    client.connect(device.server.url, {"Cookie": cookies}, **options)
    return client


def may_follow(client: socketio.Client, stream: str) -> bool:
    answer = client.call("follow", {"topics": [f"{stream}:-:0"]}, timeout=PATIENCE_S)
    return "error" not in answer


def test_a_photographed_badge_lets_nobody_in_and_its_owner_goes_on(server: Server) -> None:
    lucia, thief = Device(server), Device(server)
    lucia.sign_in(slip_for(server), OWN_PIN)
    guesses = [by_pin(thief, f"{guess:06}") for guess in range(417_201, 417_213)]
    assert set(guesses) == {422}
    assert by_pin(Device(server), OWN_PIN) == 422, "the badge is closed to new devices"
    assert lucia.get("/devices")[0] == 200, "her own device goes on"
    lucia.get("/")
    assert lucia.post("/sign-out")[0] == 303
    assert by_pin(lucia, OWN_PIN) == 303, "and may come back"
    visitor = socket_of(thief)
    assert not may_follow(visitor, "staff:")
    assert not may_follow(visitor, "person:1")
    visitor.disconnect()


def test_a_stolen_slip_reaches_nothing_from_the_moment_of_the_reissue(server: Server) -> None:
    thief, lucia = Device(server), Device(server)
    thief.sign_in(slip_for(server), THIEFS_PIN)
    inside = socket_of(thief)
    assert may_follow(inside, "person:1"), "until somebody notices the thief is Lucía"
    anew = slip_for(server)
    until(lambda: not inside.connected, "the end of the thief's socket")
    assert thief.get("/devices")[0] == 302
    assert thief.post("/debates/document/1", text="It was I.")[0] == 401
    assert by_pin(thief, THIEFS_PIN) == 422
    outside = socket_of(thief)
    assert not may_follow(outside, "person:1")
    outside.disconnect()
    lucia.sign_in(anew, OWN_PIN)
    assert lucia.get("/devices")[0] == 200


def test_a_held_request_ends_with_the_sign_in_under_which_it_was_asked(server: Server) -> None:
    with beside(server.folder):
        give_office(None, BADGE, Duty.DESK)
    thief, lucia = Device(server), Device(server)
    lucia.sign_in(slip_for(server), OWN_PIN)
    assert by_pin(thief, OWN_PIN) == 303
    page = thief.get("/devices")[1]
    (staff,) = re.findall(r"staff::\w+:\d+", page)[:1]
    heard: list[tuple[int, str]] = []
    held = threading.Thread(target=lambda: heard.append(thief.get(f"/live?t={staff}")))
    held.start()
    until(lambda: held_requests(server) == 1, "the request that is held")
    lucia.get("/devices")
    assert lucia.post("/devices/end-others")[0] == 303
    with beside(server.folder):
        accredit(None, "Tomás Okafor-Leiva", Role.DELEGATE, "01-02")
    held.join(PATIENCE_S)
    assert [status for status, _ in heard] == [403]


def held_requests(server: Server) -> int:
    figures = Device(server).get("/metrics")[1]
    return int(float(re.search(r"^summit_held_requests\S* (\S+)", figures, re.M)[1]))


def test_an_office_taken_away_takes_its_pages_and_sockets_with_it_at_once(server: Server) -> None:
    with beside(server.folder):
        body = plenary()
        assert body is not None
        place = body.id
        give_office(None, BADGE, Duty.CHAIR, place)
    lucia = Device(server)
    lucia.sign_in(slip_for(server), OWN_PIN)
    chair = socket_of(lucia)
    assert may_follow(chair, "staff:")
    assert lucia.get(f"/console/{place}")[0] == 200
    with beside(server.folder):
        take_office(None, BADGE, Duty.CHAIR, place)
    until(lambda: not chair.connected, "the end of the chair's socket")
    assert lucia.get(f"/console/{place}")[0] == 403
    member = socket_of(lucia)
    assert not may_follow(member, "staff:")
    assert may_follow(member, "person:1"), "who they are is not taken away"
    member.disconnect()
