"""Minutes of a sitting: who was there, spoke, ruled and decided, under the item where it happened."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.agenda.queries import sitting
from summit.agenda.services import close_sitting, give_ruling, make_announcement, scan_in, take_up
from summit.debates.services import ask_for_floor, call_speaker, end_speech, open_list
from summit.domain.errors import NotFound
from summit.domain.speakers import Purpose
from summit.export.blocks import Facts, Heading, Listing, Paragraph
from summit.export.minutes import minutes_file, minutes_of
from summit.export.minutes.writing import laid_out
from tests.conftest import Cast
from tests.factories import (
    SENTENCES,
    a_document,
    a_sitting,
    an_amendment,
    an_open_poll,
    an_open_sitting,
    cast,
    published,
)

pytestmark = pytest.mark.only_on("sqlite", "it is composed from rows that other tests hold on both")


def lines(number: int) -> list[str]:
    """Every heading, paragraph and item of the minutes, times of day as T."""
    found = []
    for block in laid_out(minutes_of(number)):
        match block:
            case Heading(_, words, _):
                found.append(f"# {words}")
            case Paragraph(runs):
                found.append("".join(run.text for run in runs))
            case Listing(items):
                found += ["".join(run.text for run in item) for item in items]
            case Facts(facts):
                found += [f"{name}: {''.join(run.text for run in runs)}" for name, runs in facts]
    return [re.sub(r"\d\d:\d\d:\d\d", "T", one) for one in found]


def test_minutes_hold_speakers_rulings_and_decisions_under_their_items(inside: Flask, people: Cast) -> None:
    chair = people.organiser
    number = an_open_sitting(chair, "Seeds", "Soils")
    scan_in(chair, number, "01-01")
    first, _ = sitting(number).items
    with pytest.raises(NotFound, match="not been opened"):
        minutes_of(a_sitting(chair, title="Second sitting"))
    take_up(chair, first.id)
    open_list(chair, 1)
    spoken = ask_for_floor(people.lucia, 1)
    call_speaker(chair, spoken)
    end_speech(chair, spoken)
    call_speaker(chair, ask_for_floor(people.tomas, 1, Purpose.POINT_OF_ORDER))
    give_ruling(chair, 1, "The point is taken.", first.id)
    make_announcement(chair, "Lunch is at one.")
    poll = an_open_poll(chair, [an_amendment(people.lucia, a_document(), SENTENCES[1] + " So.", "p3")])
    cast(people.lucia, poll, "am1")
    published(chair, poll)
    draft = lines(number)
    assert "Ended: not yet: a draft" in draft
    close_sitting(chair, number)
    said = lines(number)
    assert said[0] == "# Plenary, First sitting: minutes"
    at = said.index("# 1. Seeds")
    under = said[at : said.index("# 2. Soils")]
    assert under == [
        "# 1. Seeds",
        "Taken up at T until T.",
        "Speakers",
        "T–T Lucía Andrango",
        "T–T Tomás Okafor-Leiva (point of order)",
        "Rulings",
        "T Paz Cevallos: The point is taken.",
        "Decisions",
        "V-01: A change. Carried: AM 1. 1 of 4 took part; published T.",
    ]
    assert said[said.index("# 2. Soils") :] == [
        "# 2. Soils",
        "Not taken up.",
        "# Announcements",
        "T Lunch is at one.",
    ]
    assert "T opened: 0 in the room and 0 remote of 4 seats held; not quorate" in said
    assert minutes_file(minutes_of(number)) == minutes_file(minutes_of(number))


def test_minutes_are_a_download_that_the_page_of_the_sitting_leads_to(
    app: Flask, people: Cast, client: FlaskClient
) -> None:
    with app.app_context():
        number = an_open_sitting(people.organiser, "Seeds")
    page = client.get(f"/sittings/{number}").get_data(as_text=True)
    assert f'href="/sittings/{number}/minutes.docx"' in page
    answer = client.get(f"/sittings/{number}/minutes.docx")
    assert answer.data.startswith(b"PK")
    assert answer.headers["Content-Disposition"].endswith("minutes-plenary-first-sitting.docx")
