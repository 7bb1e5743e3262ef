"""What pages are composed of: margins of the revision that is read, results in order, answers of one size."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from summit.agenda.services import make_announcement
from summit.console.queries import papers
from summit.db import db, transaction
from summit.documents.services import translated
from summit.events import TopicName, announce
from summit.live import log
from summit.pages.queries.floor import LATEST_RESULTS, floor
from summit.pages.queries.reading import reading
from summit.people.services import found_body
from summit.voting.services import put_to_poll
from summit.web.kept import _kept as kept_pages
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, an_open_sitting, published
from tests.factories import cast as cast_ballot


def adopted(people: Cast, document: int, words: str, seen: int) -> int:
    amendment = an_amendment(people.lucia, document, words, seen=seen)
    poll = an_open_poll(people.organiser, [amendment])
    cast_ballot(people.lucia, poll, f"am{amendment}")
    published(people.organiser, poll)
    return poll


def test_a_revision_names_the_adoptions_that_made_it_and_no_later_one(inside: Flask, people: Cast) -> None:
    document = a_document()
    for seen in (1, 2):
        adopted(people, document, f"Revision {seen + 1}. {SENTENCES[0]}", seen)
    made = [[one.amendment for one in reading(document, number).lines[1].adopted] for number in (1, 2, 3)]
    assert made == [[], [1], [1, 2]]


def test_the_floor_names_the_latest_results_first(inside: Flask, people: Cast) -> None:
    document = a_document()
    count = LATEST_RESULTS + 1
    polls = [adopted(people, document, f"{seen} {SENTENCES[0]}", seen) for seen in range(1, count + 1)]
    assert [one.poll.number for one in floor(1).results] == polls[:0:-1]


def test_one_answer_holds_a_limited_number_of_events_and_the_next_goes_on(
    inside: Flask, people: Cast
) -> None:
    here = TopicName("document", "4")

    @transaction
    def much() -> None:
        for number in range(log.MOST_AT_ONCE + 3):
            announce(here, "spoken", number=number)

    much()
    (stream,) = log.streams([here]).values()
    first = log.happened_after(stream, 0)
    rest = log.happened_after(stream, first[-1].seq)
    assert (len(first), len(rest)) == (log.MOST_AT_ONCE, 3)
    assert [one.payload["number"] for one in (*first, *rest)] == list(range(log.MOST_AT_ONCE + 3))


def test_a_stream_of_another_audience_than_its_kind_is_never_read(inside: Flask, people: Cast) -> None:
    open_to_all, misnamed = TopicName("document", "4"), TopicName("document", "5", audience="staff")

    @transaction
    def speak() -> None:
        announce(open_to_all, "spoken")
        announce(misnamed, "spoken")

    speak()
    assert list(log.streams([open_to_all, misnamed])) == ["document:4"]


def test_the_desk_offers_what_is_free_and_names_no_collision_with_what_is_being_decided(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    first, second = (
        an_amendment(people.lucia, document, SENTENCES[0].replace("may", word)) for word in ("shall", "must")
    )
    (paper,) = papers(1, 1)
    assert [(len(one.amendments), one.is_complete, len(one.collisions)) for one in paper.sets] == [
        (2, True, 1)
    ]
    put_to_poll(people.organiser, [second])
    (paper,) = papers(1, 1)
    assert [([one.number for one in each.amendments], each.collisions) for each in paper.sets] == [
        ([first], ())
    ]
    assert [one.number for one in paper.being_decided] == [second]


@pytest.mark.only_on("sqlite", "pages ask both kinds the same")
def test_pages_ask_no_more_of_the_database_for_more_bodies(
    app: Flask, cast: Cast, entered: Callable[[int], FlaskClient]
) -> None:
    pages = ("/agenda/", "/announcements", "/rulings", "/people/bodies", "/console", "/acts")
    client = entered(cast.organiser)

    def asked() -> dict[str, int]:
        return {page: _statements(app, lambda page=page: client.get(page)) for page in pages}

    _tables(app, cast, 1, 3)
    few = asked()
    _tables(app, cast, 3, 9)
    assert asked() == few


def _tables(app: Flask, cast: Cast, first: int, last: int) -> None:
    """Tables in session, of each of which something was announced."""
    with app.app_context():
        for number in range(first, last):
            table = found_body(None, f"Table {number}").id
            an_open_sitting(cast.organiser, "Seeds", body=table)
            make_announcement(cast.organiser, "Lunch is served.", table)


def _statements(app: Flask, act: Callable[[], object]) -> int:
    """How many statements an act sends."""
    sent: list[str] = []
    with app.app_context():
        engine = db.engine
    watch = lambda *told: sent.append(told[2])  # noqa: E731 - it is removed by its name
    event.listen(engine, "before_cursor_execute", watch)
    act()
    event.remove(engine, "before_cursor_execute", watch)
    return len(sent)


@pytest.mark.only_on("sqlite", "pages ask both kinds the same")
def test_a_translated_text_asks_no_more_of_the_database_for_more_provisions(app: Flask, cast: Cast) -> None:
    few, many = ([f"Paragraph {n} of {count}." for n in range(count)] for count in (3, 12))
    with app.app_context():
        for sentences in (few, many):
            a_document(*sentences)
            for sentence in sentences[::2]:
                translated(None, sentence, "en", "es", f"Translated: {sentence}")
    client = app.test_client()
    asked = [
        _statements(app, lambda number=number: client.get(f"/documents/{number}?text=es"))  # type: ignore[misc]
        for number in (1, 2)
    ]
    assert asked[0] == asked[1]


@pytest.mark.only_on("sqlite", "pages ask both kinds the same")
def test_pages_of_a_text_ask_no_more_of_the_database_for_more_amendments(
    app: Flask, cast: Cast, client: FlaskClient
) -> None:
    """And what is many is folded away or stands on further pages, never left out."""
    with app.app_context():
        document = a_document()
    own = f"/documents/{document}"
    pages = (own, f"{own}/amendments", f"{own}/collisions", "/amendments/1", f"{own}/§p2@1", "/search?q=data")

    def asked() -> dict[str, int]:
        for page in pages:  # what is kept of the page's frame is kept by now
            client.get(page)
        kept_pages.clear()
        return {page: _statements(app, lambda page=page: client.get(page)) for page in pages}

    _rivals(app, cast, document, 8)
    few = asked()
    _rivals(app, cast, document, 52)
    assert asked() == few
    page = client.get(own).text
    assert "54 more amendments" in page and page.count('class="am-list"') == 1
    listed = page.split('class="am-list"')[1]
    assert listed.count("<li>") == 20 and "All 60 amendments" in listed
    first, second = (client.get(f"{own}/amendments?page={number}").text for number in (1, 2))
    shown = first.split("<main")[1]
    assert (shown.count("<li>"), second.count('class="am am--')) == (shown.count('class="am am--'), 10)
    group = client.get(f"{own}/collisions").text
    assert group.count("h1v1h-1z") == 60 * 59 and group.count("<li") < 30
    rows = client.get(f"{own}/collisions?of=1&page=18").text
    assert rows.count('id="c-') == 70 and "1,701 to 1,770 of 1,770" in rows.replace(
        "1701 to 1770", "1,701 to 1,770"
    )
    assert client.get("/amendments/1").text.count("Collides with") == 59


def _rivals(app: Flask, cast: Cast, document: int, count: int) -> None:
    """Amendments each of which collides with every other."""
    with app.app_context():
        for number in range(count):
            an_amendment(
                cast.lucia, document, SENTENCES[0].replace("may", f"{count}{'abcdefgh'[number % 8]}{number}")
            )
