"""The chair of a played day: gives the floor, puts points of procedure and competing amendments, decides."""

import json
import re
from collections.abc import Callable, Sequence
from time import monotonic, sleep

from summit.cli.demo.devices import Device, Heard
from summit.cli.demo.receipts import differences, receipts_in

POLL = re.compile(r'href="/polls/(\d+)"')
PARAGRAPH = re.compile(r'<div class="prov prov--paragraph[^"]*" id="(p\d+)"')
DOOR = re.compile(r'href="(/sittings/\d+/door)"')
SPEECH = r'action="/console/\d+/{act}".*?name="speech" value="(\d+)"'
MOST_STEPS = 5
CHAIR_NUMBER = "4 1 6"


class Chair:
    """Somebody at the desk of a body, whose every button is a form that is sent."""

    def __init__(self, device: Device, body: int) -> None:
        self.device, self.body, self.desk = device, body, f"/console/{body}"
        self.heard: Heard = device.heard

    def signs_in(self, pin: str) -> bool:
        entered = self.device.post("/sign-in/pin", {"badge": "O-1", "pin": pin}, "/sign-in")
        if entered.status not in (302, 303):
            self.heard.fail("the organiser could not sign in")
            return False
        return True

    def enters(self, pin: str) -> bool:
        """Sign in, take the desk and open the speakers' list."""
        if not self.signs_in(pin):
            return False
        self._does("take-over")
        self._does("open-list")
        return True

    def _does(self, act: str, **fields: str) -> int:
        return self.device.post(f"{self.desk}/{act}", fields, self.desk).status

    def lets_in(self, badges: Sequence[str]) -> None:
        """Scan people in at a door of the sitting that is on; nobody may be kept out."""
        found = DOOR.search(self.device.get(self.desk).text)
        if found is None:
            return
        for badge in badges:
            if self.device.post(found[1], {"badge": badge, "way": "in"}, found[1]).status == 303:
                self.heard.add("scanned in")
            else:
                self.heard.fail(f"{badge} was not let in")

    def shows(self, kind: str, about: int, step: int = 0) -> bool:
        """On the projector of the body."""
        return self._does("show", kind=kind, about=str(about), step=str(step)) == 303

    # --- the floor -----------------------------------------------------------------------------------------

    def moves_the_floor(self) -> None:
        """End the speech that is going on, or give the floor to whoever is first on the list."""
        for act, done in (("end-speech", "speeches"), ("call", "")):
            page = self.device.get(self.desk).text
            found = re.search(SPEECH.format(act=act), page, re.DOTALL)
            if found:
                if self._does(act, speech=found[1]) == 303 and done:
                    self.heard.add(done)
                return

    # --- polls ---------------------------------------------------------------------------------------------

    def paragraphs(self, document: int) -> list[str]:
        """The paragraphs of a text, the last first."""
        return PARAGRAPH.findall(self.device.get(f"/documents/{document}").text)[::-1]

    def raises(self, point: str) -> int:
        """Announce a point of procedure; answers its poll."""
        return self._new_poll(lambda: self._does("raise-point", point=point))

    def puts(self, amendments: Sequence[str]) -> int:
        """Put competing amendments to one ranked poll and announce it; answers the poll."""
        form: dict[str, str | list[str]] = {"amendments": list(amendments), "body": str(self.body)}
        poll = self._new_poll(lambda: self.device.post("/polls/", form, self.desk))
        if poll:
            self.device.post(f"/polls/{poll}/announce", {}, f"/polls/{poll}")
        return poll

    def _new_poll(self, act: Callable[[], object]) -> int:
        before = self._polls()
        act()
        return max(self._polls() - before, default=0)

    def _polls(self) -> set[int]:
        return {int(number) for number in POLL.findall(self.device.get("/polls/").text)}

    def opens(self, poll: int) -> bool:
        page = f"/polls/{poll}"
        if self.device.post(f"{page}/open", {"chair_number": CHAIR_NUMBER}, page).status == 303:
            self.shows("poll", poll)
            return True
        self.heard.fail(f"V-{poll:02} was not opened")
        return False

    def decides(self, poll: int, patience_s: float = 60) -> str:
        """Close, wait for the grace to pass, publish; answers in a word what became of it."""
        page = f"/polls/{poll}"
        self.device.post(f"{page}/close", {}, page)
        until = monotonic() + patience_s
        while "/publish" not in self.device.get(page).text and monotonic() < until:
            sleep(0.5)
        if self.device.post(f"{page}/publish", {}, page).status != 303:
            self.heard.fail(f"V-{poll:02} was not published")
            return "not published"
        self.heard.add("polls decided")
        self.shows("result", poll)
        self._verifies(poll)
        return "published"

    def _verifies(self, poll: int) -> None:
        """Each receipt has its ballot in what is published, and as many were received as were cast."""
        published = json.loads(self.device.get(f"/polls/{poll}/result.json").text or "{}")
        held = self.heard.receipts.get(poll, set())
        for sentence in differences(f"V-{poll:02}", published, held):
            self.heard.fail(sentence)
        self.heard.verified += len(held & receipts_in(published))

    def steps_through(self, poll: int, pause_s: float) -> None:
        """The rounds of a result on the projector, one by one."""
        for step in range(1, MOST_STEPS):
            sleep(pause_s)
            if not self.shows("result", poll, step):
                return
