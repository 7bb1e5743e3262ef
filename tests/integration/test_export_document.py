"""What stands in the final document: marks, fates, counts, exceptions, and nothing of undecided polls."""

from dataclasses import replace

import pytest
from flask import Flask

from summit.agenda.services import close_sitting, scan_in, take_over, take_part
from summit.db import db
from summit.debates.queries import Anchor
from summit.debates.services import post_intervention, remove_intervention
from summit.documents import queries
from summit.documents.models import Amendment
from summit.documents.services import Change, propose_amendment, withdraw_amendment
from summit.domain.canonical import canonical_json, sha256_hex
from summit.domain.text import Kind, Provision, labels
from summit.export.composing import compose
from summit.export.composing.papers import Papers
from summit.export.formats import write_json
from summit.export.model import FinalDocument, Mark, Part
from summit.export.wording import called, fate
from summit.people.models import Role
from summit.people.queries import person
from summit.people.services import accredit, seat_substitute
from summit.voting.models import KEEP, Ballot, Poll
from summit.voting.services import announce_poll, put_to_poll
from tests.bundles import a_substitute_on_the_roll
from tests.conftest import Cast
from tests.factories import (
    SENTENCES,
    a_document,
    an_amendment,
    an_open_poll,
    an_open_sitting,
    cast,
    closed,
    published,
    remote,
    voided,
)

pytestmark = pytest.mark.only_on("sqlite", "the document is composed from what test_rights reads on both")

SHALL = SENTENCES[0].replace("may", "shall")
SHALL_SOON = SENTENCES[0].replace("may", "shall within a year")
MUST = SENTENCES[0].replace("may", "must")


def adopted(people: Cast, document: int, change: Change, title: str = "A change") -> tuple[int, int]:
    """Propose a change and adopt it; answers amendment and poll."""
    number = propose_amendment(people.lucia, document, queries.document(document).head, [change], title)
    poll = an_open_poll(people.organiser, [number])
    cast(people.lucia, poll, f"am{number}")
    published(people.organiser, poll)
    return number, poll


def three_rounds(people: Cast) -> tuple[int, list[int]]:
    """A poll of three alternatives; whoever goes first by lot, the second wins in a later round."""
    document = a_document()
    words = (SHALL, SHALL_SOON, MUST)
    numbers = [an_amendment(people.lucia, document, one, title=f"Change {one[28:36]}") for one in words]
    first, second, third = (f"am{number}" for number in numbers)
    poll = an_open_poll(people.organiser, numbers)
    cast(people.lucia, poll, first, second)
    cast(people.tomas, poll, second)
    cast(people.rosa, poll, second, KEEP)
    cast(people.amaru, poll, third, second)
    published(people.organiser, poll)
    return poll, numbers


def marks(part: Part) -> dict[str, list[Mark]]:
    return {one.provision.id: list(one.marks) for one in part.provisions if one.marks}


def test_a_place_is_called_as_the_text_of_its_revision_numbers_it(inside: Flask, people: Cast) -> None:
    document = a_document()
    adopted(people, document, Change("p2", words=SHALL))
    new = Provision("new", Kind.PARAGRAPH, 0, "", "Seeds travel freely.")
    _, poll = adopted(people, document, Change("p1", inserted=(new,)))
    adopted(people, document, Change("p3", words="Seed banks receive support."))
    voided(people.organiser, poll, "The roll was wrong.")
    papers = Papers()
    named = {
        number: {one.id: papers.place(document, number, one.id) for one in papers.text(document, number)}
        for number in range(1, queries.document(document).head + 1)
    }
    for number, places in named.items():
        text = queries.text_at(document, number)
        assert places == {one.id: called(one, labels(text).get(one.id, "")) for one in text}
    assert named[2]["p3"] != named[3]["p3"] == named[4]["p3"] != named[5]["p3"] == named[2]["p3"]


def test_every_adopted_change_is_marked_where_it_stands(inside: Flask, people: Cast) -> None:
    document = a_document()
    one = adopted(people, document, Change("p2", words=SHALL))
    new = Provision("new", Kind.PARAGRAPH, 0, "", "Seeds travel freely.")
    two = adopted(people, document, Change("p3", inserted=(new,)))
    three = adopted(people, document, Change("p4", struck=True))
    part = compose().parts[0]
    assert marks(part) == {
        "p2": [Mark(*one, "changed")],
        f"am{two[0]}-1": [Mark(*two, "inserted"), Mark(*three, "struck")],
    }
    assert [(line.amendment, line.poll, line.revision) for line in part.adoptions] == [
        (*one, 2),
        (*two, 3),
        (*three, 4),
    ]


def test_two_neighbours_struck_are_marked_at_the_provision_that_still_stands(
    inside: Flask, people: Cast
) -> None:
    document = a_document()
    one = adopted(people, document, Change("p3", struck=True))
    two = adopted(people, document, Change("p4", struck=True))
    assert marks(compose().parts[0]) == {"p2": [Mark(*one, "struck"), Mark(*two, "struck")]}
    first = adopted(people, document, Change("p2", struck=True))
    struck = [Mark(*which, "struck") for which in (one, two, first)]
    assert marks(compose().parts[0]) == {"p1": struck}


def test_a_provision_struck_at_the_beginning_is_marked_before_the_first(inside: Flask, people: Cast) -> None:
    struck = adopted(people, a_document(), Change("p1", struck=True))
    part = compose().parts[0]
    assert part.opening_marks == (Mark(*struck, "struck"),)


def test_the_round_table_is_the_published_count(inside: Flask, people: Cast) -> None:
    poll, numbers = three_rounds(people)
    vote = compose().votes[0]
    result = db.session.get_one(Poll, poll).result
    assert len(vote.rounds) == len(result["rounds"]) > 1
    ids = [option.id for option in vote.options]
    assert ids == [*(f"am{number}" for number in numbers), KEEP]
    for line, counted in zip(vote.rounds, result["rounds"], strict=True):
        shown = {id: votes for id, votes in zip(ids, line.votes, strict=True) if votes is not None}
        assert shown == counted["tally"]
        assert line.total == "4"
        assert int(line.exhausted) == sum(int(votes) for votes in counted["exhausted"].values())
    assert vote.rounds[1].out == tuple(
        option.letter for option in vote.options if option.id in result["rounds"][0]["eliminated"]
    )
    assert vote.result == result


def test_the_vote_says_what_it_did_to_the_text(inside: Flask, people: Cast) -> None:
    poll, (first, second, third) = three_rounds(people)
    document = compose()
    vote = document.votes[0]
    assert (vote.effect.adopted, vote.effect.revision) == (second, 2)
    assert set(vote.effect.fallen) == {first, third}
    assert vote.effect.digest == document.parts[0].digest
    fates = {one.number: (fate(one), one.poll) for one in document.amendments}
    assert fates == {
        first: (f"fell because of AM {second}", poll),
        second: ("adopted", poll),
        third: (f"fell because of AM {second}", poll),
    }


def test_amendments_show_old_and_new_words_of_the_text_they_were_made_on(inside: Flask, people: Cast) -> None:
    three_rounds(people)
    place = compose().amendments[0].places[0]
    assert (place.place, place.deed) == ("§1", "changed")
    assert [(run.kind, run.text) for run in place.runs if run.kind != "equal"] == [
        ("deleted", "may"),
        ("inserted", "shall"),
    ]


def test_a_withdrawn_amendment_stays_readable(inside: Flask, people: Cast) -> None:
    number = an_amendment(people.lucia, a_document(), SHALL)
    withdraw_amendment(people.lucia, number)
    (one,) = compose().amendments
    assert (one.number, fate(one), one.poll) == (number, "withdrawn by its proposer", None)


def test_a_kept_text_names_the_rejected_amendment(inside: Flask, people: Cast) -> None:
    number = an_amendment(people.lucia, a_document(), SHALL)
    poll = an_open_poll(people.organiser, [number])
    cast(people.lucia, poll, KEEP)
    published(people.organiser, poll)
    document = compose()
    assert document.votes[0].effect.rejected == (number,)
    assert "stands" in document.votes[0].outcome
    assert document.parts[0].revision == 1


def test_times_are_those_of_the_summits_clocks(inside: Flask, people: Cast) -> None:
    poll, _ = three_rounds(people)
    vote = compose().votes[0]
    assert vote.opened_at is not None
    assert vote.opened_at.utcoffset().total_seconds() == -5 * 3600
    assert vote.opened_at == db.session.get_one(Poll, poll).opened_at.replace(microsecond=0)


def without_the_record(document: FinalDocument) -> FinalDocument:
    """Everything but what the cover says of the record: closing writes an entry of its own."""
    return replace(document, as_of=None, record_entries=0, record_code="")


def test_nothing_of_a_poll_is_told_before_it_is_published(inside: Flask, people: Cast) -> None:
    number = an_amendment(people.lucia, a_document(), SHALL)
    poll = an_open_poll(people.organiser, [number])
    opened = compose()
    assert [one.number for one in opened.undecided] == [poll]
    cast(people.lucia, poll, f"am{number}")
    assert write_json(compose()) == write_json(opened)
    cast(people.tomas, poll, KEEP)
    closed(people.organiser, poll)
    assert without_the_record(compose()) == without_the_record(opened)


def test_a_draft_poll_is_not_listed_and_an_announced_one_is(inside: Flask, people: Cast) -> None:
    number = an_amendment(people.lucia, a_document(), SHALL)
    poll = put_to_poll(people.organiser, [number])
    assert compose().undecided == ()
    announce_poll(people.organiser, poll)
    assert [one.number for one in compose().undecided] == [poll]


def test_a_void_poll_is_an_exception_with_its_reason_and_no_vote(inside: Flask, people: Cast) -> None:
    number = an_amendment(people.lucia, a_document(), SHALL)
    poll = an_open_poll(people.organiser, [number])
    cast(people.lucia, poll, f"am{number}")
    voided(people.organiser, poll, "The wrong text was on the screen.")
    document = compose()
    assert (document.votes, document.undecided) == ((), ())
    (exception,) = document.exceptions
    assert exception.sentence == "V-01 (A change) is void: The wrong text was on the screen."
    assert exception.at is not None


def test_a_removed_intervention_is_listed_without_its_words(inside: Flask, people: Cast) -> None:
    said = post_intervention(people.lucia, Anchor("amendment", "1"), "Words that had to go.")
    remove_intervention(people.organiser, said, "An insult.")
    sentences = [one.sentence for one in compose().exceptions]
    assert sentences == [
        "Intervention 1 in the debate about amendment 1 was removed by moderation: An insult."
    ]
    assert "had to go" not in write_json(compose())


def test_a_ballot_changed_after_the_closing_is_found_and_named(inside: Flask, people: Cast) -> None:
    poll, (first, *_) = three_rounds(people)
    before = compose()
    assert before.votes[0].stored.is_as_closed
    ballot = db.session.scalars(db.select(Ballot).where(Ballot.poll_number == poll)).first()
    ballot.content = {"ranking": [f"am{first}"] if ballot.content["ranking"] != [f"am{first}"] else [KEEP]}
    db.session.commit()
    document = compose()
    assert not document.votes[0].stored.is_as_closed
    found = [one.sentence for one in document.exceptions if one not in before.exceptions]
    assert "V-01: the stored ballots are not those of the closing" in found


def test_a_tie_resolved_by_lot_is_said_beside_the_result_and_among_the_exceptions(
    inside: Flask, people: Cast
) -> None:
    number = an_amendment(people.lucia, a_document(), SHALL)
    poll = an_open_poll(people.organiser, [number])
    cast(people.lucia, poll, f"am{number}")
    cast(people.tomas, poll, KEEP)
    published(people.organiser, poll)
    document = compose()
    vote = document.votes[0]
    assert "tie, resolved by lot" in vote.outcome
    assert vote.lot.order[0] == vote.ties[0].chosen
    assert [one.sentence for one in document.exceptions] == ["V-01 (A change): a tie was resolved by lot"]


def test_equal_states_have_equal_digests_and_a_changed_word_another(inside: Flask, people: Cast) -> None:
    three_rounds(people)
    before = compose().digest
    assert compose().digest == before
    assert sha256_hex(canonical_json(compose().as_json())) == before
    db.session.execute(db.update(Amendment).where(Amendment.number == 1).values(rationale="Other reasons."))
    db.session.commit()
    assert compose().digest != before


def test_annex_one_says_who_was_there_at_each_turn_and_how_the_list_changed_since(
    inside: Flask, people: Cast
) -> None:
    remote(people.rosa)
    sitting = an_open_sitting(people.organiser, "Seeds")
    scan_in(people.organiser, sitting, "01-01")
    take_part(people.rosa, sitting)
    poll, _ = three_rounds(people)
    accredit(None, "Sisa Tenesaca", Role.SUBSTITUTE, "S-01")
    seat_substitute(None, person(people.amaru).seats[0].id, "S-01", people.amaru)
    close_sitting(people.organiser, sitting)
    who = compose().participation
    assert [(one.did, one.seats, one.room, one.remote, one.is_quorate) for one in who.turns] == [
        ("opened", 4, 0, 0, False),
        ("closed", None, 1, 1, None),
        ("at any time", None, 1, 1, None),
    ]
    assert [(one.name, one.seats, one.held, one.quorum) for one in who.bodies] == [("Plenary", 4, 4, "1/2")]
    assert (who.remote, [(one.poll, one.present) for one in who.polls]) == (1, [(poll, 2)])
    assert [one.sentence for one in who.changes] == [
        "Sisa Tenesaca accredited as substitute",
        "seat 01-04 of Plenary passed from Amaru Chimbo to Sisa Tenesaca",
    ]


def test_a_roll_that_was_changed_and_a_floor_that_was_taken_over_are_exceptions(
    inside: Flask, people: Cast
) -> None:
    an_open_sitting(people.organiser, "Seeds")
    poll = an_open_poll(people.organiser, [an_amendment(people.lucia, a_document(), SHALL)])
    a_substitute_on_the_roll(people.organiser, poll, people.amaru)
    other = accredit(None, "Saúl Vera", Role.ORGANISER, "O-3").id
    take_over(other, 1)
    said = [one.sentence for one in compose().exceptions]
    assert len(said) == 2
    assert "seat 01-04 passed from Amaru Chimbo to Sisa Tenesaca, by " in said[0]
    assert said[0].endswith("and Nuna Grefa")
    assert said[1].startswith("Saúl Vera took over the conduct of Plenary from ")
