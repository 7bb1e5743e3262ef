"""The projector of a body and its now page: one follows by itself, and the other says the same as text."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.agenda.queries import running_sitting, sitting
from summit.agenda.services import (
    NotDriving,
    add_item,
    close_sitting,
    end_announcement,
    make_announcement,
    show,
    show_what_follows,
    take_over,
    take_up,
)
from summit.debates.queries import list_in_use
from summit.debates.services import add_speaker, ask_for_floor, call_speaker, open_list, pause_speech
from summit.debates.services.listing import Terms
from summit.domain.anchors import Anchor
from summit.domain.errors import NotAllowed, Unacceptable
from summit.pages.queries.projected import Projected, projected
from summit.people.models import Duty, Role
from summit.people.services import accredit, found_body, give_office
from summit.voting.services import (
    announce_poll,
    announce_turnout,
    close_poll,
    open_poll,
    publish_poll,
    put_to_poll,
)
from tests.conftest import Cast
from tests.factories import (
    a_document,
    an_amendment,
    an_open_poll,
    an_open_sitting,
    cast,
    closed,
    grace_over,
    published,
)

pytestmark = pytest.mark.only_on("sqlite", "pages; test_rights reads every page on both")

LONG = (
    "Institutions shall publish, without delay and under a free licence, every data set of public interest. "
)


@pytest.fixture
def document(inside: Flask, people: Cast) -> int:
    return a_document()


@pytest.fixture
def sitting_now(inside: Flask, people: Cast, document: int) -> list[int]:
    """The items of an open sitting of the plenary: without a subject, a provision, an amendment, the text."""
    amendment = an_amendment(people.lucia, document, "Institutions shall publish their data.")
    here = an_open_sitting(people.organiser, "Opening")
    for title, about in (
        ("The second paragraph", Anchor("provision", f"{document}/p2")),
        ("A duty", Anchor("amendment", str(amendment))),
        ("The whole text", Anchor("document", str(document))),
        ("Something struck", Anchor("provision", f"{document}/p99")),
    ):
        add_item(people.organiser, here, title, about)
    return [one.id for one in sitting(here).items]


def shown(body: int = 1) -> Projected:
    return projected(body)


def words(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def besides_the_time(page: str) -> str:
    return re.sub("<(wall|server)-clock.*?</.*?-clock>", "", page, flags=re.DOTALL)


def read(here: Projected) -> str:
    return " ".join(one.text for one in here.slide.passages)


# --- what follows by itself -------------------------------------------------------------------------------


def test_the_wall_follows_the_item_that_is_taken_up(people: Cast, sitting_now: list[int]) -> None:
    assert shown().scene.kind == "idle"
    opening, provision, amendment, text, struck = sitting_now
    take_up(people.organiser, opening)
    assert (shown().scene.title, shown().slide.words) == ("Opening", "Opening")
    take_up(people.organiser, provision, opening)
    assert read(shown()).startswith("Public research institutions may publish")
    take_up(people.organiser, amendment, provision)
    fates = {run.kind for passage in shown().slide.passages for run in passage.runs}
    assert {"deleted", "inserted"} <= fates
    take_up(people.organiser, text, amendment)
    assert "Seeds and soils" in read(shown())
    take_up(people.organiser, struck, text)
    assert shown().slide.words == "Something struck"


def test_the_wall_follows_a_poll_from_its_announcement_to_its_rounds(
    people: Cast, document: int, sitting_now: list[int]
) -> None:
    take_up(people.organiser, sitting_now[0])
    poll = put_to_poll(people.organiser, [1])
    assert shown().scene.kind == "item"
    announce_poll(people.organiser, poll)
    assert (shown().scene.kind, shown().scene.code) == ("poll", "")
    open_poll(people.organiser, poll, "4 1 6")
    opened = shown().scene.code
    assert len(opened) == 12
    cast(people.lucia, poll, "am1")
    close_poll(people.organiser, poll)
    assert shown().scene.poll.state == "closing"
    grace_over(poll)
    assert shown().scene.code not in ("", opened)
    publish_poll(people.organiser, poll)
    scene = shown().scene
    assert scene.kind == "result"
    assert scene.slides[0].words.startswith("Carried: AM 1")
    assert [slide.kind for slide in scene.slides] == ["said", "counted", "read"]


def test_what_is_said_last_is_shown_until_it_is_ended(people: Cast, sitting_now: list[int]) -> None:
    take_up(people.organiser, sitting_now[1])
    said = make_announcement(people.organiser, "Lunch is in the patio.", 1)
    assert (shown().scene.kind, shown().below) == ("announcement", "")
    take_up(people.organiser, sitting_now[2], sitting_now[1])
    assert (shown().scene.kind, shown().below) == ("item", "Lunch is in the patio.")
    end_announcement(people.organiser, said)
    assert shown().below == ""


def test_nobody_comes_back_to_the_result_of_an_earlier_sitting(
    people: Cast, document: int, sitting_now: list[int]
) -> None:
    poll = an_open_poll(people.organiser, [1])
    published(people.organiser, poll)
    assert shown().scene.kind == "result"
    close_sitting(people.organiser, running_sitting(1).id)
    assert shown().scene.kind == "idle"


# --- what an officer points at ----------------------------------------------------------------------------


def test_rounds_are_stepped_through_and_back_and_never_beyond(people: Cast, document: int) -> None:
    poll = an_open_poll(
        people.organiser, [an_amendment(people.lucia, document, "Institutions shall publish.")]
    )
    cast(people.lucia, poll, "am1")
    published(people.organiser, poll)
    for step, kind in ((1, "counted"), (2, "read"), (9, "read"), (0, "said")):
        show(people.organiser, 1, "result", str(poll), step)
        assert shown().slide.kind == kind
        assert shown().is_pointed_at


def test_a_wall_that_was_pointed_at_something_goes_along_once_something_happens(
    people: Cast, document: int, sitting_now: list[int]
) -> None:
    poll = an_open_poll(people.organiser, [1])
    take_up(people.organiser, sitting_now[1])
    show(people.organiser, 1, "item", str(sitting_now[1]))
    assert shown().scene.kind == "item"
    show_what_follows(people.organiser, 1)
    assert shown().scene.kind == "poll"
    show(people.organiser, 1, "item", str(sitting_now[1]))
    closed(people.organiser, poll)
    assert shown().scene.kind == "poll"


def test_of_two_open_polls_the_wall_shows_the_one_that_was_opened_last(people: Cast, document: int) -> None:
    changes = [an_amendment(people.lucia, document, "Other words.", provision) for provision in ("p2", "p3")]
    first, second = (an_open_poll(people.organiser, [change]) for change in changes)
    assert shown().scene.key == str(second)
    assert ("poll", str(first)) in shown().others


def test_pointing_at_what_cannot_be_shown_shows_what_follows(people: Cast, sitting_now: list[int]) -> None:
    take_up(people.organiser, sitting_now[0])
    show(people.organiser, 1, "result", "99", 3)
    assert (shown().scene.kind, shown().step) == ("item", 0)
    with pytest.raises(Unacceptable):
        show(people.organiser, 1, "console", "1")


def test_only_who_drives_the_body_moves_its_projector(people: Cast, document: int) -> None:
    table = found_body(people.organiser, "Table 1").id
    chair = accredit(None, "Inés Valarezo", Role.OBSERVER, "C-1").id
    give_office(None, "C-1", Duty.CHAIR, table)
    take_over(people.organiser, table)
    with pytest.raises(NotDriving):
        show(chair, table, "idle", str(table))
    take_over(chair, table)
    show(chair, table, "idle", str(table))
    for body in (1, table):
        with pytest.raises(NotAllowed):
            show(people.lucia, body, "idle", str(body))
    with pytest.raises(NotAllowed):
        show(chair, 1, "idle", "1")


# --- how much fits ----------------------------------------------------------------------------------------


def test_more_than_five_options_are_paged_and_none_is_left_out(people: Cast, document: int) -> None:
    rivals = [an_amendment(people.lucia, document, f"{n} {LONG}", title=f"Wording {n}") for n in range(7)]
    an_open_poll(people.organiser, rivals)
    pages = [slide.options for slide in shown().scene.slides]
    assert [len(page) for page in pages] == [5, 3]
    assert [name for page in pages for name, _ in page] == [f"AM {n}" for n in rivals] + ["“Keep the text”"]


def test_a_round_of_more_than_five_is_paged_with_the_leaders_first(people: Cast, document: int) -> None:
    rivals = [an_amendment(people.lucia, document, f"{n} {LONG}", title=f"Wording {n}") for n in range(7)]
    poll = an_open_poll(people.organiser, rivals)
    for person in people.delegates[:3]:
        cast(person, poll, f"am{rivals[4]}")
    published(people.organiser, poll)
    first, second = [slide for slide in shown().scene.slides if slide.kind == "counted"][:2]
    assert first.bars[0].name == f"AM {rivals[4]}"
    assert (len(first.bars), first.is_last, second.is_last) == (5, False, True)


# --- the pages --------------------------------------------------------------------------------------------


@pytest.fixture
def two_tables(inside: Flask, people: Cast, document: int) -> tuple[int, int]:
    """Each sits with an item of its own, and an announcement to it alone."""
    made = []
    for name in ("Table 3", "Table 4"):
        table = found_body(people.organiser, name).id
        here = an_open_sitting(people.organiser, f"Business of {name}", body=table)
        take_up(people.organiser, sitting(here).items[0].id)
        make_announcement(people.organiser, f"Coffee for {name}.", table)
        made.append(table)
    return made[0], made[1]


def test_the_floor_of_one_table_is_on_no_page_of_another(
    people: Cast, two_tables: tuple[int, int], client: FlaskClient
) -> None:
    for place, name, other in zip(two_tables, ("Table 3", "Table 4"), ("Table 4", "Table 3"), strict=True):
        for address in (f"/projector/{place}", f"/bodies/{place}?part=1"):
            page = client.get(address)
            assert f"Coffee for {name}" in page.text
            assert f"Coffee for {other}" not in page.text
            assert f"Business of {other}" not in page.text
            assert {head.split(":")[1] for head in page.headers["X-Live"].split(",")} == {str(place)}


def test_the_wall_holds_no_control_and_needs_no_sign_in(
    people: Cast, sitting_now: list[int], client: FlaskClient, entered: Callable[[int], FlaskClient]
) -> None:
    an_open_poll(people.organiser, [1])
    officer = entered(people.organiser)
    for reader in (client, officer):
        page = reader.get("/projector/1").text
        assert not re.search(r"<(form|button|input|select|textarea|a|details)\b", page)
    assert besides_the_time(client.get("/projector/1").text) == besides_the_time(
        officer.get("/projector/1").text
    )
    assert client.get("/projector/99").status_code == 404


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_wall_is_dark_or_light_as_its_address_says(
    people: Cast, document: int, client: FlaskClient, theme: str
) -> None:
    assert f'data-theme="{theme}"' in client.get(f"/projector/1?theme={theme}").text
    assert "data-theme" not in client.get("/projector/1?theme=loud").text


def test_the_now_page_says_what_the_wall_shows_at_the_same_moment(
    people: Cast, document: int, sitting_now: list[int], client: FlaskClient
) -> None:
    def both() -> tuple[str, str]:
        return words(client.get("/projector/1").text), words(client.get("/bodies/1").text)

    take_up(people.organiser, sitting_now[1])
    for page in both():
        assert "Public research institutions may publish" in page
    poll = an_open_poll(people.organiser, [1])
    code = shown().scene.code
    for page in both():
        assert "0 of 4 ballots received" in page
        assert code in page
        assert "AM 1" in page
    cast(people.lucia, poll, "am1")
    published(people.organiser, poll)
    for page in both():
        assert "Carried: AM 1" in page
    show(people.organiser, 1, "result", str(poll), 1)
    sentence = shown().slide.round.sentence
    for page in both():
        assert sentence in page


def test_wall_and_now_page_say_who_has_the_floor_until_when_and_who_is_next(
    people: Cast, sitting_now: list[int], client: FlaskClient
) -> None:
    def both() -> tuple[str, str]:
        return client.get("/projector/1").text, client.get("/bodies/1").text

    take_up(people.organiser, sitting_now[2])
    open_list(people.organiser, 1, Terms(120))
    for page in both():
        assert "Rosa Quilumba" not in page
    call_speaker(people.organiser, ask_for_floor(people.rosa, 1, side="against"))
    ask_for_floor(people.amaru, 1)
    clock = list_in_use(1).speaking.clock
    for page in both():
        said = words(page)
        assert "Rosa Quilumba" in said
        assert "against" in said
        assert f"until {(clock.until - timedelta(hours=5)):%H:%M:%S}" in said
        assert f'data-from="{clock.counts_from.isoformat()}" data-seconds="120"' in page
        assert re.search(r'<server-clock data-now="\d{4}-', page)
        assert "Amaru Chimbo" in said
    pause_speech(people.organiser, list_in_use(1).speaking.id)
    for page in both():
        assert re.search(r"0:\d\d (spoken of 2:00, )?the clock stands", words(page))
        assert "data-from" not in page
    add_speaker(people.organiser, 1, "b-1", "point of order")
    assert "Next: Inés Bravo, Amaru Chimbo" in words(both()[0])


def test_a_number_of_ballots_that_was_kept_as_drawn_is_never_an_old_one(
    people: Cast, document: int, client: FlaskClient
) -> None:
    poll = an_open_poll(
        people.organiser, [an_amendment(people.lucia, document, "Institutions shall publish.")]
    )
    assert "0 of 4 ballots received" in words(client.get("/").text)
    cast(people.lucia, poll, "am1")
    announce_turnout()
    assert "1 of 4 ballots received" in words(client.get("/").text)
