import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.debates.models import Debate, DebateState, Intervention
from summit.debates.queries import Anchor, threads
from summit.debates.services import post_intervention, remove_intervention
from summit.documents.services import Change, propose_amendment
from summit.events import Topic
from summit.voting.services import announce_poll, put_to_poll
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, an_open_sitting, published
from tests.factories import cast as cast_ballot

pytestmark = pytest.mark.only_on(
    "sqlite",
    "forms and pages; services are held on both, and test_rights reads every page on both",
)

KEY = "a-key-of-the-device"
ANCHOR = Anchor("provision", "1/p2")


@pytest.fixture
def paper(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return a_document()


@pytest.fixture
def lucia(entered, cast: Cast, paper: int) -> FlaskClient:
    return entered(cast.lucia)


def said(app: Flask) -> list[Intervention]:
    with app.app_context():
        return list(db.session.scalars(db.select(Intervention).order_by(Intervention.number)))


def say(
    app: Flask, person: int, text: str = "I agree.", anchor: Anchor = ANCHOR, parent: int | None = None
) -> int:
    with app.app_context():
        return post_intervention(person, anchor, text, parent)


def post(client: FlaskClient, text: str, url: str = "/debates/provision/1/p2", **more: str):
    return client.post(url, data={"text": text, "key": KEY} | more)


def test_an_intervention_leads_back_to_its_place_in_the_text(app: Flask, lucia: FlaskClient) -> None:
    answer = post(lucia, "  “Shall” binds.\r\nNothing else does. ")
    assert (answer.status_code, answer.location) == (303, "/documents/1?debate=p2#i-1")
    assert [one.text for one in said(app)] == ["“Shall” binds.\nNothing else does."]
    assert "“Shall” binds.<br>" in lucia.get(answer.location).text


def test_an_intervention_sent_twice_is_said_once(app: Flask, lucia: FlaskClient) -> None:
    first, second = post(lucia, "Once."), post(lucia, "Once.")
    assert first.location == second.location
    assert len(said(app)) == 1


def test_the_same_key_with_other_words_is_refused_and_the_typing_kept(app: Flask, lucia: FlaskClient) -> None:
    post(lucia, "Once.")
    answer = post(lucia, "Something else.")
    assert answer.status_code == 409
    assert "Something else." in answer.text
    assert len(said(app)) == 1


def test_a_debate_on_an_amendment_asks_where_one_stands(app: Flask, cast: Cast, lucia: FlaskClient) -> None:
    with app.app_context():
        number = an_amendment(cast.tomas, 1, "Other words.")
    answer = post(lucia, "Too late.", f"/debates/amendment/{number}", stance="against")
    assert answer.location == f"/amendments/{number}#i-1"
    page = lucia.get(f"/amendments/{number}").text
    assert 'stance--against">against' in page
    assert 'value="question"' in page
    assert 'name="stance"' not in lucia.get("/documents/1?debate=p2").text


def test_a_poll_is_debated_once_it_is_announced(app: Flask, cast: Cast, lucia: FlaskClient) -> None:
    with app.app_context():
        poll = put_to_poll(cast.organiser, [an_amendment(cast.tomas, 1, "Other words.")])
    assert post(lucia, "Too early.", f"/debates/poll/{poll}").status_code == 404
    with app.app_context():
        announce_poll(cast.organiser, poll)
    answer = post(lucia, "At last.", f"/debates/poll/{poll}")
    assert answer.location == f"/debates/poll/{poll}#i-1"
    page = lucia.get(answer.location).text
    assert "At last." in page
    assert f'href="/polls/{poll}"' in page


def test_words_about_a_struck_provision_stay_readable(app: Flask, cast: Cast, lucia: FlaskClient) -> None:
    say(app, cast.rosa, "Do not strike it.")
    with app.app_context():
        number = propose_amendment(cast.tomas, 1, 1, [Change("p2", struck=True)], "Strike it")
        poll = an_open_poll(cast.organiser, [number])
        cast_ballot(cast.rosa, poll, f"am{number}")
        published(cast.organiser, poll)
    assert lucia.get("/interventions/1").location == "/debates/provision/1/p2#i-1"
    page = lucia.get("/debates/provision/1/p2").text
    assert "Do not strike it." in page
    assert "struck since" in page
    assert "/documents/1?revision=1#p2" in page


def test_a_reply_names_what_it_answers_two_levels_deep(app: Flask, cast: Cast, lucia: FlaskClient) -> None:
    first = say(app, cast.rosa)
    second = say(app, cast.tomas, "And I.", parent=first)
    link = lucia.get(f"/interventions/{second}?reply=1")
    assert link.location == f"/debates/provision/1/p2?reply={second}#say"
    form = lucia.get(link.location).text
    assert f'name="parent" type="hidden" value="{second}"' in form
    assert "Tomás Okafor-Leiva</b>" in form
    post(lucia, "Me too.", parent=str(second))
    shown = lucia.get("/debates/provision/1/p2").text
    assert "in reply to Tomás Okafor-Leiva" in shown
    assert [one.parent_number for one in said(app)] == [None, first, second]


def test_an_intervention_has_an_address_that_leads_to_its_place(
    app: Flask, cast: Cast, client: FlaskClient, paper: int
) -> None:
    number = say(app, cast.rosa)
    assert client.get(f"/interventions/{number}").location == f"/documents/1?debate=p2#i-{number}"
    assert client.get("/interventions/99").status_code == 404


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("   \n ", "Write something before sending."),
        ("x" * 5_001, "An intervention has at most 5,000 signs."),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence(
    app: Flask, lucia: FlaskClient, text: str, sentence: str
) -> None:
    answer = post(lucia, text)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert text.strip() in answer.text
    assert said(app) == []
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Debate)) == 0


def test_an_unknown_stance_is_refused(app: Flask, cast: Cast, lucia: FlaskClient) -> None:
    with app.app_context():
        an_amendment(cast.tomas, 1, "Other words.")
    answer = post(lucia, "Hm.", "/debates/amendment/1", stance="maybe")
    assert answer.status_code == 422
    assert said(app) == []


def test_a_reply_to_another_debate_is_refused_and_the_typing_kept(
    app: Flask, cast: Cast, lucia: FlaskClient
) -> None:
    elsewhere = say(app, cast.rosa, anchor=Anchor("provision", "1/p3"))
    answer = post(lucia, "Kept words.", parent=str(elsewhere))
    assert answer.status_code == 404
    assert "What you reply to is not in this debate." in answer.text
    assert "Kept words." in answer.text
    assert len(said(app)) == 1


@pytest.mark.parametrize(
    "anchor",
    [
        "provision/1/p99", "provision/9/p2", "provision/1", "weather/today", "provision/01/p2",
        "provision/x/p2", "provision/1/p2/more", "amendment/5", "amendment/٣",
        "poll/1", "poll/99999999999999999999",
    ],
)  # fmt: skip
def test_nothing_is_debated_that_does_not_exist(app: Flask, lucia: FlaskClient, anchor: str) -> None:
    assert lucia.get(f"/debates/{anchor}").status_code == 404
    assert post(lucia, "Hello?", f"/debates/{anchor}").status_code == 404
    assert said(app) == []


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[here](javascript:alert(1))",
        "![x](https://evil.example/x.png)",
        "[x](https://a.example 'onmouseover=alert(1)')",
        '"><svg onload=alert(1)>',
    ],
)
def test_an_intervention_cannot_carry_script(app: Flask, cast: Cast, lucia: FlaskClient, words: str) -> None:
    say(app, cast.rosa, words)
    shown = lucia.get("/debates/provision/1/p2?part=1").text
    thread = shown.split('<div class="iv-words prose">')[1].split("</div>")[0].lower()
    for live in ("<script", "<img", "<svg", 'href="javascript', " onmouseover="):
        assert live not in thread


def test_ones_own_words_can_be_taken_down_and_leave_a_tombstone(app: Flask, lucia: FlaskClient) -> None:
    post(lucia, "A slip of the tongue.")
    assert "Take these words down?" in lucia.get("/interventions/1/remove").text
    answer = lucia.post("/interventions/1/remove", data={"key": KEY + "2"})
    assert (answer.status_code, answer.location) == (303, "/documents/1?debate=p2#i-1")
    page = lucia.get("/documents/1?debate=p2").text
    assert "These words were taken down." in page
    assert "slip of the tongue" not in page
    assert said(app)[0].text == ""


def test_an_organiser_who_takes_words_down_says_why(app: Flask, cast: Cast, entered, paper: int) -> None:
    say(app, cast.rosa, "Rude words.")
    paz = entered(cast.organiser)
    answer = paz.post("/interventions/1/remove", data={"key": KEY, "reason": " "})
    assert answer.status_code == 422
    assert "Say why it is removed" in answer.text
    assert "Rude words." in answer.text
    paz.post("/interventions/1/remove", data={"key": KEY, "reason": "An insult."})
    assert said(app)[0].removed


def test_a_locked_debate_is_read_and_keeps_what_was_being_typed(
    app: Flask, cast: Cast, entered, lucia: FlaskClient
) -> None:
    say(app, cast.rosa)
    paz = entered(cast.organiser)
    answer = paz.post("/debates/1/state", data={"state": "locked", "key": KEY})
    assert (answer.status_code, answer.location) == (303, "/documents/1?debate=p2#debate")
    late = post(lucia, "I was still typing.")
    assert late.status_code == 403
    assert "This debate is locked. What was said stays." in late.text
    assert "I was still typing." in late.text
    assert "I agree." in late.text
    paz.post("/debates/1/state", data={"state": "open", "key": KEY + "2"})
    assert post(lucia, "I was still typing.").status_code == 303


def test_ones_own_words_are_changed_on_a_page_that_keeps_the_typing(
    app: Flask, cast: Cast, lucia: FlaskClient
) -> None:
    number = say(app, cast.lucia, "I agre.")
    address = f"/interventions/{number}/change"
    assert ">I agre.</textarea>" in lucia.get(address).text.replace("\r\n", "")
    refused = lucia.post(address, data={"text": " ", "key": KEY})
    assert (refused.status_code, "Write something before sending." in refused.text) == (422, True)
    answer = lucia.post(address, data={"text": "I agree.", "key": KEY})
    assert (answer.status_code, answer.location) == (303, f"/documents/1?debate=p2#i-{number}")
    page = lucia.get(answer.location).text
    assert "<span>changed " in page
    assert "I agre." not in page


def test_hidden_words_are_read_by_who_can_show_them_again_alone(
    app: Flask, cast: Cast, entered, lucia: FlaskClient
) -> None:
    number = say(app, cast.lucia, "Heated words.")
    paz, address = entered(cast.organiser), f"/interventions/{number}/remove"
    paz.post(address, data={"reason": "Cool down.", "act": "hide", "key": KEY})
    page = lucia.get("/documents/1?debate=p2").text
    assert "Hidden by moderation: Cool down." in page
    assert "Heated words" not in page
    assert "Heated words" not in lucia.get("/search?q=heated").text.split("<main")[1]
    assert "Heated words." in paz.get(address).text
    paz.post(f"/interventions/{number}/show", data={"key": KEY + "2"})
    assert "Heated words." in lucia.get("/documents/1?debate=p2").text
    paz.post(address, data={"reason": "Still heated.", "key": KEY + "3"})
    assert "Taken down by moderation: Still heated." in lucia.get("/documents/1?debate=p2").text


def test_words_become_an_amendment_and_both_name_each_other(
    app: Flask, cast: Cast, lucia: FlaskClient
) -> None:
    number = say(app, cast.rosa, "Institutions shall say *why* they wait.")
    editor = lucia.get(f"/interventions/{number}/amend")
    assert 'name="after-p2"' in editor.text
    assert "Institutions shall say *why* they wait.</textarea>" in editor.text
    form = {"seen": 1, "edit": "p2", "words-p2": SENTENCES[0], "title": "Say why", "key": KEY, "said": number}
    answer = lucia.post("/documents/1/amend", data=form | {"after-p2": "Institutions shall say why."})
    assert (answer.status_code, answer.location) == (303, "/amendments/1")
    assert f'<a href="/interventions/{number}">Rosa Quilumba said at' in lucia.get("/amendments/1").text
    assert '<a class="keep" href="/amendments/1">AM 1</a>' in lucia.get("/documents/1?debate=p2").text
    reply = say(app, cast.tomas, "Because it is urgent.", Anchor("amendment", "1"))
    second = lucia.get(f"/interventions/{reply}/amend").text
    assert "Because it is urgent.</textarea>" in second
    assert "Institutions shall say why.</textarea>" in second
    with app.app_context():
        remove_intervention(cast.rosa, number)
    assert "It grew out of" not in lucia.get("/amendments/1").text
    assert lucia.get(f"/interventions/{number}/amend").status_code == 404
    gone = lucia.post("/documents/1/amend", data=form | {"after-p2": "New.", "key": KEY + "2"})
    assert (gone.status_code, "were taken down" in gone.text) == (409, True)


@pytest.mark.parametrize("kind", ["document", "item"])
def test_a_text_as_a_whole_and_an_agenda_item_are_debated(
    app: Flask, cast: Cast, lucia: FlaskClient, kind: str
) -> None:
    with app.app_context():
        an_open_sitting(cast.organiser, "Seeds")
    address = f"/debates/{kind}/1"
    assert address in lucia.get("/documents/1" if kind == "document" else "/sittings/1").text
    assert post(lucia, "Quinua first.", address).location == f"{address}#i-1"
    assert "Make it an amendment" not in lucia.get(address).text
    assert "/interventions/1" in lucia.get("/search?q=quinua").text


def test_a_debate_is_named_in_the_readers_language(client: FlaskClient, paper: int) -> None:
    for key, name in (("provision/1/p2", "1 de «Seeds and soils»"), ("document/1", "en su conjunto")):
        page = client.get(f"/debates/{key}?interface=es").text
        assert page.count(name) >= 2, "its heading, and the way back"


def test_who_leads_a_debate_says_how_it_is_held_before_anybody_spoke(
    app: Flask, cast: Cast, entered, lucia: FlaskClient
) -> None:
    paz, address = entered(cast.organiser), "/debates/lead/provision/1/p2"
    assert address in paz.get("/documents/1?debate=p2").text
    assert address not in lucia.get("/documents/1?debate=p2").text
    late = paz.post(address, data={"state": "scheduled", "opens_at": "2020-01-01T10:00", "key": KEY})
    assert (late.status_code, "still to come" in late.text, "2020-01-01T10:00" in late.text) == (
        422, True, True,
    )  # fmt: skip
    odd = paz.post(address, data={"state": "scheduled", "opens_at": "soon", "key": KEY})
    assert (odd.status_code, "Write day and time" in odd.text) == (422, True)
    slow = paz.post(address, data={"state": "slow", "slow_minutes": "3", "key": KEY})
    assert (slow.status_code, slow.location) == (303, "/documents/1?debate=p2#debate")
    assert "one intervention of each person in 3 minutes" in lucia.get(slow.location).text
    post(lucia, "First.")
    again = lucia.post("/debates/provision/1/p2", data={"text": "Second.", "key": KEY + "9"})
    assert (again.status_code, ">Second.</textarea>" in again.text.replace("\r\n", "")) == (409, True)
    closed = {"state": "closed", "summary": "All **agree**.", "key": KEY + "2"}
    paz.post(address, data=closed)
    page = lucia.get("/documents/1?debate=p2").text
    assert "All <strong>agree</strong>." in page
    assert "This debate is closed. What was said stays." in page


def test_a_debate_knows_only_two_states(app: Flask, cast: Cast, entered, paper: int) -> None:
    say(app, cast.rosa)
    answer = entered(cast.organiser).post("/debates/1/state", data={"state": "gone", "key": KEY})
    assert answer.status_code == 422
    with app.app_context():
        assert db.session.get(Debate, 1).state == DebateState.OPEN


def test_the_part_says_where_in_the_stream_it_was_made(
    app: Flask, cast: Cast, client: FlaskClient, paper: int
) -> None:
    assert client.get("/debates/provision/1/p2?part=1").headers["X-Live"] == "debate:provision/1/p2:-:0"
    say(app, cast.rosa)
    with app.app_context():
        epoch = db.session.scalar(db.select(Topic.epoch).where(Topic.kind == "debate"))
    answer = client.get("/debates/provision/1/p2?part=1")
    assert answer.headers["X-Live"] == f"debate:provision/1/p2:{epoch}:1"
    assert "<html" not in answer.text
    assert f'data-live="debate:provision/1/p2:{epoch}:1"' in client.get("/debates/provision/1/p2").text


def test_an_intervention_is_the_same_for_every_reader(
    app: Flask, cast: Cast, entered, client: FlaskClient, paper: int
) -> None:
    say(app, cast.rosa)

    def item(page: str) -> str:
        return page[page.index('<li class="iv') : page.index("</ol>")]

    pages = [
        one.get("/debates/provision/1/p2").text
        for one in (client, entered(cast.rosa), entered(cast.organiser))
    ]
    assert item(pages[0]) == item(pages[1]) == item(pages[2])


def test_who_is_refused(app: Flask, cast: Cast, entered, client: FlaskClient, paper: int) -> None:
    say(app, cast.rosa)
    observer, amaru = entered(cast.observer), entered(cast.amaru)
    assert post(client, "Hello?").status_code == 401
    assert post(observer, "Hello?").status_code == 403
    assert client.get("/interventions/1/remove").status_code == 302
    assert client.post("/interventions/1/remove", data={"key": KEY}).status_code == 401
    for other in (observer, amaru):
        assert other.get("/interventions/1/remove").status_code == 403
        assert other.post("/interventions/1/remove", data={"key": KEY}).status_code == 403
        assert other.post("/debates/1/state", data={"key": KEY, "state": "locked"}).status_code == 403
    assert client.post("/debates/1/state", data={"key": KEY, "state": "locked"}).status_code == 401
    assert [one.text for one in said(app)] == ["I agree."]
    assert '<form class="stack say"' not in observer.get("/debates/provision/1/p2").text
    assert '<form class="stack say"' not in client.get("/debates/provision/1/p2").text


@pytest.fixture
def long_debate(app: Flask, cast: Cast, paper: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Seven threads on pages of two; the first of all has a reply that came last."""
    monkeypatch.setattr(threads, "THREADS", 2)
    said = [say(app, cast.rosa, f"Thread {number}.") for number in range(1, 8)]
    return [*said, say(app, cast.tomas, "To the first.", parent=said[0])]


def shown_on(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<li class="iv[^"]*" id="i-(\d+)"', page)]


def test_a_long_debate_is_read_page_by_page_and_threads_stay_whole(
    lucia: FlaskClient, long_debate: list[int]
) -> None:
    last = lucia.get("/documents/1?debate=p2").text
    assert shown_on(last) == [5, 6, 7]
    assert "<span data-said>8</span>" in last
    seen, page = [5, 6, 7], last
    while earlier := re.search(r'rel="prev" href="(/documents/1\?debate=p2&amp;said=\d+)#debate"', page):
        page = lucia.get(earlier[1].replace("&amp;", "&")).text
        seen = [*shown_on(page), *seen]
    assert seen == [1, 8, 2, 3, 4, 5, 6, 7]
    assert 'data-before="00000003"' in page
    assert "data-from" not in page
    assert lucia.get("/debates/provision/1/p2?part=1&said=3").text.count("data-from") == 1


def test_words_on_an_earlier_page_keep_their_address_their_reply_and_their_author(
    app: Flask, cast: Cast, entered, lucia: FlaskClient, long_debate: list[int]
) -> None:
    assert lucia.get("/interventions/8").location == "/documents/1?debate=p2&said=8#i-8"
    assert shown_on(lucia.get("/documents/1?debate=p2&said=8").text) == [1, 8, 2]
    assert lucia.get("/interventions/7").location == "/documents/1?debate=p2#i-7"
    assert "Rosa Quilumba</b>" in lucia.get("/debates/provision/1/p2?reply=1").text
    answer = post(lucia, "Me too.", parent="1")
    assert answer.location == "/documents/1?debate=p2&said=9#i-9"
    assert "/interventions/9/change" in lucia.get("/documents/1?debate=p2").text.split("own-words")[1]
    for odd in ("99", "x", "99999999999999999999"):
        assert shown_on(lucia.get(f"/documents/1?debate=p2&said={odd}").text) == [5, 6, 7]
