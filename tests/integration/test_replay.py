"""Real votes again: as many people, signed in, cast the real ballots by HTTP under the body's own rules."""

import json
import os
import random
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from summit import create_app
from summit.agenda.services import show
from summit.db import db, transaction
from summit.domain.ballots import receipt
from summit.domain.rules import AgainstDefault, Rules
from summit.pages.queries.projected.scenes import ROWS
from summit.people.models import Role
from summit.people.services import accredit, issue_slip, redeem_slip
from summit.voting.services import announce_poll, open_poll, publish_poll, put_question
from tests.conftest import CAST, PIN, opened, settings, with_people
from tests.databases import Databases
from tests.factories import closed
from tests.servers import ROOT

VOTES = Path(os.environ.get("SUMMIT_REFERENCE", ROOT.parent / "shared")) / "documents"
LENNY, INIT, DECLASSIFY = (
    "04-debian-gr-2008-003-lenny-firmware",
    "03-debian-gr-2014-003-init-coupling",
    "06-debian-gr-2016-002-declassify",
)
POLL = "/polls/1"
SIGNED_IN = "signed_in.json"

pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not VOTES.exists(), reason="no reference votes: set SUMMIT_REFERENCE"),
]


@dataclass(frozen=True)
class Replayed:
    """A vote as it was published again, and as it is known."""

    known: dict[str, Any]
    result: dict[str, Any]
    receipts: set[str]
    page: str
    annex: str
    screens: tuple[str, ...]
    """The projector, step by step."""


def own_rules(known: dict[str, Any]) -> Rules:
    """Condorcet with a quorum of 3·√developers/2 and, for some options, three to one against the default."""
    options = known["options"]
    default = next(str(one["id"]) for one in options if one["default"])
    ratios = tuple((str(one["id"]), one["majority"], 1) for one in options if one["majority"] > 1)
    developers = round((2 * known["quorum"] / 3) ** 2)
    return Rules(
        method="debian_a6", default_option=default, equal_ranks="allowed", ties=(),
        against_default=AgainstDefault(developers=developers, ratios=ratios),
    )  # fmt: skip


def as_line(ranks: list[int | None]) -> str:
    """A real ballot as a form carries it: ranks parted by commas, equals joined."""
    used = sorted({rank for rank in ranks if rank is not None})
    return ",".join("=".join(str(n) for n, rank in enumerate(ranks, 1) if rank == wanted) for wanted in used)


@transaction
def enrolled(count: int) -> list[str]:
    """So many people, each accredited and signed in by a slip; all at once, for this is not what is tried."""
    badges = [f"D-{number:03}" for number in range(count)]
    for badge in badges:
        accredit(None, f"Developer {badge}", Role.DELEGATE, badge)
    return [redeem_slip(issue_slip(None, badge), PIN) for badge in badges]


def with_developers(address: str, folder: Path) -> None:
    """One summit for every vote: as many people as the largest had."""
    with_people(address, folder)
    most = max(vote_of(name)["ballot_count"] for name in (LENNY, INIT, DECLASSIFY))
    with opened(address, folder):
        (folder / SIGNED_IN).write_text(json.dumps(enrolled(most)))


def vote_of(name: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads((VOTES / f"{name}.ballots.json").read_text())
    return known


def casts(app: Flask, token: str, ranks: list[int | None]) -> str:
    """Send the ballot as the device does on which this person is signed in; answers the receipt."""
    signing = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={signing.dumps({'_user_id': token})}"
    drawn = {"attempt": secrets.token_hex(16), "nonce": secrets.token_hex(16)}
    form = {**drawn, "seen": 0, "ranking": as_line(ranks)}
    headers = {"Accept": "application/json", "Cookie": cookie}
    answer = app.test_client(use_cookies=False).post(f"{POLL}/cast", data=form, headers=headers)
    assert answer.json is not None and answer.json["state"] == "received", answer.text
    return str(answer.json["receipt"])


def replayed(database: Databases, folder: Path, name: str) -> Replayed:
    """As many people as there were ballots cast them, each as themselves."""
    known = vote_of(name)
    app = create_app(settings(folder, database.filled("developers", with_developers, folder)))
    tokens = json.loads((database.folder / "developers" / SIGNED_IN).read_text())
    ballots = random.sample(known["ballots"], known["ballot_count"])
    with app.app_context():
        options = [(str(one["id"]), one["label"]) for one in known["options"]]
        assert put_question(CAST.organiser, None, known["title"], options, own_rules(known)) == 1
        announce_poll(CAST.organiser, 1)
        open_poll(CAST.organiser, 1, "4 1 6")
    receipts = {casts(app, token, ranks) for token, ranks in zip(tokens, ballots, strict=False)}
    with app.app_context():
        closed(CAST.organiser, 1)
        publish_poll(CAST.organiser, 1)
    reader = app.test_client()
    page, annex = reader.get(POLL).text, reader.get("/final.md").text
    screens = []
    for step in range(1 + -(-len(known["options"]) // ROWS)):
        with app.app_context():
            show(CAST.organiser, 1, "result", "1", step)
        screens.append(reader.get("/projector/1").text)
    result = reader.get(f"{POLL}/result.json").json
    found = Replayed(known, result, receipts, page, annex, tuple(screens))
    app.extensions["summit-live"].stop()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return found


def is_as_known(one: Replayed, winner: str) -> None:
    """Winner, what was dropped, each cell of the comparison: in the result, on the page, in the annex."""
    ids = [str(option["id"]) for option in one.known["options"]]
    known, result = one.known["expected"], one.result["result"]
    assert result["winners"] == [winner]
    assert sorted(result["dropped"]["majority"] + result["dropped"]["quorum"]) == sorted(known["dropped"])
    pairs = [[int(result["pairwise"][a].get(b, 0)) for b in ids] for a in ids]
    assert pairs == known["beat_matrix"]
    table = one.page.split('class="pairs"')[1].split("</table>")[0]
    assert cells(table, r"<tr[ >].*?</tr>", r"<td[^>]*>(.*?)</td>") == pairs
    shown = [part for screen in one.screens for part in screen.split('class="wall-pairs"')[1:]]
    assert cells("".join(shown), r"<tr[ >].*?</tr>", r"<td[^>]*>(.*?)</td>") == pairs
    table = one.annex.split("two by two")[1].split("Preferred to")[1]
    assert cells(table, r"^\| *[A-Z] .*$", r"(?<=\|) *([\d–-]*) *(?=\|)")[: len(ids)] == pairs
    assert one.result["received"] == one.known["ballot_count"]
    published = one.result["ballots"]["ballots"]
    assert {receipt(ballot["id"]) for ballot in published} == one.receipts


def cells(table: str, row: str, cell: str) -> list[list[int]]:
    """The figures of a table; an option beside itself has none."""
    rows = re.findall(row, table, re.DOTALL if "<tr" in row else re.MULTILINE)
    found = [[re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(cell, each)] for each in rows]
    return [[int(one) if one.isdigit() else 0 for one in figures] for figures in found if figures]


@pytest.mark.only_on("sqlite", "what differs between databases is held by test_casting")
@pytest.mark.soak
def test_367_people_elect_what_their_own_rule_elects(database: Databases, tmp_path: Path) -> None:
    """First preferences elect option 7 and Condorcet option 2; the majorities of 3:1 leave option 5."""
    found = replayed(database, tmp_path, LENNY)
    is_as_known(found, "5")
    assert found.result["other_methods"]["condorcet_winner"]["winners"] == ["2"]
    assert found.result["other_methods"]["plurality"]["winners"] == ["7"]


@pytest.mark.only_on("sqlite", "what differs between databases is held by test_casting")
@pytest.mark.soak
@pytest.mark.parametrize(("name", "winner", "is_carried"), [(INIT, "4", True), (DECLASSIFY, "2", False)])
def test_real_votes_end_as_they_did(
    database: Databases, tmp_path: Path, name: str, winner: str, is_carried: bool
) -> None:
    found = replayed(database, tmp_path, name)
    is_as_known(found, winner)
    assert found.result["result"]["is_carried"] is is_carried
