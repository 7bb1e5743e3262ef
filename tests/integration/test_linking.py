"""Whoever has every file of a summit but its keys cannot tell whose ballot is whose, while open or after."""

import contextlib
import json
import random
import secrets
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from summit.backup import copy_to
from summit.db import db
from summit.domain.ballots import ballot_id, receipt
from summit.export.bundle import make_bundle
from summit.people.models import Person, Role
from summit.people.services import accredit, found_summit, issue_slip, redeem_slip
from summit.voting.models import Envelope, Participation
from tests.conftest import PIN
from tests.databases import Databases
from tests.factories import a_document, an_amendment, an_open_poll, published
from tests.linking import Order, Taken, best_guess, folders_of_database, orders, take
from tests.servers import Device, Server, beside, running

pytestmark = pytest.mark.server

VOTERS = 24
BY_CHANCE = 11
"""Chance gives one of the voters their own ballot; eleven or more in one pairing of a hundred million. There
are about a hundred pairings."""


@dataclass
class Voted:
    """What one voter's device alone knows, and the name that the server has for them."""

    person: str
    badge: str
    nonce: str
    attempt: str

    @property
    def ballot(self) -> str:
        return ballot_id(1, self.nonce)


def prepare() -> tuple[int, dict[str, str]]:
    """A summit with an open poll; the chair, and a sign-in by badge."""
    found_summit("Linking", "UTC", ["en"])
    chair = accredit(None, "Chair", Role.ORGANISER, "O-1").id
    badges = [f"01-{number:02}" for number in range(VOTERS)]
    people = [accredit(None, f"Voter {badge}", Role.DELEGATE, badge).id for badge in badges]
    tokens = {badge: redeem_slip(issue_slip(None, badge), PIN) for badge in badges}
    an_open_poll(chair, [an_amendment(people[0], a_document(), "Institutions shall publish.")])
    return chair, tokens


def all_vote(server: Server, tokens: dict[str, str]) -> list[Voted]:
    """Everybody casts by HTTP, in an order of chance; some change their mind."""
    people = {person.badge: str(person.id) for person in db.session.scalars(db.select(Person))}
    db.session.rollback()  # what is read later is to be what the server has stored meanwhile
    devices = {badge: Device(server) for badge in tokens}
    for badge, token in tokens.items():
        devices[badge].holds(token)
    voted = []
    for badge in random.sample(list(tokens), VOTERS):
        for seen in range(random.choice((1, 1, 2))):  # noqa: S311 - a voter's mood
            one = Voted(people[badge], badge, secrets.token_hex(16), secrets.token_hex(16))
            ranking = random.choice(("am1", "keep", "am1,keep", "keep,am1"))  # noqa: S311
            status, said = devices[badge].post(
                "/polls/1/cast", "application/json",
                attempt=one.attempt, nonce=one.nonce, seen=seen, ranking=ranking,
            )  # fmt: skip
            assert status == 200, said
            assert json.loads(said)["receipt"] == receipt(one.ballot)
        voted.append(one)
    return voted


def test_nobody_with_the_files_learns_whose_ballot_is_whose(database: Databases, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with running(home, database.empty(home)) as server, beside(home):
        chair, tokens = prepare()
        voted = all_vote(server, tokens)
        copy_to(home / "copy-while-open")
        while_open = take(home, *folders_of_database())
        names = [*orders("envelope", "person_id")]
        boxes = {one.person_id: one.box for one in db.session.scalars(db.select(Envelope))}
        db.session.rollback()
        published(chair, 1)
        bundled = make_bundle(lambda *_: None).content
        with ZipFile(BytesIO(bundled)) as bundle:
            bundle.extractall(home / "bundle")
        copy_to(home / "copy-after")
        afterwards = take(home, *folders_of_database())
        names += [*orders("participation", "person_id"), *orders("roll", "person_id")]
        ballots = [*orders("ballot", "id")]
        no_content_stands_in(while_open, afterwards, voted)
        no_key_is_left(home, boxes)
    names += [[one.person for one in voted], *in_files(while_open, [one.badge for one in voted], voted)]
    ballots += in_files(afterwards, [one.ballot for one in voted], voted)
    truth = {one.person: one.ballot for one in voted}
    assert all(len(order) == VOTERS for order in (names[0], ballots[0]))
    assert best_guess(names, ballots, truth) < BY_CHANCE


def no_content_stands_in(while_open: Taken, afterwards: Taken, voted: list[Voted]) -> None:
    """Neither a nonce nor anything made of it, before names and contents were parted; no nonce ever."""
    assert len(while_open.files) > 3
    for one in voted:
        assert while_open.holding(one.attempt), "this test looks into the wrong files"
        assert afterwards.holding(one.ballot), "this test looks into the wrong files"
        for secret in (one.nonce, one.ballot, receipt(one.ballot)):
            assert while_open.holding(secret) == []
        assert afterwards.holding(one.nonce) == []
        assert [name for name in afterwards.holding(one.ballot) if name.endswith(".log")] == []
    attempts = db.session.scalars(db.select(Participation.attempt))
    assert set(attempts) == {None}


def no_key_is_left(home: Path, boxes: dict[int, bytes]) -> None:
    """No file that is left opens what the copies hold beside names."""
    assert len(boxes) == VOTERS
    assert len({len(box) for box in boxes.values()}) == 1
    for path in home.rglob("*"):
        if path.is_file() and 16 < path.stat().st_size < 1000:
            for seed in candidates(path.read_bytes()):
                for box in list(boxes.values())[:2]:
                    with pytest.raises(CryptoError):
                        SealedBox(PrivateKey(seed)).decrypt(box)


def candidates(content: bytes) -> list[bytes]:
    """What of a small file could be a private key."""
    found = [content[:32]] if len(content) >= 32 else []
    with contextlib.suppress(ValueError):
        found.append(bytes.fromhex(content.decode().strip())[:32])
    return [one for one in found if len(one) == 32]


def in_files(taken: Taken, words: list[str], voted: list[Voted]) -> list[Order]:
    """The orders in which all people, or all ballots, stand in one file."""
    person = {one.badge: one.person for one in voted}
    found = [taken.order_in(name, words) for name in taken.files]
    return [[person.get(word, word) for word in order] for order in found if len(order) == len(words)]
