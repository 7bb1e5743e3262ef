"""The record bundle: an untouched one verifies with bare Python; whatever is changed is found and named."""

import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from nacl.signing import SigningKey
from pyrankvote import Ballot, Candidate, instant_runoff_voting
from votelib.evaluate.core import Plurality
from votelib.evaluate.sequential import TransferableVoteSelector
from votelib.io import blt

import verify
from summit import create_app
from summit.db import db
from summit.export.bundle import VERIFIER, KeyLost, fingerprint, kept_key, make_bundle, write_scrutiny
from summit.people.services import accredit, found_summit
from summit.record import RecordEntry
from tests import bundles
from tests.bundles import Files, edited, packed, signed_anew, unpacked, verified
from tests.conftest import PEOPLE, Cast, opened, settings
from tests.databases import Databases

pytestmark = pytest.mark.only_on(
    "sqlite",
    "files, whatever database they came from; test_end_of_a_summit verifies on both",
)

ROOT = Path(__file__).parents[2]


def silent(done: int, total: int, step: str) -> None:
    pass


def fill(address: str, folder: Path) -> None:
    with opened(address, folder):
        db.create_all()
        found_summit("Test summit", "America/Guayaquil", ["es", "en"])
        people = Cast(*(accredit(None, name, role, badge).id for name, role, badge in PEOPLE))
        bundles.a_decided_summit(people)


@pytest.fixture(scope="module")
def decided(database: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One decided summit for all these tests, none of which changes it."""
    folder = tmp_path_factory.mktemp("record")
    app = create_app(settings(folder, database.filled("decided", fill, folder)))
    with app.app_context():
        kept_key(app.config["INSTANCE"])
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def bundle(decided: Flask) -> bytes:
    with decided.app_context():
        return make_bundle(silent).content


@pytest.fixture(scope="module")
def files(bundle: bytes) -> Files:
    return unpacked(bundle)


def codes(decided: Flask) -> list[str]:
    with decided.app_context():
        entries = db.session.scalars(db.select(RecordEntry).order_by(RecordEntry.seq))
        return [one.digest[:12] for one in entries if one.kind in ("poll_opened", "poll_closed")]


def test_an_untouched_bundle_verifies_with_nothing_but_python(
    decided: Flask, bundle: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "summit-record.zip"
    file.write_bytes(bundle)
    with decided.app_context():
        key = fingerprint(kept_key(decided.config["INSTANCE"]))
    command = [sys.executable, "-I", "-S", VERIFIER, file, "--key", key[:32], "--seen", *codes(decided)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=600, cwd=tmp_path, env={}, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "NO " not in done.stdout
    lines = done.stdout.splitlines()
    assert "V-01: recounted by irv" in done.stdout
    assert "V-02: recounted by irv" in done.stdout
    assert (
        "??   V-03: its 5 ballots are kept by the scrutineers, too few to be published; not recounted"
        in lines
    )
    assert "ok   key: it is the one whose fingerprint you gave" in lines
    assert sum(line.startswith("ok   code ") for line in lines) == len(codes(decided)) == 7
    (tmp_path / "unpacked").mkdir()
    with zipfile.ZipFile(file) as whole:
        whole.extractall(tmp_path / "unpacked")
    assert verify.verify(tmp_path / "unpacked", out=io.StringIO()).wrong == 0


# --- single changes ---------------------------------------------------------------------------------------

Draw = random.Random
"""Seeded, so that what a test has found can be found again."""


def kinds(files: Files) -> list[str]:
    """Paths with every number taken out: one for each kind of file that a bundle has."""
    return sorted({re.sub(r"[0-9]+", "n", name) for name in files})


def a_byte(draw: Draw, files: Files, kind: str = "") -> tuple[str, Files]:
    name = draw.choice([one for one in sorted(files) if not kind or re.sub(r"[0-9]+", "n", one) == kind])
    content = bytearray(files[name])
    content[draw.randrange(len(content))] ^= draw.randint(1, 255)
    return name, {**files, name: bytes(content)}


def a_ballot_dropped(draw: Draw, files: Files) -> tuple[str, Files]:
    name = "votes/V-01/ballots.json"
    return name, edited(files, name, lambda one: one["ballots"].pop(draw.randrange(len(one["ballots"]))))


def a_ballot_added(draw: Draw, files: Files) -> tuple[str, Files]:
    name = "votes/V-01/ballots.json"
    new = {"id": f"{draw.getrandbits(256):064x}", "ranking": ["am1"]}
    return name, edited(files, name, lambda one: one["ballots"].append(new))


def a_ballot_changed(draw: Draw, files: Files) -> tuple[str, Files]:
    name, member = draw.choice(
        (("votes/V-01/ballots.json", "ballots"), ("votes/V-02/ballots.json", "contents"))
    )

    def change(one: dict) -> None:
        ballot = draw.choice([each for each in one[member] if each["ranking"]])
        ballot["ranking"] = ["keep"] if ballot["ranking"] != ["keep"] else []

    return name, edited(files, name, change)


def a_register_line(draw: Draw, files: Files) -> tuple[str, Files]:
    name = f"votes/V-0{draw.randint(1, 3)}/register.csv"
    lines = files[name].decode().splitlines()
    place = draw.randrange(1, len(lines))
    if draw.random() < 0.5:
        del lines[place]
    else:
        *others, took_part = lines[place].split(",")
        lines[place] = ",".join([*others, "no" if took_part == "yes" else "yes"])
    return name, {**files, name: ("\n".join(lines) + "\n").encode()}


def two_results_swapped(draw: Draw, files: Files) -> tuple[str, Files]:
    one, other = (f"votes/V-0{number}/result.json" for number in draw.sample((1, 2, 3), 2))
    return one, {**files, one: files[other], other: files[one]}


def a_word_of_a_text(draw: Draw, files: Files) -> tuple[str, Files]:
    name = draw.choice([each for each in sorted(files) if each.startswith("text/") and "revision" in each])

    def change(one: dict) -> None:
        provision = draw.choice(one["provisions"])
        words = provision["text"].split(" ")
        words[draw.randrange(len(words))] = "otherwise"
        provision["text"] = " ".join(words)

    return name, edited(files, name, change)


def an_amendment(draw: Draw, files: Files) -> tuple[str, Files]:
    name = draw.choice([each for each in sorted(files) if each.startswith("amendments/")])
    return name, edited(
        files, name, lambda one: one.update(state="adopted" if one["state"] != "adopted" else "rejected")
    )


def an_act_of_the_record(draw: Draw, files: Files) -> tuple[str, Files]:
    name = "log/record.jsonl"
    lines = files[name].decode().splitlines()
    place = draw.randrange(len(lines))
    if draw.random() < 0.5:
        del lines[place]
    else:
        entry = json.loads(lines[place])
        entry["payload"]["by"] = 99
        lines[place] = json.dumps(entry)
    return name, {**files, name: ("\n".join(lines) + "\n").encode()}


def a_rule(draw: Draw, files: Files) -> tuple[str, Files]:
    name = f"votes/V-0{draw.randint(1, 3)}/rules.json"
    return name, edited(files, name, lambda one: one.update(seats=one["seats"] + 1))


def the_lots(draw: Draw, files: Files) -> tuple[str, Files]:
    name = f"votes/V-0{draw.randint(1, 3)}/lots.json"
    return name, edited(files, name, lambda one: one["order"].reverse())


def a_copy_for_other_programs(draw: Draw, files: Files) -> tuple[str, Files]:
    name = draw.choice(("votes/V-01/ballots.csv", "votes/V-02/ballots.blt"))
    lines = files[name].decode().splitlines()
    if name.endswith("csv"):
        lines[1] = lines[2] if lines[1].split(",")[1:] != lines[2].split(",")[1:] else lines[-1]
    else:
        lines[1] = lines[1].replace(lines[1].split()[0], "1", 1)
    return name, {**files, name: ("\n".join(lines) + "\n").encode()}


def a_file_dropped(draw: Draw, files: Files) -> tuple[str, Files]:
    name = draw.choice([each for each in sorted(files) if not each.startswith("manifest")])
    return name, {each: one for each, one in files.items() if each != name}


def a_file_added(draw: Draw, files: Files) -> tuple[str, Files]:
    name = f"votes/V-09/{draw.randrange(1000)}.json"
    return name, {**files, name: b"{}"}


def the_signature(draw: Draw, files: Files) -> tuple[str, Files]:
    name = "manifest.sig"
    figures = list(files[name].decode().strip())
    place = draw.randrange(len(figures))
    figures[place] = "0" if figures[place] != "0" else "1"
    return name, {**files, name: "".join(figures).encode()}


def who_took_part(draw: Draw, files: Files) -> tuple[str, Files]:
    """As many as before, but not the same."""
    name = "votes/V-03/register.csv"
    lines = files[name].decode().splitlines()
    for was, becomes in ((",yes,yes,tablet", ",yes,no, "), (",yes,no,", ",yes,yes,tablet ")):
        place = draw.choice([at for at, one in enumerate(lines) if one.endswith(was)])
        lines[place] = lines[place].removesuffix(was) + becomes
    lines = [one.strip() for one in lines]
    return name, {**files, name: ("\n".join(lines) + "\n").encode()}


def who_holds_a_seat(draw: Draw, files: Files) -> tuple[str, Files]:
    name = f"votes/V-0{draw.randint(1, 3)}/register.csv"
    lines = files[name].decode().splitlines()
    place = draw.randrange(1, len(lines))
    seat, person, rest = lines[place].split(",", 2)
    lines[place] = f"{seat},{int(person) + 1},{rest}"
    return name, {**files, name: ("\n".join(lines) + "\n").encode()}


def whose_ballot_it_is(draw: Draw, files: Files) -> tuple[str, Files]:
    """Two voters would find each other's ballot; no count tells."""
    name = "votes/V-01/ballots.json"

    def swap(one: dict) -> None:
        first = draw.choice(one["ballots"])
        other = draw.choice([each for each in one["ballots"] if each["ranking"] != first["ranking"]])
        first["ranking"], other["ranking"] = other["ranking"], first["ranking"]

    return name, edited(files, name, swap)


def a_rule_that_no_count_asks_for(draw: Draw, files: Files) -> tuple[str, Files]:
    name = "votes/V-03/rules.json"
    return name, edited(files, name, lambda one: one.update(grace_seconds=draw.randint(100, 999)))


def a_word_in_every_revision(draw: Draw, files: Files) -> tuple[str, Files]:
    """As if the text had always said so: every revision still follows from the one before."""
    changed = dict(files)
    for name in (each for each in sorted(files) if each.startswith("text/") and "revision" in each):
        changed = edited(changed, name, lambda one: one["provisions"][0].update(text="Another heading"))
    return "text/document-01/revision-001.json", changed


def a_result_of_few_ballots(draw: Draw, files: Files) -> tuple[str, Files]:
    name = "votes/V-03/result.json"
    return name, edited(files, name, lambda one: one["rounds"][0]["tally"].update(keep="4", am5="1"))


def what_somebody_said_of_a_result(draw: Draw, files: Files) -> tuple[str, Files]:
    name = "votes/V-01/statements.json"
    return name, edited(files, name, lambda one: one["statements"][0].update(words="On common land, too."))


def the_last_act_dropped(draw: Draw, files: Files) -> tuple[str, Files]:
    name = "log/record.jsonl"
    lines = files[name].decode().splitlines()[: -draw.randint(1, 2)]
    return name, {**files, name: ("\n".join(lines) + "\n").encode()}


def a_translation(draw: Draw, files: Files) -> tuple[str, Files]:
    name = "translations/es.json"

    def change(one: dict) -> None:
        each = draw.choice(one["translations"])
        deeds: list[Callable[[], object]] = [
            lambda: each.update(words=each["words"].replace("e", "a", 1)),
            lambda: each.update(state="reviewed"),
            lambda: each.update(source=each["source"] + " "),
            lambda: one["translations"].remove(each),
        ]
        draw.choice(deeds)()

    return name, edited(files, name, change)


def a_printed_translation(draw: Draw, files: Files) -> tuple[str, Files]:
    """In the final document, whose digest was made to fit."""
    name = "final/final.json"

    def change(one: dict) -> None:
        line = draw.choice([each for each in one["translations"] if each["words"]])
        line["words"] += "!"
        one.pop("digest")
        one["digest"] = verify.digest_of(one)

    return name, edited(files, name, change)


def what_an_annex_says(draw: Draw, files: Files) -> tuple[str, Files]:
    """The fate of an amendment or a vote in the final document alone, whose digest was made to fit."""
    name = "final/final.json"

    def change(one: dict) -> None:
        amendment, vote = draw.choice(one["amendments"]), draw.choice(one["votes"])
        others = [each["letter"] for each in vote["options"] if each["letter"] not in vote["winners"]]
        deeds: list[Callable[[], object]] = [
            lambda: amendment.update(fate="adopted" if amendment["fate"] != "adopted" else "rejected"),
            lambda: amendment.update(rationale="Nobody asked for it."),
            lambda: vote.update(winners=others[:1]),
            lambda: vote.update(valid=vote["valid"] + 1),
            lambda: vote.update(void="It was void."),
            lambda: vote["statements"].append({"kind": "reservation", "by": "X", "at": "", "words": "No."}),
        ]
        draw.choice(deeds)()
        one.pop("digest")
        one["digest"] = verify.digest_of(one)

    return name, edited(files, name, change)


def refitted(files: Files, change: Callable[[dict], object]) -> tuple[str, Files]:
    """The final document changed alone, and its digest made to fit."""
    name = "final/final.json"

    def edit(one: dict) -> None:
        change(one)
        one.pop("digest")
        one["digest"] = verify.digest_of(one)

    return name, edited(files, name, edit)


def who_was_there(draw: Draw, files: Files) -> tuple[str, Files]:
    """Annex I: a figure of a vote, a sitting that was never held, a change of the list too many or few."""
    at, nothing = "2026-11-25T10:00:00-05:00", {"seats": 1, "room": 1, "remote": 0, "is_quorate": True}
    turn = {"body": "Plenary", "sitting": "First", "did": "opened", "at": at, **nothing}
    deeds: tuple[Callable[[dict], object], ...] = (
        lambda annex: annex["polls"][0].update(number=annex["polls"][0]["number"] + 1),
        lambda annex: annex["turns"].append(turn),
        lambda annex: annex["changes"].append({"at": at, "sentence": "nobody withdrawn"}),
        lambda annex: annex["changes"].pop(),
    )
    deed = draw.choice(deeds)
    return refitted(files, lambda one: deed(one["participation"]))


def what_was_unusual(draw: Draw, files: Files) -> tuple[str, Files]:
    """An exception too many or too few, and another author of a statement."""
    sentence = "V-01 was closed after 1 s, before the 60 s for which its rules keep it open"
    deeds: tuple[Callable[[dict], object], ...] = (
        lambda one: one["exceptions"].append({"at": one["as_of"], "sentence": sentence}),
        lambda one: one["exceptions"].pop(),
        lambda one: next(each for each in one["votes"] if each["statements"])["statements"][0].update(by="X"),
    )
    return refitted(files, draw.choice(deeds))


def what_the_secretariat_gave(draw: Draw, files: Files) -> tuple[str, Files]:
    """Cover, preamble or signatures of the final document, whose digest was made to fit."""
    name = "final/final.json"

    def change(one: dict) -> None:
        deeds: list[Callable[[], object]] = [
            lambda: one["cover"].update(number="T/2"),
            lambda: one["cover"]["titles"][0].__setitem__(1, "Suelos"),
            lambda: one["preamble"].reverse(),
            lambda: one["signatures"].append("Nobody"),
            lambda: one["corrigenda"].append(
                {"number": 1, "document": 1, "revision": 2, "digest": "", "reason": ""}
            ),
        ]
        draw.choice(deeds)()
        one.pop("digest")
        one["digest"] = verify.digest_of(one)

    return name, edited(files, name, change)


CHANGES = (
    a_byte, a_ballot_dropped, a_ballot_added, a_ballot_changed, a_register_line, two_results_swapped,
    a_word_of_a_text, an_amendment, an_act_of_the_record, a_rule, the_lots, a_copy_for_other_programs,
    a_file_dropped, a_file_added, the_signature, a_translation, who_took_part, who_holds_a_seat,
    what_somebody_said_of_a_result, a_printed_translation, what_the_secretariat_gave, what_an_annex_says,
    who_was_there, what_was_unusual,
)  # fmt: skip
DERIVED = (
    a_ballot_dropped, a_ballot_added, a_ballot_changed, a_register_line, two_results_swapped,
    a_word_of_a_text, an_amendment, an_act_of_the_record, a_rule, the_lots, a_copy_for_other_programs,
    who_took_part, who_holds_a_seat, whose_ballot_it_is, a_rule_that_no_count_asks_for,
    a_word_in_every_revision, a_result_of_few_ballots, the_last_act_dropped,
    a_translation, a_printed_translation, what_the_secretariat_gave, what_somebody_said_of_a_result,
    what_an_annex_says, who_was_there, what_was_unusual,
)  # fmt: skip
"""What is found by deriving it again, even where manifest and signature were made to fit."""

Change = Callable[[Draw, Files], tuple[str, Files]]


def single_changes(files: Files) -> Iterator[tuple[str, str, Files]]:
    """A byte of every kind of file in turns with every other change; with BUNDLE_CHANGES=200 so many."""
    every = kinds(files)
    for seed in range(int(os.environ.get("BUNDLE_CHANGES", "0")) or 2 * len(every)):
        at, draw = seed // 2, Draw(seed)
        if seed % 2:
            change = CHANGES[at % len(CHANGES)]
            yield (f"{seed} {change.__name__}", *change(draw, files))
        else:
            yield (f"{seed} a_byte", *a_byte(draw, files, every[at % len(every)]))


def test_every_single_change_of_any_file_is_found_and_named(files: Files) -> None:
    missed, of_kind = [], set()
    for what, name, changed in single_changes(files):
        wrong, said = verified(packed(changed))
        of_kind |= set(kinds({name: b""}))
        if not wrong or not any(name in line for line in said.splitlines() if line.startswith("NO ")):
            missed.append((what, name, said))
    assert of_kind >= set(kinds(files)), "no kind of file was left alone"
    assert missed == []


@pytest.mark.parametrize("change", DERIVED, ids=lambda one: one.__name__)
def test_a_change_is_found_even_in_a_bundle_that_was_signed_anew(files: Files, change: Change) -> None:
    for seed in range(int(os.environ.get("BUNDLE_SEEDS", "3"))):
        name, changed = change(Draw(seed), files)
        wrong, said = verified(packed(signed_anew(changed)))
        assert wrong, (seed, name)
        places = ("log/", "manifest.json") if name.startswith("log/") else (name.rsplit("/", 1)[0],)
        refused = [line for line in said.splitlines() if line.startswith("NO ")]
        assert any(place in line for line in refused for place in places), (name, said)


def test_a_file_that_stands_twice_is_found(files: Files) -> None:
    out = io.BytesIO(packed(files))
    with zipfile.ZipFile(out, "a") as whole, pytest.warns(UserWarning, match="Duplicate"):
        whole.writestr("votes/V-01/result.json", files["votes/V-02/result.json"])
    wrong, said = verified(out.getvalue())
    assert wrong
    assert "votes/V-01/result.json: it stands twice in the bundle" in said


@pytest.mark.parametrize("content", [b"", b"PK", b"{}"])
def test_what_is_no_bundle_is_said_to_be_none(content: bytes) -> None:
    wrong, said = verified(content)
    assert wrong == 1
    assert said.startswith("NO ")


# --- a whole bundle made anew -------------------------------------------------------------------------------


def test_a_whole_summit_made_anew_is_caught_by_its_key_and_by_any_code_seen(
    decided: Flask, bundle: bytes, inside: Flask, people: Cast
) -> None:
    """The same people, texts and polls, honestly counted, but not the votes that were cast."""
    bundles.a_decided_summit(people)
    forged = make_bundle(silent).content
    assert verified(forged)[0] == 0, "a bundle that fits in itself"
    with decided.app_context():
        key = fingerprint(kept_key(decided.config["INSTANCE"]))
    for more in ({"key": key}, *({"seen": [code]} for code in codes(decided))):
        assert verified(bundle, **more)[0] == 0
        wrong, said = verified(forged, **more)
        assert wrong == 1
        assert "not by the key" in said or "This is not the record whose code was shown" in said


def test_a_code_too_short_to_mean_anything_is_refused(bundle: bytes) -> None:
    assert verified(bundle, seen=["a1"])[0] == 1
    assert verified(bundle, key="a1")[0] == 1


# --- other programs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2])
def test_two_other_libraries_read_the_ballots_and_elect_the_same(files: Files, number: int) -> None:
    """votelib the BLT, pyrankvote the CSV; `make bench NAME=exported` asks three of many polls."""
    folder = f"votes/V-0{number}"
    poll, result = json.loads(files[f"{folder}/poll.json"]), json.loads(files[f"{folder}/result.json"])
    titles = {one["id"]: one["title"] for one in poll["options"]}
    elected = [titles[one] for one in result["winners"]]
    ballots, seats, options, _ = blt.loads(files[f"{folder}/ballots.blt"].decode())
    assert [one.name for one in options] == list(titles.values())
    won = TransferableVoteSelector(retainer=Plurality()).evaluate(ballots, seats)
    assert [one.name for one in won] == elected

    head, *rows = csv.reader(io.StringIO(files[f"{folder}/ballots.csv"].decode()))
    candidates = [Candidate(option) for option in head[1:]]
    papers = []
    for row in rows:
        ranked = sorted((int(rank), at) for at, rank in enumerate(row[1:]) if rank)
        papers.append(Ballot(ranked_candidates=[candidates[at] for _, at in ranked]))
    counted = instant_runoff_voting(candidates, papers)
    assert [one.name for one in counted.get_winners()] == result["winners"]


# --- few ballots --------------------------------------------------------------------------------------------


def test_few_ballots_are_not_in_the_bundle_and_scrutineers_recount_them(
    decided: Flask, bundle: bytes, files: Files, tmp_path: Path
) -> None:
    assert set(json.loads(files["votes/V-03/ballots.json"])) == {"poll", "digest", "published"}
    assert not [
        name for name in files if name.startswith("votes/V-03/ballots.") and not name.endswith("json")
    ]
    sealed = tmp_path / "V-03.json"
    with decided.app_context():
        sealed.write_bytes(write_scrutiny(3))
    wrong, said = verified(bundle, sealed=[sealed])
    assert wrong == 0
    assert "V-03: recounted by irv" in said
    content = json.loads(sealed.read_text())
    content["ballots"][0]["ranking"] = []
    sealed.write_text(json.dumps(content))
    assert verified(bundle, sealed=[sealed])[0] == 1


# --- the same bytes ----------------------------------------------------------------------------------------


def test_the_same_state_gives_the_same_bundle(decided: Flask, bundle: bytes) -> None:
    with decided.app_context():
        assert make_bundle(silent).content == bundle


ANOTHER_DAY = """
import datetime, sys, time
ahead, real = float(sys.argv.pop(1)), time.time
time.time = lambda: real() + ahead
time.time_ns = lambda: int((real() + ahead) * 1e9)
here, there = time.localtime, time.gmtime
time.localtime = lambda seconds=None: here(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: there(time.time() if seconds is None else seconds)
class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)
    today = now
datetime.datetime = Moment
from flask.cli import main
main()
"""


def test_two_processes_two_days_apart_write_the_same_bytes(
    decided: Flask, bundle: bytes, tmp_path: Path
) -> None:
    own = {
        "SUMMIT_INSTANCE": str(decided.config["INSTANCE"]),
        "DATABASE_URL": decided.config["SQLALCHEMY_DATABASE_URI"],
        "PYTHONHASHSEED": "random",
    }
    for seconds, zone in (("0", "UTC"), ("172800", "Pacific/Kiritimati")):
        file = tmp_path / f"{seconds}.zip"
        command = [sys.executable, "-c", ANOTHER_DAY, seconds, "record", "bundle", "--out", file]
        environment = {**os.environ, **own, "TZ": zone}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=600)
        assert file.read_bytes() == bundle, seconds


def test_entries_bear_the_time_of_the_record_and_nothing_is_compressed(bundle: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle)) as whole:
        assert {one.compress_type for one in whole.infolist()} == {zipfile.ZIP_STORED}
        assert len({one.date_time for one in whole.infolist()}) == 1
        assert whole.namelist() == sorted(whole.namelist())


# --- the key -----------------------------------------------------------------------------------------------


def test_the_key_is_made_once_for_its_owner_alone_and_stands_on_the_record(
    inside: Flask, people: Cast
) -> None:
    folder = inside.config["INSTANCE"]
    key = kept_key(folder)
    assert kept_key(folder) == key
    assert (folder / "signing_key").stat().st_mode & 0o777 == 0o600
    made = db.session.scalars(db.select(RecordEntry).where(RecordEntry.kind == "signing_key_made")).all()
    assert [one.payload["fingerprint"] for one in made] == [fingerprint(key)]


def test_a_key_that_was_lost_or_exchanged_is_not_replaced_in_silence(inside: Flask, people: Cast) -> None:
    folder = inside.config["INSTANCE"]
    first = kept_key(folder)
    (folder / "signing_key").write_text(bytes(SigningKey.generate()).hex())
    with pytest.raises(KeyLost, match="flask record key --anew"):
        kept_key(folder)
    (folder / "signing_key").unlink()
    with pytest.raises(KeyLost):
        kept_key(folder)
    second = kept_key(folder, anew=True)
    assert second != first
    assert kept_key(folder) == second
    made = db.session.scalars(db.select(RecordEntry).where(RecordEntry.kind == "signing_key_made")).all()
    assert [one.payload["fingerprint"] for one in made] == [fingerprint(first), fingerprint(second)]


def test_the_verifier_imports_the_standard_library_only() -> None:
    import ast

    tree = ast.parse(VERIFIER.read_text())
    names = {
        alias.name.split(".")[0]
        for one in ast.walk(tree)
        if isinstance(one, ast.Import)
        for alias in one.names
    }
    names |= {one.module.split(".")[0] for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names
