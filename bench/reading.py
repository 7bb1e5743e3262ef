"""Searching a summit, and the pages of a long text full of amendments.

`python bench/reading.py [--database URL] [--documents 15] [--amendments 5000] [--interventions 20000]
[--provisions 2000] [--crowd 500]`. Fills an empty database (a SQLite file of its own where none is named)
with invented words, always the same, and asks each page several times as a visitor. Prints for each the
statements it sends, its bytes, its seconds of processor time (the first time, then the median), and that as
a ratio to a bare page of as many bytes.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from flask import Flask, render_template_string
from sqlalchemy import event

from summit import create_app
from summit.db import db
from summit.debates.models import Debate, Intervention
from summit.documents.models import Amendment, AmendmentForm, AmendmentState, Collision
from summit.documents.services import import_document
from summit.documents.services.colliding import collision_rows
from summit.domain.text import (
    Kind,
    Operations,
    Provision,
    Replace,
    Text,
    collision_edges,
    operations_to_json,
    provision_digest,
)
from summit.people.models import Person, Role

WORDS = [
    "semillas",
    "acción",
    "común",
    "knowledge",
    "forêt",
    "ressources",
    "may",
    "shall",
    "publish",
    "data",
    "árboles",
    "agua",
    "commons",
    "every",
    "public",
    "comunidades",
    "derechos",
    "cœur",
    "savoir",
    "libre",
    "open",
    "seeds",
    "soil",
    "energy",
    "taller",
    "herramientas",
]
SEARCHES = {"a common word": "data", "two words": "accion arboles", "a rare word": "xilófono", "none": "zzz"}
TIMES = 7
BARE = "{% extends 'base.html' %}{% block content %}{{ words }}{% endblock %}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--database")
    for name, count in (
        ("documents", 15), ("amendments", 5_000), ("interventions", 20_000), ("provisions", 2_000),
        ("crowd", 500),
    ):  # fmt: skip
        asked.add_argument(f"--{name}", type=int, default=count)
    counts = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = counts.database or f"sqlite:///{folder}/summit.db"
        app = create_app(
            {"SQLALCHEMY_DATABASE_URI": database, "INSTANCE": Path(folder), "SECRET_KEY": "of a bench"}
        )
        app.config["RATELIMIT_ENABLED"] = False
        with app.app_context():
            db.create_all()
            _fill(counts, random.Random(5))
        _measure(app, counts.documents + 1)


def _fill(counts: argparse.Namespace, dice: random.Random) -> None:
    person = Person(badge="01-01", name="Lucía Alvarado", role=Role.DELEGATE)
    db.session.add(person)
    db.session.commit()
    texts = {}
    for number in range(1, counts.documents + 1):
        texts[number] = _text(200, dice)
        import_document(None, f"Paper {number}", "es", texts[number])
    number = counts.documents + 1
    texts[number] = _text(counts.provisions, dice)
    import_document(None, "The long paper", "en", texts[number])
    for at in range(counts.amendments - counts.crowd):
        _amend(1 + at % counts.documents, texts[1 + at % counts.documents], person.id, dice)
    made: dict[int, Operations] = {}
    for _ in range(counts.crowd):
        amendment, operations = _amend(number, texts[number], person.id, dice)
        made[amendment] = operations
    rows = collision_rows(collision_edges(texts[number], made))
    db.session.add_all(Collision(**row) for row in rows)
    debate = Debate(anchor_kind="amendment", anchor_key="1")
    db.session.add(debate)
    db.session.flush()
    for at in range(counts.interventions):
        words = _words(60, dice) + (" xilófono" if at % 5_000 == 9 else "")
        db.session.add(
            Intervention(debate_number=debate.number, author_id=person.id, text=words, path=f"{at:08}")
        )
    db.session.commit()
    print(f"{len(made)} amendments on {len(texts[number])} provisions with {len(rows)} collisions")


def _words(count: int, dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=count)).capitalize() + "."


def _text(count: int, dice: random.Random) -> Text:
    return tuple(
        Provision(f"p{at}", Kind.PARAGRAPH if at % 12 else Kind.HEADING, 0 if at % 12 else 1, "",
                  _words(40 if at % 12 else 4, dice))
        for at in range(count)
    )  # fmt: skip


def _amend(document: int, text: Text, proposer: int, dice: random.Random) -> tuple[int, Operations]:
    """Half of them at a few places, where they collide."""
    one = text[dice.choice((1, 2, 3, 4, 5, 6, 7)) if dice.random() < 0.5 else dice.randrange(len(text))]
    words = one.text.split(" ")
    words[dice.randrange(min(len(words), 9))] = dice.choice(["shall", "must", "podrá"])
    operations = (Replace(one.id, provision_digest(one), " ".join(words)),)
    amendment = Amendment(
        document_number=document, title=_words(6, dice), rationale=_words(50, dice), proposer_id=proposer,
        state=AmendmentState.TABLED,
    )  # fmt: skip
    db.session.add(amendment)
    db.session.flush()
    form = AmendmentForm(
        amendment_number=amendment.number, number=1, base=1, operations=operations_to_json(operations),
        origin="proposer",
    )  # fmt: skip
    db.session.add(form)
    return amendment.number, operations


def _measure(app: Flask, long_paper: int) -> None:
    client = app.test_client()
    last = f"/amendments/{db_last(app)}"
    pages = {f"search: {name}": f"/search?q={words}" for name, words in SEARCHES.items()}
    pages |= {
        "search: page 40 of debates": "/search?q=data&in=debates&page=40",
        "document": f"/documents/{long_paper}",
        "its amendments": f"/documents/{long_paper}/amendments",
        "its collisions": f"/documents/{long_paper}/collisions",
        "an amendment": last,
        "its revisions": f"/documents/{long_paper}/revisions",
        "compared": f"/documents/{long_paper}/compare?show=whole",
        "a paragraph": f"/documents/{long_paper}/§p7@1",
    }
    print(f"{'page':28} {'statements':>10} {'bytes':>10} {'first s':>8} {'median s':>8} {'ratio':>7}")
    for name, path in pages.items():
        times, statements, size = [], 0, 0
        for _ in range(TIMES):
            statements, (took, size) = _asked(app, lambda path=path: _timed(client, path))
            times.append(took)
        bare = statistics.median(_bare(app, size) for _ in range(TIMES))
        median = statistics.median(times)
        print(f"{name:28} {statements:10} {size:10,} {times[0]:8.3f} {median:8.3f} {median / bare:7.1f}")


def db_last(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Amendment.number).order_by(Amendment.number.desc()).first()[0]


def _timed(client, path: str) -> tuple[float, int]:
    begun = time.process_time()
    answer = client.get(path)
    took = time.process_time() - begun
    return took, len(answer.data)


def _bare(app: Flask, size: int) -> float:
    with app.test_request_context("/"):
        begun = time.process_time()
        render_template_string(BARE, words="x" * size)
        return time.process_time() - begun


def _asked(app: Flask, act):
    sent: list[str] = []
    with app.app_context():
        engine = db.engine
    watch = lambda *told: sent.append(told[2])  # noqa: E731 - it is removed by its name
    event.listen(engine, "before_cursor_execute", watch)
    answered = act()
    event.remove(engine, "before_cursor_execute", watch)
    return len(sent), answered


if __name__ == "__main__":
    main()
