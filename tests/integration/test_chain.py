"""The whole chain through the services alone: text, amendments, poll, adoption, next revision."""

import pytest
from flask import Flask

from summit.db import db
from summit.documents import queries
from summit.documents.models import AmendmentState
from summit.documents.services import Change, TextChanged, propose_amendment, withdraw_amendment
from summit.domain.errors import NotAllowed, Refusal
from summit.domain.text import Cause, Kind, LogEntry, Provision, operations_from_json, revision
from summit.record import broken_at
from summit.voting.models import KEEP, Ballot, Envelope, Poll
from summit.voting.services import announce_poll, count_poll, open_poll, publish_poll, put_to_poll
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed, published

MAY = "Public research institutions may publish the data they gather with public funds."
SHALL = MAY.replace("may", "shall")
SHALL_SOON = MAY.replace("may", "shall within a year")
MUST = MAY.replace("may", "must")
TAXES = MAY.replace("public funds", "taxes")


def words(document: int, provision: str = "p2") -> str:
    paper = queries.document(document)
    return next(one.text for one in queries.text_at(document, paper.head) if one.id == provision)


def state(number: int) -> str:
    return queries.amendment(number).state


def test_alternatives_are_ranked_and_the_winner_changes_the_text(inside: Flask, people: Cast) -> None:
    document = a_document()
    first = an_amendment(people.lucia, document, SHALL)
    second = an_amendment(people.tomas, document, SHALL_SOON)
    apart = an_amendment(people.rosa, document, TAXES)
    collided = {(row.one, row.other, row.words) for row in queries.collisions(document)}
    assert collided == {(first, second, "may")}
    poll = an_open_poll(people.organiser, [first, second])
    cast(people.lucia, poll, f"am{first}", f"am{second}")
    cast(people.tomas, poll, f"am{second}")
    cast(people.rosa, poll, f"am{second}", KEEP)
    cast(people.amaru, poll, KEEP, f"am{second}")
    published(people.organiser, poll)
    assert words(document) == SHALL_SOON
    assert state(second) == AmendmentState.ADOPTED
    assert state(first) == AmendmentState.FALLEN
    assert queries.amendment(first).fell_because_of == second
    assert state(apart) == AmendmentState.TABLED
    assert queries.amendment(apart).current.base == 2

    next_poll = an_open_poll(people.organiser, [apart])
    cast(people.lucia, next_poll, f"am{apart}")
    published(people.organiser, next_poll)
    assert words(document) == SHALL_SOON.replace("public funds", "taxes")
    assert broken_at() is None


def test_the_text_is_a_pure_function_of_base_and_log(inside: Flask, people: Cast) -> None:
    document = a_document()
    numbers = [
        an_amendment(people.lucia, document, SHALL),
        an_amendment(people.tomas, document, TAXES),
        propose_amendment(
            people.rosa,
            document,
            1,
            [Change("p3", inserted=(Provision("x", Kind.PARAGRAPH, 0, "", "They answer to no ministry."),))],
            "Independence",
        ),
    ]
    for number in reversed(numbers):
        poll = an_open_poll(people.organiser, [number])
        cast(people.lucia, poll, f"am{number}")
        published(people.organiser, poll)
    base, *adopted = queries.revisions(document)
    log = [
        LogEntry(Cause.ADOPTION, operations_from_json(one.operations), one.number - 2, one.amendment_number)
        for one in adopted
    ]
    assert revision(queries.text_at(document, 1), log) == queries.text_at(document, 4)
    assert len(adopted) == 3
    assert base.cause == "import"


def test_insertions_at_one_point_stand_in_order_of_tabling_whichever_is_adopted_first(
    inside: Flask, people: Cast
) -> None:
    document = a_document()

    def behind_p3(sentence: str) -> int:
        added = Provision("x", Kind.PARAGRAPH, 0, "", sentence)
        return propose_amendment(people.rosa, document, 1, [Change("p3", inserted=(added,))], sentence)

    first, second = behind_p3("Tabled first."), behind_p3("Tabled second.")
    for number in (second, first):
        poll = an_open_poll(people.organiser, [number])
        cast(people.lucia, poll, f"am{number}")
        published(people.organiser, poll)
    texts = [one.text for one in queries.text_at(document, 3)]
    assert texts[3:5] == ["Tabled first.", "Tabled second."]


@pytest.mark.parametrize("order", ["321", "123"])
def test_no_order_of_adoption_changes_where_what_is_pending_will_stand(
    inside: Flask, people: Cast, order: str
) -> None:
    """The third strikes what the first stands behind, and which still is behind the second."""
    document = a_document()

    def behind(provision: str, sentence: str) -> int:
        added = Provision("x", Kind.PARAGRAPH, 0, "", sentence)
        return propose_amendment(people.rosa, document, 1, [Change(provision, inserted=(added,))], sentence)

    numbers = {"1": behind("p3", "Behind p3."), "2": behind("p2", "Behind p2.")}
    numbers["3"] = propose_amendment(people.tomas, document, 1, [Change("p3", struck=True)], "Without p3")
    for turn in order:
        poll = an_open_poll(people.organiser, [numbers[turn]])
        cast(people.lucia, poll, f"am{numbers[turn]}")
        published(people.organiser, poll)
    texts = [one.text for one in queries.text_at(document, 4)]
    assert texts[1:4] == [MAY, "Behind p2.", "Behind p3."]


def test_when_the_text_is_kept_the_amendments_are_rejected(inside: Flask, people: Cast) -> None:
    document = a_document()
    number = an_amendment(people.lucia, document, SHALL)
    poll = an_open_poll(people.organiser, [number])
    cast(people.lucia, poll, f"am{number}")
    cast(people.tomas, poll, KEEP)
    cast(people.rosa, poll, KEEP)
    published(people.organiser, poll)
    assert words(document) == MAY
    assert state(number) == AmendmentState.REJECTED
    assert queries.document(document).head == 1


def test_a_poll_nobody_votes_in_keeps_the_text(inside: Flask, people: Cast) -> None:
    document = a_document()
    number = an_amendment(people.lucia, document, SHALL)
    poll = an_open_poll(people.organiser, [number])
    published(people.organiser, poll)
    assert (words(document), state(number)) == (MAY, AmendmentState.REJECTED)


def test_an_amendment_outside_the_poll_whose_words_are_gone_is_orphaned_not_lost(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    first = an_amendment(people.lucia, document, SHALL)
    poll = an_open_poll(people.organiser, [first])
    late = an_amendment(people.tomas, document, MUST)
    cast(people.lucia, poll, f"am{first}")
    published(people.organiser, poll)
    assert state(late) == AmendmentState.ORPHANED
    assert queries.amendment(late).current.operations[0]["text"] == MUST


def test_colliding_is_not_transitive_and_only_true_alternatives_share_a_ballot(
    inside: Flask, people: Cast
) -> None:
    document = a_document("Red and green and blue.")
    red = an_amendment(people.lucia, document, "Crimson and green and blue.")
    both = an_amendment(people.tomas, document, "Scarlet and green and navy.")
    blue = an_amendment(people.rosa, document, "Red and green and indigo.")
    with pytest.raises(Refusal, match=f"AM {red} and AM {blue} do not collide"):
        put_to_poll(people.organiser, [red, both, blue])
    poll = an_open_poll(people.organiser, [red, both])
    cast(people.lucia, poll, f"am{red}")
    published(people.organiser, poll)
    assert (state(red), state(both), state(blue)) == ("adopted", "fallen", "tabled")


def test_words_changed_meanwhile_are_refused_and_nothing_is_stored(inside: Flask, people: Cast) -> None:
    document = a_document()
    number = an_amendment(people.lucia, document, SHALL)
    poll = an_open_poll(people.organiser, [number])
    cast(people.lucia, poll, f"am{number}")
    published(people.organiser, poll)
    before = len(queries.amendments(document))
    with pytest.raises(TextChanged) as refused:
        an_amendment(people.tomas, document, MUST, seen=1)
    assert refused.value.provisions == ("p2",)
    assert len(queries.amendments(document)) == before
    elsewhere = an_amendment(people.tomas, document, "Seed banks are paid.", provision="p3", seen=1)
    assert queries.amendment(elsewhere).current.base == 2


def test_an_amendment_is_in_one_undecided_poll_at_most(inside: Flask, people: Cast) -> None:
    document = a_document()
    number = an_amendment(people.lucia, document, SHALL)
    put_to_poll(people.organiser, [number])
    with pytest.raises(Refusal, match="put to poll V-01 already"):
        put_to_poll(people.organiser, [number])
    with pytest.raises(NotAllowed):
        withdraw_amendment(people.lucia, number)


def test_two_undecided_polls_never_touch_one_provision(inside: Flask, people: Cast) -> None:
    document = a_document()
    an_open_poll(people.organiser, [an_amendment(people.lucia, document, SHALL)])
    with pytest.raises(Refusal, match="touches the same provision"):
        an_open_poll(people.organiser, [an_amendment(people.tomas, document, TAXES)])


def test_a_result_is_the_same_however_often_it_is_counted(inside: Flask, people: Cast) -> None:
    document = a_document()
    numbers = [an_amendment(people.lucia, document, SHALL), an_amendment(people.tomas, document, MUST)]
    poll = an_open_poll(people.organiser, numbers)
    cast(people.lucia, poll, f"am{numbers[0]}")
    cast(people.tomas, poll, f"am{numbers[1]}")
    closed(people.organiser, poll)
    counts = [count_poll(poll).as_json() for _ in range(5)]
    assert counts == [counts[0]] * 5
    assert counts[0]["ties"]
    publish_poll(people.organiser, poll)
    assert db.session.get(Poll, poll).result == counts[0]


def test_after_closing_no_row_holds_a_name_beside_a_ballot(inside: Flask, people: Cast) -> None:
    document = a_document()
    number = an_amendment(people.lucia, document, SHALL)
    poll = an_open_poll(people.organiser, [number])
    cast(people.lucia, poll, f"am{number}")
    assert db.session.scalar(db.select(db.func.count()).select_from(Envelope)) == 1
    closed(people.organiser, poll)
    assert db.session.scalar(db.select(db.func.count()).select_from(Envelope)) == 0
    ballots = db.session.scalars(db.select(Ballot)).all()
    assert [ballot.content for ballot in ballots] == [{"ranking": [f"am{number}"]}]
    assert not (inside.config["INSTANCE"] / "keys" / f"{poll}.key").exists()


def test_only_delegates_propose_and_only_organisers_put(inside: Flask, people: Cast) -> None:
    document = a_document()
    for person in (people.organiser, people.observer):
        with pytest.raises(NotAllowed):
            an_amendment(person, document, SHALL)
    number = an_amendment(people.lucia, document, SHALL)
    for person in (people.lucia, people.observer):
        with pytest.raises(NotAllowed):
            put_to_poll(person, [number])


def collided(document: int) -> set[tuple[int, int]]:
    db.session.rollback()
    return {(row.one, row.other) for row in queries.collisions(document)}


def test_collisions_end_with_the_amendments_that_are_settled_and_stay_between_the_others(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    shall, soon, must = (an_amendment(people.lucia, document, text) for text in (SHALL, SHALL_SOON, MUST))
    banks = [
        an_amendment(people.rosa, document, f"Community seed banks receive {word} support.", provision="p3")
        for word in ("firm", "lasting")
    ]
    apart = (banks[0], banks[1])
    assert collided(document) == {(shall, soon), (shall, must), (soon, must), apart}
    withdraw_amendment(people.lucia, must)
    assert collided(document) == {(shall, soon), apart}
    kept = an_open_poll(people.organiser, [shall])
    cast(people.lucia, kept, KEEP)
    published(people.organiser, kept)
    assert collided(document) == {apart}
    adopted = an_open_poll(people.organiser, [soon])
    cast(people.lucia, adopted, f"am{soon}")
    published(people.organiser, adopted)
    assert collided(document) == {apart}
    settled = an_open_poll(people.organiser, banks)
    cast(people.lucia, settled, f"am{banks[0]}")
    published(people.organiser, settled)
    assert collided(document) == set()


def test_a_settled_amendment_stands_in_no_poll_any_more(inside: Flask, people: Cast) -> None:
    document = a_document()
    shall, soon = (
        an_amendment(people.lucia, document, SHALL),
        an_amendment(people.tomas, document, SHALL_SOON),
    )
    poll = an_open_poll(people.organiser, [shall, soon])
    cast(people.lucia, poll, f"am{shall}")
    published(people.organiser, poll)
    db.session.rollback()
    assert [queries.amendment(number).poll_number for number in (shall, soon)] == [None, None]


def test_a_poll_put_before_the_text_moved_opens_on_the_text_as_it_stands(inside: Flask, people: Cast) -> None:
    document = a_document()
    shall, taxes = an_amendment(people.lucia, document, SHALL), an_amendment(people.tomas, document, TAXES)
    waiting = put_to_poll(people.organiser, [taxes])
    first = an_open_poll(people.organiser, [shall])
    cast(people.lucia, first, f"am{shall}")
    published(people.organiser, first)
    announce_poll(people.organiser, waiting)
    open_poll(people.organiser, waiting, "4 1 6")
    poll = db.session.get(Poll, waiting)
    assert poll.base == 2
    assert poll.options[0].operations == queries.amendment(taxes).current.operations
    assert poll.options[0].operations[0]["text"] == SHALL.replace("public funds", "taxes")
