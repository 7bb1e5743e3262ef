"""What happens at the same moment: SQLite does it one after the other, PostgreSQL truly at once."""

from collections.abc import Callable, Iterable

import pytest
from flask import Flask

from summit.agenda.services import scan_in, scan_out
from summit.db import db
from summit.documents import queries
from summit.documents.models import AmendmentState
from summit.documents.services import Adoption, withdraw_amendment
from summit.people.models import Role
from summit.people.queries import person
from summit.people.services import accredit, seat_substitute
from summit.record import RecordEntry
from summit.voting.models import Poll, PollState, RollEntry
from summit.voting.services import announce_poll, open_poll, opening, publish_poll, publishing, put_to_poll
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, an_open_sitting, cast, closed
from tests.racing import at_once, in_the_middle


def test_no_amendment_stays_behind_when_the_text_moves_while_it_is_proposed(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    adopted = an_amendment(people.lucia, document, SENTENCES[0].replace("may", "shall"))
    poll = an_open_poll(people.organiser, [adopted])
    cast(people.lucia, poll, f"am{adopted}")
    closed(people.organiser, poll)

    def propose(number: int) -> Callable[[], object]:
        words = SENTENCES[1].replace("steady", f"{number}-fold")
        return lambda: an_amendment(people.tomas, document, words, provision="p3")

    at_once(inside, [*(propose(number) for number in range(7)), lambda: publish_poll(people.organiser, poll)])
    if queries.document(document).head == 1:  # the text moved at every attempt: that is refused and said
        publish_poll(people.organiser, poll)
    tabled = queries.amendments(document, AmendmentState.TABLED)
    assert {one.current.base for one in tabled} == {2}
    assert len(tabled) == 7
    assert len({(row.one, row.other) for row in queries.collisions(document)}) == 7 * 6 // 2


def test_of_two_polls_on_one_provision_opened_at_once_one_opens(inside: Flask, people: Cast) -> None:
    document = a_document()
    polls = []
    for old, new in (("may", "shall"), ("public funds", "taxes")):
        amendment = an_amendment(people.lucia, document, SENTENCES[0].replace(old, new))
        polls.append(put_to_poll(people.organiser, [amendment]))
        announce_poll(people.organiser, polls[-1])
    at_once(inside, [lambda poll=poll: open_poll(people.organiser, poll, "4 1 6") for poll in polls])
    states = [db.session.get(Poll, poll).state for poll in polls]
    assert sorted(states) == [PollState.ANNOUNCED, PollState.OPEN]


def test_an_amendment_taken_back_while_it_is_put_to_a_poll_is_one_or_the_other(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    number = an_amendment(people.lucia, document, SENTENCES[0].replace("may", "shall"))
    at_once(
        inside,
        [
            lambda: withdraw_amendment(people.lucia, number),
            lambda: put_to_poll(people.organiser, [number]),
        ],
    )
    amendment = queries.amendment(number)
    is_put = amendment.poll_number is not None
    assert is_put != (amendment.state == AmendmentState.WITHDRAWN)


def test_a_result_is_published_though_the_text_gained_an_amendment_while_it_was_prepared(
    inside: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = a_document()
    adopted = an_amendment(people.lucia, document, SENTENCES[0].replace("may", "shall"))
    poll = an_open_poll(people.organiser, [adopted])
    cast(people.lucia, poll, f"am{adopted}")
    closed(people.organiser, poll)
    late: list[int] = []
    prepare = publishing.prepare_adoption

    def prepare_and_be_overtaken(amendment: int, others: Iterable[int]) -> Adoption:
        prepared = prepare(amendment, others)
        if not late:
            words = SENTENCES[1].replace("steady", "lasting")
            late.append(an_amendment(people.tomas, document, words, provision="p3"))
        return prepared

    monkeypatch.setattr(publishing, "prepare_adoption", prepare_and_be_overtaken)
    publish_poll(people.organiser, poll)
    assert queries.document(document).head == 2
    assert queries.amendment(late[0]).current.base == 2


def test_the_record_has_roll_and_presence_of_a_poll_as_they_were_when_it_opened(
    inside: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lucía's seat is passed on and Tomás leaves in the middle of the opening; the record has both after."""
    accredit(None, "Sisa Tenesaca", Role.SUBSTITUTE, "S-1")
    seat, sitting = person(people.lucia).seats[0].id, an_open_sitting(people.organiser)
    scan_in(people.organiser, sitting, "01-02")
    poll = put_to_poll(people.organiser, [an_amendment(people.lucia, a_document(), "Banks.")])
    announce_poll(people.organiser, poll)
    acts = (
        lambda: seat_substitute(None, seat, "S-1", people.lucia),
        lambda: scan_out(people.organiser, sitting, "01-02"),
    )
    others, require = [], opening.require_presence

    def slowly(*some: object) -> None:
        others.extend(in_the_middle(inside, act) for act in acts)
        require(*some)

    monkeypatch.setattr(opening, "require_presence", slowly)
    open_poll(people.organiser, poll, "4 1 6")
    for other in others:
        other.join()
    db.session.rollback()
    kept = db.session.scalars(db.select(RecordEntry.kind).order_by(RecordEntry.seq)).all()
    assert list(kept)[-3] == "poll_opened" and set(kept[-2:]) == {"seat_taken", "scanned_out"}
    assert people.lucia in db.session.scalars(db.select(RollEntry.person_id)).all()
    assert db.session.get_one(Poll, poll).present == 1
