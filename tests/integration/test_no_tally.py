"""Before publication nothing that leaves the server differs, by a byte, between two opposite votes.

The same ballots by number, by nonce and by voter, once as they are and once each turned round: whatever any
role is sent at any address, whatever is told, logged, written or packed has to be the same in both worlds.
Only what cannot be traced back is left out: digests over ids that nobody knows, tokens, times.
"""

import builtins
import json
import logging
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient

from summit import create_app
from summit.backup import copy_to
from summit.db import db
from summit.domain import ballots
from summit.events import Event, Topic
from summit.export.bundle import make_bundle
from summit.export.bundle.packing import MANIFEST, SIGNATURE
from summit.export.making import compose_apart
from summit.jobs.children import Children
from summit.live import frames
from summit.live.memory import Memory
from summit.live.relay import Relay
from summit.live.running import Live
from summit.people.models import Duty, Role
from summit.people.permissions import may_accredit
from summit.people.queries import person_by_badge
from summit.people.services import accredit, give_office
from summit.people.services.countersigning import ACTS, Act
from summit.record import CODE_LENGTH, RecordEntry
from summit.voting.models import KEEP
from summit.voting.queries import hand_counts
from summit.voting.services import (
    Marks,
    announce_poll,
    announce_turnout,
    cast_ballot,
    choose_counting,
    choose_secrecy,
    close_poll,
    closing,
    enter_hand_count,
    envelopes,
    open_poll,
    put_to_poll,
    steps,
)
from summit.voting.views import casting as views
from summit.voting.views import page, pages
from summit.web import kept
from tests.conftest import CAST, opened, settings
from tests.databases import Databases
from tests.factories import a_document, an_amendment, grace_over
from tests.faults import planted
from tests.integration.test_rights import OFFICES, ROLES, TABLE, TOKENS, Row, with_everybody
from tests.papers import words_of

POLL, ROLL_CALL, BY_HAND = 4, 5, 6
POLLS = (POLL, ROLL_CALL, BY_HAND)
VOTERS = 22
"""Enough for the rules to publish ballots afterwards."""
EVERYBODY = (*ROLES, *OFFICES)
WHILE_OPEN = ("organiser",)
"""Names and contents are parted at the closing: until then nothing here could be read without the key."""
"""Of what is drawn at random or tells the time, as it stands in pages, headers and files."""
CHANCE = re.compile(
    r'(?<=name="csrf_token" value=")[^"]+|(?<=name="key" value=")[^"]+'
    r'|(?<=name="key" type="hidden" value=")[^"]+'
    r'|(?<="epoch": ")[0-9a-f]{8}|(?<=job:\d:)[0-9a-f]{8}'
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?|\d\d:\d\d:\d\d|(?<=\D)\d\d:\d\d(?=\D)"
)
POLL_PAGES = tuple(
    f"/polls/{poll}{more}"
    for poll in POLLS
    for more in ("", "/part", "/part?for=readers&state=1", "/part?counted=1", "/result.json")
)
HEADERS = ("Date", "Set-Cookie", "ETag", "Last-Modified", "Content-Length")
"""Left out; of how many bytes an answer is, is seen by the answer itself."""
LASTED = re.compile(r"^(\S*(?:_seconds|_lag|_total)\S*) \S+$", re.MULTILINE)
"""Measured times and traffic, in a line of /metrics."""


def can_be_read(row: Row) -> bool:
    return row.method == "GET" and "<" not in (row.path or row.rule)


def refused(row: Row) -> set[str]:
    """To whom the rights' table gives nothing to read there but a refusal, which test_rights holds."""
    offices = row.offices or (row.expected[1],) * len(OFFICES)
    return {who for who, status in zip(EVERYBODY, (*row.expected, *offices), strict=True) if status != 200}


REFUSED = {row.path or row.rule: refused(row) for row in TABLE if can_be_read(row)}


def with_a_secret(address: str, folder: Path) -> None:
    """The summit of the rights' table with a fourth poll on three options, which everybody votes in."""
    with_everybody(address, folder)
    with opened(address, folder):
        for number in range(VOTERS):
            accredit(None, f"Voter {number}", Role.DELEGATE, f"07-{number:02}")
        document = a_document("A mill turns.", "A mill rests.", title="Mills")
        rivals = [an_amendment(CAST.lucia, document, words) for words in ("It grinds.", "It turns round.")]
        assert put_to_poll(CAST.organiser, rivals, grace_seconds=3600) == POLL  # it closes when it is told to
        a_rival_poll("A well is dug.", "A well is shared.", ROLL_CALL)
        choose_secrecy(CAST.organiser, ROLL_CALL, "roll_call")
        a_rival_poll("A field lies fallow.", "A field is sown.", BY_HAND)
        choose_counting(CAST.organiser, BY_HAND, by_hand=True)
        for number in (1, 2):
            accredit(None, f"Teller {number}", Role.OBSERVER, f"T-{number}")
            give_office(None, f"T-{number}", Duty.TELLER, 1)
        for poll in POLLS:
            announce_poll(CAST.organiser, poll)
            open_poll(CAST.organiser, poll, "4 1 6")
        make_bundle(lambda *_: None)  # from now on there is a key to sign with


def a_rival_poll(text: str, change: str, number: int) -> None:
    """A poll on one amendment to a document of its own; it closes when it is told to."""
    amendment = an_amendment(CAST.lucia, a_document(text, title=text), change)
    assert put_to_poll(CAST.organiser, [amendment], grace_seconds=3600) == number


@dataclass
class World:
    """One vote as it comes to be, and all that has left the server: bytes by what they are."""

    app: Flask
    folder: Path
    is_turned: bool
    left: dict[str, str] = field(default_factory=dict)
    sockets: list[SocketIOTestClient] = field(default_factory=list)
    relay: Relay = field(init=False)

    def vote(self) -> None:
        """All but two of the new delegates, and Tomás; the same numbers in both worlds."""
        options = ["am4", "am5", KEEP]
        voters = [CAST.tomas, *db.session.scalars(db.text("SELECT id FROM person WHERE badge LIKE '07-%'"))]
        for number, voter in enumerate(sorted(voters)[:-2]):
            first = (0, 0, 1, 0, 2)[number % 5]
            order = (options[first:] + options[:first])[:: -1 if self.is_turned else 1]
            ranking = order[: 2 if number % 7 == 6 else 3]
            marks = Marks(f"{number:032x}", f"{number + 99:032x}", 0, ranking)
            cast_ballot(voter, POLL, marks)
            one = "am6" if (number % 3 == 0) is self.is_turned else KEEP
            cast_ballot(voter, ROLL_CALL, Marks(f"{number + 200:032x}", f"{number + 299:032x}", 0, [one]))
        self.count_by_hand("T-1")
        announce_turnout()

    def count_by_hand(self, badge: str) -> None:
        """What a teller counted; the second one's figures close the poll."""
        found = (14, 5) if self.is_turned else (5, 14)
        figures = {"am7": found[0], KEEP: found[1], "blank": 0}
        assert enter_hand_count(person_by_badge(badge).id, BY_HAND, figures) == []

    def follows(self) -> None:
        """Sockets that stay: whatever the relay pushes to a room is sent to one of them."""
        self.sockets += [socket for _, socket, _ in self.followers()]
        live = self.app.extensions["summit-live"]
        # With a memory of its own: who asks is answered from the log, as in a worker that has just begun.
        memory = Memory(live.counters)
        self.relay = Relay(self.app, live.socketio, memory, live.audience, live.counters)
        self.relay._take_new(None)

    def pushed(self, when: str) -> None:
        """What the relay pushes to those who follow, room by room."""
        for place, (room, frame) in enumerate(self.relay._take_new(None)):
            self.keep(f"{when}, pushed {place} to {room}", json.dumps(frame).encode())

    def reads(self, when: str, roles: Iterable[str], paths: Iterable[str]) -> None:
        """Open every address as everybody, and keep what comes."""
        for role in roles:
            client = self.client(role)
            for path in paths:
                if role in REFUSED.get(path, ()) or (path.endswith(".pdf") and when != "closed"):
                    continue  # badges take long
                with self.app.app_context():  # of its own: what is kept in one is who asked first
                    answer = client.get(path)
                headers = [f"{name}: {value}" for name, value in answer.headers if name not in HEADERS]
                body = answer.get_data()
                self.keep(f"{when}, {role}: GET {path}", body)
                self.keep(f"{when}, {role}: headers of {path}", f"{answer.status} {headers}".encode())
                answer.close()

    def client(self, role: str):  # type: ignore[no-untyped-def]
        client = self.app.test_client()
        tokens = json.loads((self.folder / TOKENS).read_text())
        if role in tokens:
            with client.session_transaction() as session:
                session["_user_id"] = tokens[role]
        return client

    def keep(self, what: str, file: bytes) -> None:
        """Files that are packed are kept by their parts, printed ones by their words."""
        if file.startswith(b"PK"):
            with ZipFile(BytesIO(file)) as packed:
                for name in packed.namelist():
                    self.keep(f"{what} > {name}", packed.read(name))
        elif file.startswith(b"%PDF"):
            self.left[what] = words_of(file)
        else:
            self.left[what] = file.decode("latin-1")

    def sends(self, when: str) -> None:
        """What a voter is answered who casts again on an old page, and one who has no vote."""
        form = {"attempt": "e" * 32, "nonce": "f" * 32, "seen": 0, "ranking": "am4"}
        for role in ("delegate", "organiser"):
            client = self.client(role)
            with self.app.app_context():
                answer = client.post(f"/polls/{POLL}/cast", data=form, headers={"Accept": "application/json"})
            self.keep(f"{when}, {role}: POST /cast", answer.get_data())

    def tells(self, when: str) -> None:
        """Every event of every stream, and what a socket that follows them all is sent."""
        rows = db.session.execute(
            db.select(Event.topic_id, Event.seq, Event.type, Event.payload).order_by(
                Event.topic_id, Event.seq
            )
        )
        self.keep(f"{when}, events", json.dumps([list(row) for row in rows]).encode())
        for role, socket, answers in self.followers():
            for topic, answer in answers.items():
                self.keep(f"{when}, {role}: socket {topic}", json.dumps(answer).encode())
            with self.app.app_context():
                socket.disconnect()

    def followers(self) -> Iterator[tuple[str, Any, dict[str, Any]]]:
        """A visitor and an organiser whose sockets follow every stream: role, socket, answers by stream."""
        topics = db.session.execute(db.select(Topic.kind, Topic.key).order_by(Topic.id)).all()
        db.session.rollback()
        for role in ("visitor", "organiser"):
            client = self.client(role)
            with self.app.app_context():
                socket = self.app.extensions["socketio"].test_client(self.app, flask_test_client=client)
                answers = {
                    f"{kind}:{key}": socket.emit("follow", {"topics": [f"{kind}:{key}:-:0"]}, callback=True)
                    for kind, key in topics
                }
            yield role, socket, answers

    def writes(self, when: str) -> None:
        """The bundle, file by file; its manifest and signature follow from these."""
        with ZipFile(BytesIO(make_bundle(lambda *_: None).content)) as bundle:
            for name in sorted({*bundle.namelist()} - {MANIFEST, SIGNATURE}):
                self.keep(f"{when}, bundle: {name}", bundle.read(name))

    def untraceable(self) -> set[str]:
        """Digests over ballots and their ids, and over whatever the chain holds after them."""
        entries = list(db.session.scalars(db.select(RecordEntry).order_by(RecordEntry.seq)))
        closed = [one for one in entries if one.kind == "poll_closed" and one.payload["poll"] in POLLS]
        if not closed:
            return set()
        after = [one for one in entries if one.seq >= closed[0].seq]
        frozen = {one.payload["ballots"] for one in closed}
        return {one.digest for one in after} | frozen | {compose_apart().digest}

    def plain(self) -> dict[str, str]:
        """What has left, with a word in the place of all that chance, time and untraceable digests made."""
        digests = self.untraceable()
        codes = sorted(digests | {one[:CODE_LENGTH] for one in digests}, key=len, reverse=True)
        known = re.compile("|".join(codes)) if codes else re.compile("(?!)")
        return {
            what: LASTED.sub(r"\1", CHANCE.sub("…", known.sub("…", content)))
            for what, content in self.left.items()
        }


class Heard(logging.Handler):
    """Keeps every line that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = {name: value for name, value in getattr(record, "said", {}).items() if name != "ms"}
        self.lines.append(f"{record.name}: {record.getMessage()} {said or ''}")


@dataclass(frozen=True)
class Look:
    """How much of a world is looked at: which addresses by whom."""

    paths: tuple[str, ...]
    roles: tuple[str, ...] = WHILE_OPEN
    at_the_end: tuple[str, ...] = EVERYBODY


def lived(database: Databases, folder: Path, is_turned: bool, look: Look) -> dict[str, str]:
    """One world from the first ballot to the last moment before the result is published."""
    folder.mkdir()
    address = database.filled("secret", with_a_secret, folder)
    rows = shutil.ignore_patterns("*.db*")
    shutil.copytree(database.folder / "secret", folder, dirs_exist_ok=True, ignore=rows)
    app = create_app({**settings(folder, address), "PATIENCE_S": 0})
    kept._kept.clear()  # of another process, as it were
    world, heard = World(app, folder, is_turned), Heard()
    loggers = [logging.getLogger(), app.logger, logging.getLogger("summit")]
    for logger in loggers:
        logger.addHandler(heard)
    logging.getLogger("summit").setLevel(logging.DEBUG)
    try:
        with app.app_context():
            lives(world, look)
            world.writes("closed")
            world.keep("log", "\n".join(heard.lines).encode())
            return world.plain()
    finally:
        for logger in loggers:
            logger.removeHandler(heard)
        logging.getLogger("summit").setLevel(logging.NOTSET)
        app.extensions["summit-live"].stop()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def lives(world: World, look: Look) -> None:
    world.follows()
    world.vote()
    copy_to(world.folder / "backup")
    boxes = boxes_in(world.folder / "backup")
    assert len(boxes) > VOTERS - 3
    assert not any(word in box for box in boxes for word in (b"am4", KEEP.encode()))
    world.keep("backup, boxes", str([len(box) for box in boxes]).encode())
    for when, step, roles, paths in (
        ("open", lambda: None, look.roles, look.paths),
        ("closing", lambda: closes(world), look.roles, POLL_PAGES),
        ("closed", lambda: [grace_over(poll) for poll in (POLL, ROLL_CALL)], look.at_the_end, look.paths),
    ):
        step()
        db.session.rollback()
        world.pushed(when)
        world.reads(when, roles, paths)
        world.sends(when)
        world.tells(when)


def closes(world: World) -> None:
    for poll in (POLL, ROLL_CALL):
        close_poll(CAST.organiser, poll)
    world.count_by_hand("T-2")


def boxes_in(backup: Path) -> list[bytes]:
    """What a copy that was taken while the poll is open holds of its ballots: nothing but boxes."""
    copied = sqlite3.connect(backup)
    assert copied.execute(f"SELECT count(*) FROM ballot WHERE poll_number = {POLL}").fetchone() == (0,)  # noqa: S608
    boxes = copied.execute(f"SELECT box FROM envelope WHERE poll_number = {POLL}").fetchall()  # noqa: S608
    copied.close()
    return [box for (box,) in boxes]


def differences(database: Databases, folder: Path, look: Look) -> dict[str, tuple[str, str]]:
    """What left one world otherwise than the other, where they begin to differ."""
    one, other = (lived(database, folder / name, name == "turned", look) for name in ("as it is", "turned"))
    assert one.keys() == other.keys()
    return {what: parting(one[what], other[what]) for what in one if one[what] != other[what]}


def parting(one: str, other: str) -> tuple[str, str]:
    pairs = zip(one + " ", other + " ", strict=False)
    place = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    return one[max(0, place - 60) : place + 60], other[max(0, place - 60) : place + 60]


def addresses() -> tuple[str, ...]:
    """Of every route that can be read, and the same for the poll and its text."""
    table = [row.path or row.rule for row in TABLE if can_be_read(row)]
    own = [f"/polls/{POLL}/part?for=voters", f"/polls/{POLL}/void", *POLL_PAGES]
    own += ["/documents/2", "/documents/2/text", "/documents/2/collisions"]
    own += [f"/amendments/{number}" for number in (4, 5, 6, 7)]
    own += [f"/final.{format}" for format in ("html", "json", "docx")] + [
        "/projector/1",
        "/live?t=poll:4:-:0",
    ]
    return tuple(dict.fromkeys([*table, *own]))


@pytest.fixture(autouse=True)
def quiet_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for a second officer in the summit of the rights' table, and nothing moves by itself."""
    monkeypatch.setitem(ACTS, "nothing", Act(lambda *_: None, lambda person, body: may_accredit(person)))
    monkeypatch.setattr(Children, "start_waiting", lambda _: 0)  # a job that runs moves when it likes
    monkeypatch.setattr(Live, "start", lambda _: None)  # and who is silent is dropped when it is time


ONCE = pytest.mark.only_on("sqlite", "what leaves the server is made of the same rows on every database")


@ONCE
@pytest.mark.soak
def test_nothing_that_leaves_the_server_tells_one_vote_from_its_opposite(
    database: Databases, tmp_path: Path
) -> None:
    assert differences(database, tmp_path, Look(addresses())) == {}


def tally() -> int:
    """What nobody may know yet: how many ballots of the poll begin with AM 4."""
    first = db.text("SELECT count(*) FROM ballot WHERE poll_number = 4 AND content LIKE '%[\"am4\"%'")
    return int(db.session.scalar(first) or 0)


LEAKS = (
    (envelopes, "    return keys.seal(", '    log("%s", marks.ranking)\n    return keys.seal(', "log"),
    (steps, "poll=poll.number, **more", "poll=poll.number, n=tally(), **more", "closed, events"),
    (frames, '"payload": event.payload', '"payload": {"n": tally()}', "closed, visitor: socket document:2"),
    (
        page, '"public, max-age=1"', '"public, max-age=1"; answer.headers["X-N"] = str(tally())',
        "closed, visitor: headers of /polls/4/part?for=readers&state=1",
    ),
    (
        pages, "return render_poll(page_of(number))\n",
        "answer = render_poll(page_of(number)); answer.data += b' ' * tally(); return answer\n",
        "closed, organiser: GET /polls/4",
    ),
    (
        import_module("summit.export.composing.votes"), "poll.title, poll.document_number)",
        "str(tally()), 2)", "closed, visitor: GET /final.md",
    ),
    (
        hand_counts, "Counting(len(rows), own", "Counting(rows[0].figures['am7'], own",
        "open, organiser: GET /polls/6",
    ),
    (closing, ": participation_digest(", ": str(tally()) + participation_digest(", "record"),
    (ballots, ".ljust(length)", "", "backup, boxes"),
    (views, '"why": _why(refusal),', '"why": tally(),', "closed, delegate: POST /cast"),
)  # fmt: skip
"""A module, what is in it, what gives away something in its place, and where that is to be found."""


@ONCE
def test_each_way_of_giving_it_away_is_found(
    database: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builtins, "tally", tally, raising=False)
    monkeypatch.setattr(builtins, "log", logging.getLogger("summit").info, raising=False)
    look = Look(("/polls/4", "/polls/4/part?for=readers&state=1", "/polls/6", "/final.md"), WHILE_OPEN, ROLES)
    with ExitStack() as leaks:
        for module, old, new, _ in LEAKS:
            leaks.enter_context(planted(module, old, new))
        found = differences(database, tmp_path, look)
    for where in (*(one[-1] for one in LEAKS), "closed, pushed"):
        assert any(where in what for what in found), where
