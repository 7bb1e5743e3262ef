"""A played day: invented people who read, propose, debate, vote, drop off and come back as a chair leads."""

import html
import random
import re
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic, sleep

from summit.cli.demo.devices import Device, Heard
from summit.cli.demo.leading import Chair

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
RIVALS = (
    ("sin demora", " esto, sin demora."),
    ("con cuentas públicas", " esto, con cuentas públicas."),
    ("donde la comunidad lo pida", " esto, donde la comunidad lo pida."),
)
"""What competing amendments put for the last word of a paragraph, so that they collide; title first."""
TEXT = 1
RANK = re.compile(r'name="(rank-[\w-]+)"')
SEEN = re.compile(r'name="seen"[^>]*value="(\d+)"')
WORDS = r'<textarea[^>]*name="words-{id}"[^>]*>\n?([^<]*)</textarea>'
AMENDMENT = re.compile(r"/amendments/(\d+)")
RECEIPT = re.compile(r'<p class="receipt">([\w-]+)</p>')
TAKE_PART = re.compile(r'action="(/sittings/\d+/take-part)"')
FOLLOWED = re.compile(r'data-live="([^"]+)"')
BODY = 1
PIN_SIGNS = 6
READS = (0.75, 2.25)
"""For so many paces somebody reads what they opened: with 20 s each, half a minute."""
ARRIVAL, DOORS = 3, 4
"""For so many paces people come, and at so many doors they are scanned."""
MOST_PACES, LEAST_S = 4, 30
MOST_TRIES = 4
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
        self.wanted: list[tuple[str, str, str]] = []
        """Amendments that somebody is to propose next: the paragraph, a title, the words at its end."""
        self.proposed: list[str] = []
        self.threads: list[threading.Thread] = []

    def play(self, tell: Callable[[str], None]) -> Heard:
        """Let everybody live through it; `tell` gets a line whenever the chair has decided something."""
        coming = threading.Thread(target=self._come, daemon=True)
        coming.start()
        self._lead(tell)
        self.is_led = False
        coming.join(60)
        for thread in self.threads:
            thread.join(60)
        if coming.is_alive() or any(thread.is_alive() for thread in self.threads):
            self.heard.fail("somebody was not answered within a minute")
        return self.heard

    def _come(self) -> None:
        """One after the other, as people come into a hall; those of the room are scanned at its doors."""
        there = [one.badge for one in self.people[::2]]
        doors = min(DOORS, len(there))
        for door in range(doors):
            self._begin(self._let_in, there[door::doors])
        for one in self.people:
            self._begin(self._live, one)
            sleep(ARRIVAL * self.pace_s / len(self.people))

    def _begin(self, act: Callable[..., None], *given: object) -> None:
        self.threads.append(threading.Thread(target=act, args=given, daemon=True))
        self.threads[-1].start()

    def _let_in(self, badges: Sequence[str]) -> None:
        door = Chair(Device(self.door, self.heard), BODY)
        if door.signs_in(self.chair_pin):
            door.lets_in(badges)

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
                self._vote(device, poll, chance)
            elif wanted := self._take():
                self._propose(device, *wanted)
            else:
                self._something(device, chance, topics)
            sleep(chance.uniform(*READS) * self.pace_s)
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
        """Take part where one is far away, and follow what the now page of this person follows live."""
        page = device.get("/").text
        if part := TAKE_PART.search(page):
            device.post(part[1], {}, "/")
            self.heard.add("take part from afar")
        found = FOLLOWED.search(page)
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
        elif lot < 0.3:
            floor = f"/bodies/{BODY}"
            if device.post(f"{floor}/speakers", {"purpose": "turn"}, floor).status == 303:
                self.heard.add("asked for the floor")
        elif device.get(chance.choice(PAGES)).status == 200:
            self.heard.add("pages read")

    def _take(self) -> tuple[str, str, str] | None:
        with self.heard.lock:
            return self.wanted.pop() if self.wanted else None

    def _propose(self, device: Device, provision: str, title: str, more: str) -> None:
        """Amend a paragraph in place, as its form stands: its last word becomes others."""
        form = f"/documents/{TEXT}/amend"
        page = device.get(f"{form}?provision={provision}").text
        words, seen = re.search(WORDS.format(id=provision), page), SEEN.search(page)
        if not words or not seen:
            self.heard.fail(f"there is no form to amend {provision}")
            return
        sent = {"do": "propose", "edit": provision, "seen": seen[1], "title": title.capitalize()}
        sent[f"words-{provision}"] = html.unescape(words[1]).rstrip().rsplit(" ", 1)[0] + more
        made = AMENDMENT.search(device.post(form, sent, f"{form}?provision={provision}").location)
        if made:
            self.proposed.append(made[1])
            self.heard.add("amendments proposed")

    def _vote(self, device: Device, poll: int, chance: random.Random) -> None:
        page = device.get(f"/polls/{poll}").text
        options = list(dict.fromkeys(RANK.findall(page)))
        chance.shuffle(options)
        ranking = {name: str(place) for place, name in enumerate(options[: chance.randint(1, 3)], 1)}
        marks = ranking or {"choice": chance.choice(STANCES)}
        review = device.post(f"/polls/{poll}/review", marks, f"/polls/{poll}")
        if review.status != 200:
            self.heard.add("came too late to vote")
            return
        cast = device.send(f"/polls/{poll}/cast", device.hidden(review))
        if cast.status != 200:
            self.heard.add("came too late to vote")
        elif shown := RECEIPT.search(cast.text):
            self.heard.holds(poll, shown[1].replace("-", ""))
            self.heard.add("ballots cast")
        else:
            self.heard.fail(f"a ballot in V-{poll:02} was taken without a receipt")

    # --- the chair -----------------------------------------------------------------------------------------

    def _lead(self, tell: Callable[[str], None]) -> None:
        """By turns a paragraph on which amendments compete and a point of procedure, till the day is over."""
        chair = Chair(Device(self.door, self.heard), BODY)
        if not chair.enters(self.chair_pin):
            return
        paragraphs, number, decided = chair.paragraphs(TEXT), 0, 0
        while (not decided and number < MOST_TRIES) or monotonic() + (
            MOST_PACES + 1
        ) * self.pace_s < self.until:
            is_contested = number % 2 == 0 and bool(paragraphs)
            point = POINTS[number // 2 % len(POINTS)]
            poll = self._contest(chair, paragraphs.pop(0)) if is_contested else chair.raises(point)
            number += 1
            if poll:
                decided += 1
                what = "Competing amendments" if is_contested else point
                tell(f"{what} V-{poll:02}: {self._decide(chair, poll)}")
                chair.steps_through(poll, self.pace_s / 4)
            chair.moves_the_floor()
            sleep(self.pace_s / 4)

    def _contest(self, chair: Chair, provision: str) -> int:
        """Let delegates propose what cannot be adopted together, give the floor meanwhile, put it to vote."""
        self.proposed.clear()
        self.wanted = [(provision, *rival) for rival in RIVALS[: len(self.people)]]
        waits_until = monotonic() + max(2 * self.pace_s, LEAST_S)
        while len(self.proposed) < len(RIVALS[: len(self.people)]) and monotonic() < waits_until:
            chair.moves_the_floor()
            sleep(self.pace_s / 4)
        return chair.puts(self.proposed[:]) if self.proposed else 0

    def _decide(self, chair: Chair, poll: int) -> str:
        if not chair.opens(poll):
            return "not opened"
        self.open_poll, before, opened = poll, self.heard.done.get("ballots cast", 0), monotonic()
        while monotonic() < opened + max(MOST_PACES * self.pace_s, LEAST_S):
            sleep(self.pace_s / 4)
            chair.moves_the_floor()
            if self.heard.done.get("ballots cast", 0) - before >= len(self.people):
                break
        self.open_poll = 0
        return chair.decides(poll)
