"""How long publishing a result keeps others waiting: an adoption with hundreds of pending amendments.

`python bench/publishing.py [--amendments 500]`. A text of as many paragraphs, an amendment to each; the poll
on one is published while another greenlet asks again and again whether it may run. On SQLite, in one
process, as the server runs by itself. Prints the processor time that the publication takes, and the longest
stretch of it in which nobody else was served.
"""

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402 - only what comes after is patched
import sys  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import gevent  # noqa: E402

sys.path.insert(0, str(Path(__file__).parents[1]))

from summit import create_app  # noqa: E402
from summit.db import db  # noqa: E402
from summit.documents.services import Change, import_document, propose_amendment  # noqa: E402
from summit.domain.text import Kind, Provision  # noqa: E402
from summit.people.models import Role  # noqa: E402
from summit.people.services import accredit, found_summit  # noqa: E402
from summit.voting.services import publish_poll  # noqa: E402
from tests.conftest import settings  # noqa: E402
from tests.factories import an_open_poll, cast, closed  # noqa: E402

SENTENCE = "Paragraph {} says that public research institutions may publish the data that they gather."
PULSE = 0.001


def prepared(amendments: int) -> tuple[int, int]:
    """A closed poll on the first of so many pending amendments; answers its chair and its number."""
    found_summit("Bench", "America/Guayaquil", ["en"])
    chair = accredit(None, "Chair", Role.ORGANISER, "O-1").id
    voter = accredit(None, "Voter", Role.DELEGATE, "01-01").id
    text = tuple(
        Provision(f"p{n}", Kind.PARAGRAPH, 0, "", SENTENCE.format(n)) for n in range(1, amendments + 1)
    )
    document = import_document(None, "Long", "en", text)
    numbers = [
        propose_amendment(
            voter, document, 1, [Change(one.id, words=one.text.replace("may", "shall"))], f"Duty {one.id}"
        )
        for one in text
    ]
    for number in numbers[:2]:
        poll = an_open_poll(chair, [number])
        cast(voter, poll, f"am{number}")
        closed(chair, poll)
    publish_poll(chair, poll - 1)  # as on a server that runs: every statement has been compiled once
    return chair, poll


def watched(act: object, *arguments: int) -> tuple[float, float]:
    """Seconds of the processor that the act takes, and the longest that nobody else ran meanwhile."""
    waits: list[float] = []
    clock = time.process_time  # of this process alone, whatever else the machine does

    def pulse() -> None:
        last = clock()
        while True:
            gevent.sleep(PULSE)
            waits.append(clock() - last)
            last = clock()

    beating = gevent.spawn(pulse)
    gevent.sleep(0.05)
    waits.clear()
    begun = clock()
    act(*arguments)  # type: ignore[operator]
    took = clock() - begun
    gevent.sleep(0.01)
    beating.kill()
    return took, max(waits)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--amendments", type=int, default=500)
    wanted = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings(Path(folder), f"sqlite:///{folder}/bench.db"))
        with app.app_context():
            db.create_all()
            chair, poll = prepared(wanted.amendments)
            took, longest = watched(publish_poll, chair, poll)
        print(f"{wanted.amendments} amendments: {took:.2f} s, of which others waited {longest:.3f} s at once")


if __name__ == "__main__":
    main()
