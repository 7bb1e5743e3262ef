"""A played day: invented delegates who read, debate, vote, drop off and come back, and a chair who leads."""

import random
import re
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic, sleep

from summit.cli.demo.devices import Device, Heard

FIRST = (
    "Alba", "Bruno", "Chaska", "Dayana", "Efraín", "Flor", "Galo", "Hilda", "Isidro", "Jacinta", "Kuri",
    "Lía", "Milton", "Nina", "Ñusta", "Olga",
)  # fmt: skip
LAST = (
    "Aguinda", "Bermeo", "Cachipuendo", "Delgado", "Espín", "Flores", "Grefa", "Hidalgo", "Imbaquingo",
    "Jiménez", "Lema", "Maigua",
)  # fmt: skip
SAYINGS = (
    "Lo que la comunidad cuida, la comunidad lo decide.",
    "Doce meses es poco para una biblioteca pequeña.",
    "Who pays for the second printing?",
    "De acuerdo con el plazo, no con la excepción.",
    "La licence doit être libre dès le premier jour.",
)
POINTS = ("Close the debate?", "Change the order of business?", "Suspend the sitting?", "Vote on this now?")
STANCES = ("for", "for", "against", "abstain")
PAGES = (
    "/",
    "/documents/1",
    "/documents/2",
    "/polls/",
    "/agenda/",
    "/amendments/3",
    "/documents/1/collisions",
)
OPEN_POLL = re.compile(r'href="/polls/(\d+)"')
FOLLOWED = re.compile(r'data-live="([^"]+)"')
BODY = 1
PIN_SIGNS = 6
MOST_PACES, LEAST_S = 4, 30
"""A poll is open until all have cast, at most for so many paces, or so many seconds where paces are quick."""


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who exists for one rehearsal: the badge, and the code that lets them in once."""

    name: str
    badge: str
    code: str


def invented_name(number: int) -> str:
    """A name for the number; after the last the same come again with other surnames."""
    return f"{FIRST[number % len(FIRST)]} {LAST[(number * 7 + number // len(FIRST)) % len(LAST)]}"


class Day:
    """One rehearsal at the server `door`, for `seconds` and at least one poll."""

    def __init__(self, door: str, people: Sequence[Invented], chair_pin: str, seconds: float) -> None:
        self.door, self.people, self.chair_pin = door, people, chair_pin
        self.heard, self.until = Heard(), monotonic() + seconds
        self.open_poll, self.is_led = 0, True
        self.pace_s = min(20.0, max(1.0, seconds / 12))

    def play(self, tell: Callable[[str], None]) -> Heard:
        """Let everybody live through it; `tell` gets a line whenever the chair has decided something."""
        threads = [threading.Thread(target=self._live, args=(one,), daemon=True) for one in self.people]
        for thread in threads:
            thread.start()
            sleep(0.02)
        self._lead(tell)
        self.is_led = False
        for thread in threads:
            thread.join(60)
        if any(thread.is_alive() for thread in threads):
            self.heard.fail("somebody was not answered within a minute")
        return self.heard

    # --- a delegate ----------------------------------------------------------------------------------------

    def _live(self, one: Invented) -> None:
        chance = random.Random(one.badge)  # noqa: S311  a rehearsal, nothing that has to be kept secret
        device = Device(self.door, self.heard)
        pin = self._enter(device, one)
        if not pin:
            return
        topics = self._followed(device)
        device.listen(topics)
        voted: set[int] = set()
        while self.is_led:
            poll = self.open_poll
            if poll and poll not in voted:
                voted.add(poll)
                self._vote(device, poll, chance.choice(STANCES))
            else:
                self._something(device, chance, topics)
            sleep(chance.uniform(0.3, 1) * self.pace_s / 4)
        device.hang_up()

    def _enter(self, device: Device, one: Invented) -> str:
        """By the slip, with a PIN of one's own; one that is too easy is drawn again."""
        for _ in range(5):
            pin = "".join(secrets.choice("0123456789") for _ in range(PIN_SIGNS))
            if device.post("/sign-in/slip", {"code": one.code, "pin": pin}, "/sign-in").status in (302, 303):
                self.heard.add("signed in")
                return pin
        self.heard.fail(f"{one.badge} could not sign in")
        return ""

    def _followed(self, device: Device) -> list[str]:
        """What the now page of this person follows live."""
        found = FOLLOWED.search(device.get("/").text)
        return found[1].split(",") if found else []

    def _something(self, device: Device, chance: random.Random, topics: list[str]) -> None:
        lot = chance.random()
        if lot < 0.12:
            said = {"text": chance.choice(SAYINGS)}
            if device.post("/debates/document/1", said, "/debates/document/1").status == 303:
                self.heard.add("interventions")
        elif lot < 0.2:
            device.hang_up()
            sleep(chance.uniform(0.2, 1) * self.pace_s / 4)
            device.listen(topics)
            self.heard.add("dropped off and came back")
        elif lot < 0.26:
            page = "/amendments/6"
            if device.post("/amendments/6/second", {}, page).status == 303:
                self.heard.add("seconded")
        elif device.get(chance.choice(PAGES)).status == 200:
            self.heard.add("pages read")

    def _vote(self, device: Device, poll: int, stance: str) -> None:
        review = device.post(f"/polls/{poll}/review", {"choice": stance}, f"/polls/{poll}")
        if review.status != 200:
            self.heard.add("came too late to vote")
            return
        cast = device.send(f"/polls/{poll}/cast", device.hidden(review))
        self.heard.add("ballots cast" if cast.status == 200 else "came too late to vote")

    # --- the chair -----------------------------------------------------------------------------------------

    def _lead(self, tell: Callable[[str], None]) -> None:
        """Put one point after the other: announce, open, let them vote, close, publish."""
        chair, desk = Device(self.door, self.heard), f"/console/{BODY}"
        entered = chair.post("/sign-in/pin", {"badge": "O-1", "pin": self.chair_pin}, "/sign-in")
        if entered.status not in (302, 303):
            self.heard.fail("the organiser could not sign in")
            return
        chair.post(f"{desk}/take-over", {}, desk)
        number = 0
        while not number or monotonic() + (MOST_PACES + 1) * self.pace_s < self.until:
            point = POINTS[number % len(POINTS)]
            number += 1
            poll = self._point(chair, desk, point)
            if poll:
                tell(f"{point} V-{poll:02}: {self._decide(chair, poll)}")
            sleep(self.pace_s / 4)

    def _point(self, chair: Device, desk: str, point: str) -> int:
        before = self._polls(chair)
        chair.post(f"{desk}/raise-point", {"point": point}, desk)
        return max(self._polls(chair) - before, default=0)

    def _polls(self, chair: Device) -> set[int]:
        return {int(number) for number in OPEN_POLL.findall(chair.get("/polls/").text)}

    def _decide(self, chair: Device, poll: int) -> str:
        page = f"/polls/{poll}"
        if chair.post(f"{page}/open", {}, page).status != 303:
            self.heard.fail(f"V-{poll:02} was not opened")
            return "not opened"
        self.open_poll, before, opened = poll, self.heard.done.get("ballots cast", 0), monotonic()
        while monotonic() < opened + max(MOST_PACES * self.pace_s, LEAST_S):
            sleep(self.pace_s / 4)
            if self.heard.done.get("ballots cast", 0) - before >= len(self.people):
                break
        chair.post(f"{page}/close", {}, page)
        self.open_poll = 0
        for _ in range(120):
            if "/publish" in chair.get(page).text:
                break
            sleep(0.5)
        if chair.post(f"{page}/publish", {}, page).status != 303:
            self.heard.fail(f"V-{poll:02} was not published")
            return "not published"
        self.heard.add("polls decided")
        return "published"
