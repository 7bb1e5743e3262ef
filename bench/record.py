"""How long the final document of a large summit takes, and whether anybody has to wait for it.

`python bench/record.py [--pages 300] [--amendments 500] [--polls 100] [--voters 20]`. Fills a SQLite file
with one long text, amendments and published polls (two of three adopt theirs), all through the services.
The text alone fills about `--pages` pages of the PDF; annexes with a page for each vote come on top.
Then: the document composed and written as PDF, with the peak memory of both processes; the bare typesetter
with the bare text of the same document, as plain paragraphs, untagged: the least that any PDF of it takes;
and a real server that is asked for the PDF while somebody else asks for a page every 20 ms: from the click
to the file, the slowest of those pages, and the longest that the server's event loop stood still, for the
PDF and for the page and the other formats after it.
Adds a row to `bench/results.json`.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from pypdf import PdfReader

from bench.live.results import conditions, keep, row
from bench.reading import _words
from summit.db import db
from summit.documents.services import Change, import_document, propose_amendment
from summit.domain.text import Kind, Provision
from summit.export.composing import compose
from summit.export.pdf import write_pdf
from summit.people.models import Role
from summit.people.services import accredit, found_summit
from summit.voting.models import KEEP
from tests.factories import an_open_poll, cast, published
from tests.servers import Device, Server, beside, running

A_PAGE = 12
"""Paragraphs of forty words, headings among them, that the PDF sets on a page of a text."""
EVERY_S = 0.02
OTHERS = ("final", "final.html", "final.md", "final.json", "final.docx")
BARE = """
#set page(paper: "a4")
#for one in json(bytes(sys.inputs.document)) { par(one) }
"""
CHILD = """
import json, sys, typst
given = json.load(sys.stdin)
sys.stdout.buffer.write(typst.compile(given["template"].encode(), ignore_system_fonts=True,
    sys_inputs={"document": json.dumps(given["text"])}))
"""


def fill(asked: argparse.Namespace) -> None:
    """A founded summit with one text; every poll is about one amendment, two in three are adopted."""
    dice = random.Random(8)
    found_summit("A large summit", "America/Guayaquil", ["en", "es"])
    chair = accredit(None, "Chair", Role.ORGANISER, "O-1").id
    voters = [accredit(None, f"Delegate {n}", Role.DELEGATE, f"01-{n:03}").id for n in range(168)]
    count = asked.pages * A_PAGE
    text = tuple(
        Provision(f"p{at}", Kind.PARAGRAPH if at % 15 else Kind.HEADING, 0 if at % 15 else 1, "",
                  _words(40 if at % 15 else 4, dice))
        for at in range(count)
    )  # fmt: skip
    number = import_document(None, "The long paper", "en", text)
    places = dice.sample([at for at in range(count) if at % 15], asked.amendments)
    amendments = []
    for at in places:
        words = text[at].text.split(" ")
        words[dice.randrange(9)] = "deberá"
        change = [Change(f"p{at}", words=" ".join(words))]
        made = propose_amendment(dice.choice(voters), number, 1, change, _words(6, dice), _words(50, dice))
        amendments.append(made)
    for at, amendment in enumerate(amendments[: asked.polls]):
        poll = an_open_poll(chair, [amendment])
        for voter in voters[: asked.voters]:
            cast(voter, poll, *((f"am{amendment}", KEEP) if at % 3 else (KEEP,)))
        published(chair, poll)
        print(f"· poll {poll} of {asked.polls}", end="\r", flush=True)
    print()


def alone() -> dict[str, Any]:
    """Composing and typesetting, one after the other, each with its seconds."""
    started, worked = time.monotonic(), time.process_time()
    document = compose()
    composed, compose_cpu = time.monotonic() - started, time.process_time() - worked
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    written = write_pdf(document)
    typeset, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    text = [one.provision.text for part in document.parts for one in part.provisions]
    db.session.rollback()
    return {
        "compose_s": round(composed, 2),
        "compose_cpu_s": round(compose_cpu, 2),
        "typeset_s": round(typeset, 2),
        "typesetter_cpu_s": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2),
        **pages(written),
        "bytes": len(written),
        "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "typesetter_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
        **bare(text),
    }


def pages(written: bytes) -> dict[str, int]:
    """Pages in all, and those of the text itself, which the annexes follow."""
    file = PdfReader(io.BytesIO(written))
    tops = {one.title: file.get_destination_page_number(one) for one in file.outline[1] if "/Title" in one}
    return {"pages": len(file.pages), "pages_of_text": tops["Annex I. Participation"] - 1}


def bare(text: list[str]) -> dict[str, Any]:
    """The library by itself, as another program would call it, with the operative text alone."""
    order = json.dumps({"template": BARE, "text": text}).encode()
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", CHILD], input=order, capture_output=True, check=True)
    took = time.monotonic() - started
    return {"bare_s": round(took, 2), "bare_pages": len(PdfReader(io.BytesIO(done.stdout)).pages)}


@contextmanager
def somebody_else(server: Server) -> Iterator[list[float]]:
    """Ask for a page every 20 ms meanwhile; the seconds that each took."""
    over, waits = threading.Event(), list[float]()

    def ask() -> None:
        while not over.wait(EVERY_S):
            started = time.monotonic()
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=60) as answer:  # noqa: S310
                answer.read()
            waits.append(time.monotonic() - started)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield waits
    finally:
        over.set()
        thread.join()


def longest_block(server: Server) -> tuple[float, float]:
    """How long the event loop stood still at most in the last minute, and how long it worked itself then."""
    with urllib.request.urlopen(f"{server.url}/metrics", timeout=60) as answer:  # noqa: S310 - our own server
        lines = answer.read().decode().splitlines()
    names = ("summit_loop_longest_block", "summit_loop_longest_own")
    found = (max(float(one.rsplit(" ", 1)[1]) for one in lines if one.startswith(name)) for name in names)
    still, own = (round(one, 3) for one in found)
    return still, own


def served(folder: Path) -> dict[str, Any]:
    """A server asked for the PDF: from the click to the file, and what others notice of it."""
    with running(folder) as server:
        reader = Device(server)
        reader.get("/healthz")
        with somebody_else(server) as quiet:
            time.sleep(3)
        before = longest_block(server)
        with somebody_else(server) as waits:
            started = time.monotonic()
            status = click(server, "final.pdf")
            took = time.monotonic() - started
        after = longest_block(server)
        others = {one: slowest_page(server, one) for one in OTHERS}
        after_all = longest_block(server)
    return {
        "slowest_page_by_format_s": others,
        "longest_block_of_all_s": after_all,
        "click_to_file_s": round(took, 2),
        "answer": status,
        "block_before_s": before,
        "longest_block_s": after,
        "slowest_page_s": round(max(waits), 3),
        "slowest_page_when_quiet_s": round(max(quiet), 3),
    }


def slowest_page(server: Server, name: str) -> float:
    """The slowest page that others got while this was made and read."""
    with somebody_else(server) as waits:
        click(server, name)
    return round(max(waits), 3)


def click(server: Server, name: str) -> str:
    """Ask for a file, or the page, and wait for it on the page that says how far it is."""
    opened = urllib.request.urlopen(f"{server.url}/{name}", timeout=120)  # noqa: S310 - our own server
    where, steps = opened.geturl(), set[str]()
    while "/jobs/" in opened.geturl() and not opened.geturl().endswith("/file"):
        page = opened.read().decode()
        steps |= {step for step in ("reading the record", "writing PDF") if step in page}
        if "could not be written" in page:
            raise RuntimeError(page)
        time.sleep(0.1)
        try:
            opened = urllib.request.urlopen(f"{where}/file", timeout=120)  # noqa: S310 - our own server
        except urllib.error.HTTPError:
            opened = urllib.request.urlopen(where, timeout=120)  # noqa: S310 - our own server
    opened.read()
    if name == "final":  # what the job left is shown by the page
        urllib.request.urlopen(f"{server.url}/{name}", timeout=120).read()  # noqa: S310 - our own server
    return f"file, after a page that said: {', '.join(sorted(steps))}" if steps else "file"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    for name, count in (("pages", 300), ("amendments", 500), ("polls", 100), ("voters", 20)):
        asked.add_argument(f"--{name}", type=int, default=count)
    asked.add_argument("--folder", help="keep what was filled there, and take it if it is there already")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="record-") as name:
        folder = Path(given.folder or name)
        is_filled = (folder / "summit.db").exists()
        with beside(folder):
            db.create_all()
            if not is_filled:
                fill(given)
            found = alone()
        print(found, flush=True)
        found |= served(folder) | conditions()
    print(found)
    title = f"PDF of {given.pages} pages, {given.amendments} amendments, {given.polls} votes"
    ours, theirs = found["compose_s"] + found["typeset_s"], found["bare_s"]
    keep(
        [
            row(
                title,
                ours,
                theirs,
                "the typesetter alone with the bare text",
                "s",
                ours_all=found,
                theirs_all={},
            )
        ]
    )


if __name__ == "__main__":
    main()
