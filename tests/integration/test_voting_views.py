import re
import secrets
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.record import RecordEntry
from summit.voting.models import KEEP, Envelope, Poll
from summit.voting.services import announce_poll, close_poll, put_to_poll
from summit.voting.views import page as page_view
from summit.web import kept as kept_module
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, an_open_poll, closed, grace_over, published, voided
from tests.factories import cast as cast_by_service

pytestmark = pytest.mark.only_on(
    "sqlite",
    "forms and pages; services are held on both, and test_rights reads every page on both",
)

Enter = Callable[[int], FlaskClient]

MAY = "Public research institutions may publish the data they gather with public funds."
SHALL = MAY.replace("may", "shall")
SOON = MAY.replace("may", "shall within a year")
JSON = {"Accept": "application/json"}
COUNTED = ("ballots each", "had the fewest", "In the only round", "Round 1", "Carried")


@pytest.fixture
def poll(app: Flask, people: Cast) -> int:
    """V-01 is open on two alternatives: AM 1 and AM 2."""
    with app.app_context():
        return an_open_poll(people.organiser, two_alternatives(people))


@pytest.fixture
def draft(app: Flask, people: Cast) -> int:
    with app.app_context():
        return put_to_poll(people.organiser, two_alternatives(people))


def two_alternatives(people: Cast) -> list[int]:
    document = a_document()
    return [
        an_amendment(people.lucia, document, SHALL, title="A duty"),
        an_amendment(people.tomas, document, SOON, title="A duty with a term"),
    ]


def text_of(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def hidden_fields(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: value for name, value in found if name in {"ranking", "blank", "nonce", "attempt", "seen"}}


def marks(*ranking: str, seen: int = 0, **more: str) -> dict[str, object]:
    numbers = {"attempt": secrets.token_hex(16), "nonce": secrets.token_hex(16)}
    return {**numbers, "ranking": ",".join(ranking), "seen": seen, **more}


def envelopes(app: Flask) -> list[tuple[int, int]]:
    with app.app_context():
        return [(one.person_id, one.revision) for one in db.session.scalars(db.select(Envelope))]


# --- what each state shows -------------------------------------------------------------------------------


def test_a_draft_is_there_for_organisers_only(draft: int, people: Cast, entered: Enter) -> None:
    assert "Only organisers see this poll" in text_of(entered(people.organiser), f"/polls/{draft}")
    delegate = entered(people.lucia)
    text_of(delegate, f"/polls/{draft}", 404)
    text_of(delegate, f"/polls/{draft}/part", 404)
    assert "V-01" not in text_of(delegate, "/polls/")


def test_an_announced_poll_shows_options_and_rules_and_takes_no_ballot(
    app: Flask, draft: int, people: Cast, entered: Enter
) -> None:
    with app.app_context():
        announce_poll(people.organiser, draft)
    page = text_of(entered(people.lucia), f"/polls/{draft}")
    assert "Cast: not open yet" in page
    assert "If no other option wins, the text stays as it is." in page
    assert re.search(r"<del>.*may</del>.*<ins>.*shall within a year</ins>", page)
    assert page.count('class="result-text"') == 2


def test_an_open_poll_gives_the_ballot_to_the_roll_and_the_options_to_everybody(
    poll: int, people: Cast, entered: Enter, client: FlaskClient
) -> None:
    ballot = text_of(entered(people.lucia), f"/polls/{poll}")
    assert "<ranked-ballot" in ballot
    assert 'name="rank-keep"' in ballot
    for reader in (client, entered(people.observer), entered(people.organiser)):
        page = text_of(reader, f"/polls/{poll}")
        assert "<ranked-ballot" not in page
        assert "A duty with a term" in page


def test_only_the_number_of_ballots_is_known_before_publication(
    app: Flask, poll: int, people: Cast, entered: Enter, client: FlaskClient
) -> None:
    """Two polls with opposite ballots look alike, byte for byte, to everybody, until they are published."""
    reader = entered(people.organiser)
    with app.app_context():
        for person in people.delegates:
            cast_by_service(person, poll, "am1")
    one = shown_to(reader, client, poll)
    with app.app_context():
        for person in people.delegates:
            cast_by_service(person, poll, KEEP, "am2", seen=1)
    assert shown_to(reader, client, poll) == one
    assert ">4</b> of 4 ballots received" in one
    with app.app_context():
        closed(people.organiser, poll)
    waiting = shown_to(reader, client, poll)
    assert "4 ballots were received. The result is being published." in waiting
    assert not [words for words in COUNTED if words in one + waiting]
    text_of(reader, f"/polls/{poll}/result.json", 404)


def shown_to(reader: FlaskClient, client: FlaskClient, poll: int) -> str:
    """Everything about the poll that two readers get, without what is drawn for each page."""
    paths = (f"/polls/{poll}", f"/polls/{poll}/part", "/polls/")
    pages = "".join(text_of(one, path) for one in (reader, client) for path in paths)
    return re.sub(r'name="(key|csrf_token)" value="[^"]*"|data-now="[^"]*"', "", pages)


def test_a_closed_poll_shows_the_code_of_its_ballots_before_they_are_counted(
    app: Flask, poll: int, people: Cast, client: FlaskClient
) -> None:
    with app.app_context():
        cast_by_service(people.lucia, poll, "am1")
        closed(people.organiser, poll)
        entry = db.session.scalar(db.select(RecordEntry).where(RecordEntry.kind == "poll_closed"))
        code = entry.digest[:12]
    page = text_of(client, f"/polls/{poll}")
    assert "is being published" in page
    assert code in page


def test_a_closing_poll_says_until_when_and_a_void_one_why(
    app: Flask, poll: int, people: Cast, client: FlaskClient
) -> None:
    with app.app_context():
        close_poll(people.organiser, poll)
    assert "ballots are taken until" in text_of(client, f"/polls/{poll}")
    with app.app_context():
        voided(people.organiser, poll, "The wrong text was on the screen.")
    page = text_of(client, f"/polls/{poll}")
    assert "This poll is void." in page
    assert "The wrong text was on the screen." in page


def test_a_published_result_says_final_round_first_text_and_papers(
    app: Flask, poll: int, people: Cast, client: FlaskClient
) -> None:
    with app.app_context():
        cast_by_service(people.lucia, poll, "am1")
        cast_by_service(people.tomas, poll, "am2", "am1")
        cast_by_service(people.rosa, poll, "am1", KEEP)
        cast_by_service(people.amaru, poll, blank=True)
        published(people.organiser, poll)
    page = text_of(client, f"/polls/{poll}")
    assert "Carried: AM 1. A duty." in page
    assert "In the only round AM 1 had 2 of the 3 ballots, against 1 for AM 2." in page
    assert "The majority was 2; AM 1 has 66.7 % of these ballots." in page
    assert re.search(r"<dt>Blank</dt><dd>1</dd>", page)
    assert "<small>100.0 % of entitled</small>" in page
    assert "Revision 2, adopted with this result." in page
    assert "AM 2 falls." in page
    assert re.search(r"<del>.*may</del>.*<ins>.*shall</ins>", page)
    assert "carried: AM 1" in text_of(client, "/polls/")
    told = client.get(f"/polls/{poll}/result.json").get_json()
    assert told["result"]["winners"] == ["am1"]
    assert (told["entitled"], told["received"], told["late"]) == (4, 4, 0)


def test_a_tie_by_lot_stands_in_the_result_with_the_chairs_number(
    app: Flask, poll: int, people: Cast, client: FlaskClient
) -> None:
    with app.app_context():
        cast_by_service(people.lucia, poll, "am1")
        cast_by_service(people.tomas, poll, "am2")
        published(people.organiser, poll)
    page = text_of(client, f"/polls/{poll}")
    assert "Tie, resolved by lot." in page
    assert "AM 1 and AM 2 had 1 ballot each" in page
    assert "(4 1 6)" in page
    assert "the tie was resolved by lot for AM" in page
    assert "wins, by lot" in page


def test_ballot_result_and_screens_are_told_in_spanish(
    app: Flask, poll: int, people: Cast, client: FlaskClient, entered
) -> None:
    ballot = text_of(entered(people.lucia), f"/polls/{poll}?interface=es")
    assert "Alternativas: AM 1, AM 2" in ballot and "“Mantener el texto como está”" in ballot
    assert "Keep the text" not in ballot and "Alternatives" not in ballot
    with app.app_context():
        cast_by_service(people.lucia, poll, "am1")
        cast_by_service(people.tomas, poll, "am2")
        published(people.organiser, poll)
    for address in (f"/polls/{poll}", "/polls/", "/", "/projector/1"):
        page = text_of(client, f"{address}?interface=es")
        assert "Alternativas: AM 1, AM 2" in page, address
        assert not re.search("Alternatives|by lot|Keep the text as|The lot was|Carried|final round", page), (
            address
        )


def test_rounds_say_where_the_ballots_of_the_last_have_gone(
    app: Flask, poll: int, people: Cast, client: FlaskClient
) -> None:
    with app.app_context():
        cast_by_service(people.lucia, poll, "am1")
        cast_by_service(people.tomas, poll, "am1")
        cast_by_service(people.rosa, poll, KEEP)
        cast_by_service(people.amaru, poll, "am2", KEEP)
        published(people.organiser, poll)
    page = text_of(client, f"/polls/{poll}")
    assert "Round 1" in page
    assert "AM 1 led with 2 of 4 ballots; nobody had the majority of 3." in page
    went = "AM 2 had the fewest; its 1 ballot went to “Keep the text”."
    nowhere = "“Keep the text” had the fewest; its 1 ballot named nobody else."
    assert (went in page) or (nowhere in page)
    assert re.search(
        r'<tr class="is-sum"><th scope="row">Ballots with a ranking</th><td class="num">4</td>', page
    )


def test_a_poll_without_ballots_keeps_the_text(
    app: Flask, poll: int, people: Cast, client: FlaskClient
) -> None:
    with app.app_context():
        published(people.organiser, poll)
    page = text_of(client, f"/polls/{poll}")
    assert "Nobody voted: the text stays as it is." in page
    assert "AM 1 and AM 2 are rejected." in page


# --- casting without scripts -----------------------------------------------------------------------------


def test_a_ballot_is_cast_without_scripts_and_its_receipt_shown_once(
    app: Flask, poll: int, people: Cast, entered: Enter
) -> None:
    voter = entered(people.lucia)
    typed = {"rank-am2": "1", "rank-keep": "5", "rank-am1": "", "seen": "0"}
    wrong = voter.post(f"/polls/{poll}/review", data=typed)
    assert wrong.status_code == 422
    assert "Write whole numbers from 1 to 3." in wrong.get_data(as_text=True)
    review = voter.post(f"/polls/{poll}/review", data={**typed, "rank-keep": "2"})
    assert review.headers["Cache-Control"] == "no-store"
    fields = hidden_fields(review.get_data(as_text=True))
    assert fields["ranking"] == "am2,keep"
    assert "1 option not ranked: it gets no support from you." in review.get_data(as_text=True)
    assert envelopes(app) == []
    answer = voter.post(f"/polls/{poll}/cast", data=fields)
    assert answer.headers["Cache-Control"] == "no-store"
    receipt = re.search(r'class="receipt">([0-9A-Z-]{19})<', answer.get_data(as_text=True))
    assert receipt
    assert envelopes(app) == [(people.lucia, 1)]
    page = text_of(voter, f"/polls/{poll}")
    assert "A ballot of yours was received at" in page
    assert receipt[1] not in page


def test_each_review_draws_numbers_of_its_own(poll: int, people: Cast, entered: Enter) -> None:
    voter = entered(people.lucia)
    drawn = [
        hidden_fields(voter.post(f"/polls/{poll}/review", data={"rank-am1": "1"}).get_data(as_text=True))
        for _ in range(2)
    ]
    assert len({one[name] for one in drawn for name in ("nonce", "attempt")}) == 4


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Rank at least one option"),
        ({"rank-am1": "2", "rank-am2": "2"}, "The number 2 stands twice."),
        ({"rank-am1": "first"}, "Write a whole number, such as 1."),
        ({"rank-am1": "0"}, "Write whole numbers from 1 to 3."),
        ({"rank-am1": "1", "blank": "y"}, "A blank ballot ranks nothing"),
    ],
)
def test_a_wrong_ranking_comes_back_with_its_typing(
    app: Flask, poll: int, people: Cast, entered: Enter, typed: dict[str, str], sentence: str
) -> None:
    answer = entered(people.lucia).post(f"/polls/{poll}/review", data=typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    for name, value in typed.items():
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
        assert field
        assert ("checked" if name == "blank" else f'value="{value}"') in field[0]
    assert envelopes(app) == []


def test_a_blank_ballot_is_asked_for_and_received(
    app: Flask, poll: int, people: Cast, entered: Enter
) -> None:
    voter = entered(people.lucia)
    review = voter.post(f"/polls/{poll}/review", data={"blank": "y"}).get_data(as_text=True)
    assert "A blank ballot" in review
    assert voter.post(f"/polls/{poll}/cast", data=hidden_fields(review)).status_code == 200
    assert envelopes(app) == [(people.lucia, 1)]


# --- casting from a device -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ranking", [(), ("am1", "am1"), ("am1", "am99"), ("am1", "am2", "keep", "am1")], ids=str
)
def test_an_empty_doubled_or_foreign_ranking_is_refused(
    app: Flask, poll: int, people: Cast, entered: Enter, ranking: tuple[str, ...]
) -> None:
    voter = entered(people.lucia)
    answer = voter.post(f"/polls/{poll}/cast", data=marks(*ranking), headers=JSON)
    assert answer.status_code == 422
    assert answer.get_json()["state"] == "open"
    page = voter.post(f"/polls/{poll}/cast", data=marks(*ranking))
    assert page.status_code == 422
    if "am1" in ranking:
        assert re.search(r'name="rank-am1"[^>]*value="1"', page.get_data(as_text=True))
    assert envelopes(app) == []


def test_a_ballot_that_names_two_rankings_is_refused_and_not_cut(
    app: Flask, poll: int, people: Cast, entered: Enter
) -> None:
    twice = {**marks("am1"), "ranking": ["am1", "keep"]}
    answer = entered(people.lucia).post(f"/polls/{poll}/cast", data=twice, headers=JSON)
    assert answer.status_code == 422
    assert "ranking twice" in answer.get_json()["error"]
    assert envelopes(app) == []


def test_the_same_attempt_twice_has_one_envelope_and_one_receipt(
    app: Flask, poll: int, people: Cast, entered: Enter
) -> None:
    voter = entered(people.lucia)
    ballot = marks("am1", "keep")
    told = [voter.post(f"/polls/{poll}/cast", data=ballot, headers=JSON).get_json() for _ in range(2)]
    assert told[0] == told[1]
    assert told[0]["state"] == "received"
    assert told[0]["revision"] == 1
    assert envelopes(app) == [(people.lucia, 1)]
    with app.app_context():
        closed(people.organiser, poll)
    late = voter.post(f"/polls/{poll}/cast", data=ballot, headers=JSON).get_json()
    assert (late["state"], late["receipt"]) == ("received", told[0]["receipt"])


def test_a_ballot_that_another_site_sends_is_not_taken(
    app: Flask, poll: int, people: Cast, entered: Enter
) -> None:
    voter = entered(people.lucia)
    app.config["WTF_CSRF_ENABLED"] = True
    form = {"attempt": "a" * 32, "nonce": "b" * 32, "seen": "0", "ranking": "am1"}
    assert voter.post("/polls/1/cast", data=form).status_code == 400
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Envelope)) == 0


def test_a_second_tab_is_told_and_nothing_is_overwritten(
    app: Flask, poll: int, people: Cast, entered: Enter
) -> None:
    voter = entered(people.lucia)
    voter.post(f"/polls/{poll}/cast", data=marks("am1"), headers=JSON)
    answer = voter.post(f"/polls/{poll}/cast", data=marks("am2"), headers=JSON)
    assert answer.status_code == 409
    assert (answer.get_json()["why"], answer.get_json()["revision"]) == ("changed", 1)
    assert envelopes(app) == [(people.lucia, 1)]
    page = voter.post(f"/polls/{poll}/cast", data=marks("am2"))
    assert page.status_code == 409
    assert re.search(r'name="rank-am2"[^>]*value="1"', page.get_data(as_text=True))
    assert re.search(r'name="seen"[^>]*value="1"', page.get_data(as_text=True))
    changed = voter.post(f"/polls/{poll}/cast", data=marks("am2", seen=1), headers=JSON)
    assert changed.get_json()["revision"] == 2


def test_a_ballot_before_opening_or_after_closing_is_refused_in_words(
    app: Flask, draft: int, people: Cast, entered: Enter
) -> None:
    voter = entered(people.lucia)
    with app.app_context():
        announce_poll(people.organiser, draft)
    early = voter.post(f"/polls/{draft}/cast", data=marks("am1"), headers=JSON)
    assert early.status_code == 409
    assert "not open yet" in early.get_json()["error"]
    assert voter.post(f"/polls/{draft}/review", data={"rank-am1": "1"}).status_code == 409
    organiser = entered(people.organiser)
    organiser.post(f"/polls/{draft}/open", data={"key": "open-it-1", "chair_number": "4 1 6"})
    with app.app_context():
        closed(people.organiser, draft)
    late = voter.post(f"/polls/{draft}/cast", data=marks("am1"), headers=JSON)
    assert late.status_code == 409
    assert late.get_json()["why"] == "late"
    assert late.get_json()["state"] == "closed"
    assert re.search(r"closed at \d\d:\d\d:\d\d, before this ballot arrived", late.get_json()["error"])
    page = voter.post(f"/polls/{draft}/cast", data=marks("am1"))
    assert page.status_code == 409
    assert "closed" in page.get_data(as_text=True)


# --- the organisers' steps -------------------------------------------------------------------------------


def test_the_chair_takes_a_poll_through_its_states_by_forms(
    app: Flask, people: Cast, entered: Enter, client: FlaskClient
) -> None:
    with app.app_context():
        numbers = two_alternatives(people)
    chair = entered(people.organiser)
    put = chair.post("/polls/", data={"key": "put-them-1", "amendments": numbers})
    assert (put.status_code, put.location) == (303, "/polls/1")
    again = chair.post("/polls/", data={"key": "put-them-1", "amendments": numbers})
    assert again.location == "/polls/1"
    for step, more in (("announce", {}), ("open", {"chair_number": "4 1 6"}), ("close", {}), ("undo", {}),
                       ("close", {})):  # fmt: skip
        answer = chair.post(f"/polls/1/{step}", data={"key": secrets.token_hex(8), **more})
        assert (answer.status_code, answer.location) == (303, "/polls/1"), step
    with app.app_context():
        grace_over(1)
    assert "Count and publish" in text_of(chair, "/polls/1")
    for _ in range(2):
        assert chair.post("/polls/1/publish", data={"key": "publish-1"}).status_code == 303
    assert "Nobody voted" in text_of(client, "/polls/1")


def test_a_step_typed_wrongly_comes_back_to_the_poll_with_its_sentence(
    app: Flask, draft: int, people: Cast, entered: Enter
) -> None:
    chair = entered(people.organiser)
    chair.post(f"/polls/{draft}/announce", data={"key": "announce-1"})
    answer = chair.post(f"/polls/{draft}/open", data={"key": "open-it-1", "chair_number": "4" * 21})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="chair_number-error"' in page
    assert f'value="{"4" * 21}"' in page
    assert chair.post(f"/polls/{draft}/void", data={"key": "void-it-1", "reason": " "}).status_code == 422
    assert chair.post(f"/polls/{draft}/close", data={"key": "close-it-1"}).status_code == 409
    with app.app_context():
        assert db.session.get(Poll, draft).state == "announced"


# --- who is refused --------------------------------------------------------------------------------------


def test_who_is_not_on_the_roll_casts_nothing(
    app: Flask, poll: int, people: Cast, entered: Enter, client: FlaskClient
) -> None:
    for path in ("review", "cast"):
        assert client.post(f"/polls/{poll}/{path}", data=marks("am1")).status_code == 401
        for person in (people.observer, people.organiser):
            refused = entered(person).post(f"/polls/{poll}/{path}", data=marks("am1"))
            assert refused.status_code == 403
    assert entered(people.observer).post(
        f"/polls/{poll}/cast", data=marks("am1"), headers=JSON
    ).get_json() == {"error": "You are not on the roll of this poll."}
    assert envelopes(app) == []


@pytest.mark.parametrize("step", ["announce", "open", "close", "undo", "publish", "void"])
def test_nobody_but_an_organiser_takes_a_step(
    app: Flask, poll: int, people: Cast, entered: Enter, client: FlaskClient, step: str
) -> None:
    form = {"key": "a-key-of-mine", "chair_number": "1", "reason": "No"}
    assert client.post(f"/polls/{poll}/{step}", data=form).status_code == 401
    for person in (people.lucia, people.observer):
        assert entered(person).post(f"/polls/{poll}/{step}", data=form).status_code == 403
    with app.app_context():
        assert db.session.get(Poll, poll).state == "open"


# --- what everybody fetches at the same moment -------------------------------------------------------------


@pytest.mark.parametrize("piece", ["", "&state=1"])
@pytest.mark.parametrize("readers", ["voters", "readers"])
def test_a_part_for_all_is_the_same_bytes_for_everybody_and_may_be_kept(
    poll: int, people: Cast, entered: Enter, app: Flask, readers: str, piece: str
) -> None:
    path = f"/polls/{poll}/part?for={readers}{piece}"
    clients = [app.test_client(), entered(people.lucia), entered(people.organiser)]
    answers = [client.get(path) for client in clients]
    assert len({answer.data for answer in answers}) == 1
    assert answers[0].headers["Cache-Control"] == "public, max-age=1"
    assert "Steps of the chair" not in answers[0].get_data(as_text=True)


def test_a_part_for_all_is_drawn_anew_when_the_poll_moves(
    app: Flask, poll: int, people: Cast, client: FlaskClient
) -> None:
    path = f"/polls/{poll}/part?for=readers&state=1"
    assert ">open<" in text_of(client, path).replace("\n", "")
    with app.app_context():
        close_poll(people.organiser, poll)
    first = client.get(path)
    assert "Closing:" in first.get_data(as_text=True)
    assert first.headers["X-Live"] != ""


def test_a_countdown_is_never_an_old_one(app: Flask, poll: int, people: Cast, client: FlaskClient) -> None:
    with app.app_context():
        close_poll(people.organiser, poll)
    path = f"/polls/{poll}/part?for=voters&state=1"
    first, second = (re.search(r'data-now="([^"]+)"', text_of(client, path)) for _ in range(2))
    assert first and second and first[1] < second[1]


def test_voters_and_readers_ask_for_the_part_of_all_and_the_chair_for_a_part_of_their_own(
    poll: int, people: Cast, entered: Enter, client: FlaskClient
) -> None:
    asked = {
        name: set(re.findall(r'data-part="(/polls/\d+/part[^"]*)"', text_of(who, f"/polls/{poll}")))
        for name, who in (
            ("visitor", client), ("voter", entered(people.lucia)), ("chair", entered(people.organiser))
        )
    }  # fmt: skip
    assert all("for=readers" in path for path in asked["visitor"])
    assert all("for=voters" in path for path in asked["voter"])
    assert not any("for=" in path for path in asked["chair"])
    assert all(len(paths) == 2 for paths in asked.values())


def test_a_draft_has_no_part_for_all(draft: int, people: Cast, entered: Enter) -> None:
    text_of(entered(people.organiser), f"/polls/{draft}/part?for=readers", status=404)


def test_the_options_of_a_ballot_are_drawn_once_for_the_whole_roll(
    poll: int, people: Cast, entered: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    render = page_view.render_template

    def counted(name: str, **context: object) -> str:
        drawn.append(name)
        return render(name, **context)

    monkeypatch.setattr(page_view, "render_template", counted)
    monkeypatch.setattr(kept_module, "_kept", type(kept_module._kept)())
    ballots = [text_of(entered(person), f"/polls/{poll}") for person in people.delegates]
    assert drawn.count("voting/_ballot_options.html") == 1
    options = {re.search(r"<ul data-free>(.*?)</ul>", page, re.DOTALL)[1] for page in ballots}  # type: ignore[index]
    assert len(options) == 1


def test_what_a_person_typed_is_on_nobody_elses_ballot(poll: int, people: Cast, entered: Enter) -> None:
    typed = {"rank-am1": "1", "rank-am2": "1", "seen": 0}
    wrong = entered(people.lucia).post(f"/polls/{poll}/review", data=typed)
    assert wrong.status_code == 422
    assert 'value="1"' in wrong.get_data(as_text=True)
    free = re.search(r"<ul data-free>(.*?)</ul>", text_of(entered(people.tomas), f"/polls/{poll}"), re.DOTALL)
    assert free and 'value="1"' not in free[1]
