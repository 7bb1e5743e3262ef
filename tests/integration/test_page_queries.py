"""What pages are composed of: margins of the revision that is read, results in order, answers of one size."""

from flask import Flask

from summit.db import transaction
from summit.events import TopicName, announce
from summit.live import log
from summit.pages.queries.floor import LATEST_RESULTS, floor
from summit.pages.queries.reading import reading
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, published
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
    assert [one.poll.number for one in floor().results] == polls[:0:-1]


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
