import html
import re
from collections.abc import Callable
from datetime import datetime
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.debates.queries import Anchor
from summit.debates.services import post_intervention
from summit.documents.queries import text_at
from summit.documents.services import Change, import_document, propose_amendment, withdraw_amendment
from summit.domain.text import Kind, Provision, Text
from summit.record import head_code
from summit.voting.services import announce_poll, put_to_poll
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, published, voided
from tests.factories import cast as cast_ballot

pytestmark = pytest.mark.only_on("sqlite", "pages; test_rights reads every page on both")

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = SENTENCES[0]
SHALL = FIRST.replace("may publish", "shall publish")
MUST = FIRST.replace("may publish", "must publish")
FREE = FIRST.replace("the data", "the free data")


@pytest.fixture
def paper(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return a_document()


@pytest.fixture
def clashing(app: Flask, cast: Cast, paper: int) -> tuple[int, int, int]:
    """Two amendments that collide on «may», and one that is compatible with both."""
    with app.app_context():
        return (
            an_amendment(cast.lucia, paper, SHALL, title="A duty"),
            an_amendment(cast.tomas, paper, MUST, title="Stronger"),
            an_amendment(cast.rosa, paper, FREE, title="Free data"),
        )


def provision(page: str, id: str) -> str:
    """The part of the page that belongs to one provision."""
    begin = re.search(rf'<div class="[^"]*" id="{re.escape(id)}">', page)
    assert begin
    following = re.search(r'<div class="prov prov--[^"]*" id="', page[begin.end() :])
    return page[begin.start() : begin.end() + following.start()] if following else page[begin.start() :]


def adopt(cast: Cast, number: int) -> int:
    poll = an_open_poll(cast.organiser, [number])
    cast_ballot(cast.rosa, poll, f"am{number}")
    published(cast.organiser, poll)
    return poll


# --- now ----------------------------------------------------------------------------------------------------


def test_a_deployment_without_a_summit_still_has_a_first_page(client: FlaskClient) -> None:
    assert "Nothing is on the floor yet" in client.get("/").text


def test_a_fresh_summit_says_what_an_organiser_does_first(cast: Cast, client: FlaskClient, entered) -> None:
    assert "Nothing is on the floor yet" in client.get("/").text
    assert "/documents/import" not in client.get("/").text
    mine = entered(cast.organiser).get("/").text
    for step in ("/documents/import", "/people/bodies", "/people", "/sittings/plan", "/console"):
        assert f'href="{step}"' in mine


def test_the_now_page_names_the_summit_its_documents_and_the_code_of_the_record(
    app: Flask, clashing: tuple[int, int, int], client: FlaskClient
) -> None:
    page = client.get("/").text
    with app.app_context():
        code = head_code()
    for words in ("Test summit", "No poll is under way", "Seeds and soils", "3 amendments pending", code):
        assert words in page


def test_the_line_of_who_was_signed_out_is_still_known_as_the_part_that_was_asked_for(
    cast: Cast, client: FlaskClient, entered
) -> None:
    part = r'class="standing" data-part="([^"]+)"'
    asked = re.search(part, entered(cast.rosa).get("/bodies/1?a=1&b=é").get_data(as_text=True)).group(1)
    answer = client.get(html.unescape(asked)).get_data(as_text=True)
    assert "a visitor" in answer
    assert re.search(part, answer).group(1) == asked


def test_a_draft_of_a_poll_is_on_nobodys_now_page(
    app: Flask, cast: Cast, clashing: tuple[int, int, int], client: FlaskClient
) -> None:
    with app.app_context():
        put_to_poll(cast.organiser, clashing[:2])
    assert "V-01" not in client.get("/").text
    assert "V-01" not in client.get(f"/amendments/{clashing[0]}").text.split("Its way so far")[1]


def test_an_announced_poll_can_be_prepared_but_not_cast(
    app: Flask, cast: Cast, clashing: tuple[int, int, int], entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        announce_poll(cast.organiser, put_to_poll(cast.organiser, clashing[:2]))
    page = entered(cast.lucia).get("/").text
    for words in (
        "V-01</span> is announced",
        "Prepare my ranking",
        "Cast: not open yet",
        'href="/polls/1"',
        "On the floor: §",
    ):
        assert words in page
    assert '<mark class="touched touched--clash">may</mark>' in page


def test_an_open_poll_leads_to_its_ballot(
    app: Flask, cast: Cast, clashing: tuple[int, int, int], entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        poll = an_open_poll(cast.organiser, clashing[:2])
    lucia = entered(cast.lucia)
    page = lucia.get("/").text
    assert "is open" in page
    assert "Go to the ballot" in page
    assert "of 4 ballots received" in " ".join(re.sub("<[^>]+>", "", page).split())
    with app.app_context():
        cast_ballot(cast.lucia, poll, "keep")
    page = lucia.get("/").text
    assert "Received. Your ballot is stored." in page and "Go to the ballot" not in page
    assert "Go to the ballot" in entered(cast.tomas).get("/").text


@pytest.mark.parametrize("reader", ["observer", "organiser", None])
def test_those_without_a_vote_are_not_sent_to_a_ballot(
    app: Flask,
    cast: Cast,
    clashing: tuple[int, int, int],
    entered: Callable[[int], FlaskClient],
    reader: str | None,
) -> None:
    with app.app_context():
        an_open_poll(cast.organiser, clashing[:2])
    page = (entered(getattr(cast, reader)) if reader else app.test_client()).get("/").text
    assert "Go to the ballot" not in page
    assert "Look at the poll" in page


def test_the_latest_results_say_what_became_of_the_text(
    app: Flask, cast: Cast, clashing: tuple[int, int, int], client: FlaskClient
) -> None:
    with app.app_context():
        adopt(cast, clashing[2])
        poll = an_open_poll(cast.organiser, [clashing[0]])
        cast_ballot(cast.rosa, poll, "keep")
        published(cast.organiser, poll)
    page = " ".join(re.sub("<[^>]+>", "", client.get("/").text).split())
    assert "V-01 Free data carried: AM 3: revision 2" in page
    assert "V-02 A duty not carried: the text stays as it is" in page
    feed = ElementTree.fromstring(client.get("/decisions.atom").text)  # noqa: S314 - our own answer
    titles = [one.text or "" for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1:] == [
        "V-02 A duty: not carried: the text stays as it is",
        "V-01 Free data: carried: AM 3",
    ]
    assert 'type="application/atom+xml" href="/decisions.atom"' in client.get("/").text.split("</head>")[0]
    with app.app_context():
        voided(cast.organiser, 2, "It was put too early.")
    later = client.get("/decisions.atom", headers={"Host": "other.example"}).text
    _is_atom(later)
    assert "V-02 A duty: void" in later and "It was put too early." in later
    assert _ids(later) == _ids(ElementTree.tostring(feed, "unicode")), "by another address, after a change"


def _ids(feed: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(feed).iter(f"{ATOM}id")]  # noqa: S314


def _is_atom(feed: str) -> None:
    """What RFC 4287 asks of a feed and its entries."""
    whole = ElementTree.fromstring(feed)  # noqa: S314 - our own answer
    assert whole.tag == f"{ATOM}feed" and whole.find(f"{ATOM}author/{ATOM}name") is not None
    assert len(whole.findall(f"{ATOM}link[@rel='self']")) == 1
    for one in (whole, *whole.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1 and one.findtext(f"{ATOM}{name}")
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "").tzinfo is not None
        assert (one.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
    ids = _ids(feed)
    assert len(ids) == len(set(ids)) > 1


# --- reading ------------------------------------------------------------------------------------------------


def test_amendments_stand_beside_the_words_they_touch(
    app: Flask, cast: Cast, clashing: tuple[int, int, int], client: FlaskClient
) -> None:
    beside = provision(client.get("/documents/1").text, "p2")
    assert '<mark class="touched touched--clash">may</mark>' in beside
    for number in clashing:
        assert f'href="/amendments/{number}"><b>AM {number}</b>tabled</a>' in beside
    assert "AM 1 and AM 2 collide on «may»" in beside
    assert "AM 3 and" not in beside
    assert "AM 1" not in provision(client.get("/documents/1").text, "p3")


def test_a_provision_says_what_else_would_be_done_to_it(
    app: Flask, cast: Cast, paper: int, client: FlaskClient
) -> None:
    new = (Provision("x", Kind.PARAGRAPH, 0, "", "New words."),)
    with app.app_context():
        propose_amendment(cast.lucia, paper, 1, [Change("p3", struck=True)], "Strike it")
        propose_amendment(cast.tomas, paper, 1, [Change("p3", inserted=new)], "Add to it")
        propose_amendment(cast.rosa, paper, 1, [Change("", inserted=new)], "A preamble")
    page = client.get("/documents/1").text
    beside = provision(page, "p3")
    assert "tabled, would strike it" in beside
    assert "tabled, would add text after it" in beside
    assert f'<mark class="touched">{SENTENCES[1]}</mark>' in beside
    assert "AM 3" in page[page.index("prov--before") : page.index('id="p1"')]


def test_a_text_that_is_kept_as_drawn_is_never_an_old_one_nor_another_readers(
    app: Flask, cast: Cast, paper: int, client: FlaskClient, entered
) -> None:
    lucia, paz = entered(cast.lucia), entered(cast.organiser)

    def texts() -> tuple[str, str, str]:
        return tuple(one.get("/documents/1").text for one in (client, lucia, paz))

    assert ["/amend?" in text for text in texts()] == [False, True, False]
    with app.app_context():
        number = an_amendment(cast.lucia, paper, SHALL)
    assert all(f"AM {number}" in text for text in texts())
    with app.app_context():
        post_intervention(cast.rosa, Anchor("provision", "1/p3"), "Steady for how long?")
    assert all("Debate (1)" in text for text in texts())
    with app.app_context():
        announce_poll(cast.organiser, put_to_poll(cast.organiser, [number]))
    assert all("tabled, in V-01" in text for text in texts())
    with app.app_context():
        withdrawn = an_amendment(cast.tomas, paper, FREE)
        withdraw_amendment(cast.tomas, withdrawn)
    assert all(f"AM {withdrawn}</b>withdrawn" in text for text in texts())


def test_adopted_words_say_which_amendment_and_poll_put_them_there(
    app: Flask, cast: Cast, clashing: tuple[int, int, int], client: FlaskClient
) -> None:
    with app.app_context():
        adopt(cast, clashing[2])
    page = client.get("/documents/1").text
    beside = provision(page, "p2")
    assert "the free data" in beside
    assert re.search(r'Text of <a href="/amendments/3">AM 3</a>, <a href="/polls/1">V-01</a>', beside)
    assert "Text of" not in provision(page, "p3")


def test_an_earlier_revision_is_read_as_it_was_and_says_so(
    app: Flask, cast: Cast, clashing: tuple[int, int, int], entered
) -> None:
    with app.app_context():
        adopt(cast, clashing[2])
    page = entered(cast.lucia).get("/documents/1?revision=1").text
    assert "This is revision 1 of 2." in page
    assert "the data" in provision(page, "p2")
    assert "AM 1" not in provision(page, "p2")
    assert "Amend<span" not in page


def test_a_debate_opens_under_its_provision(app: Flask, cast: Cast, paper: int, client: FlaskClient) -> None:
    with app.app_context():
        post_intervention(cast.rosa, Anchor("provision", "1/p3"), "Steady for how long?")
    assert "Debate (1)" in client.get("/documents/1").text
    page = client.get("/documents/1?debate=p3").text
    assert "Steady for how long?" in provision(page, "p3")
    assert "debate:provision/1/p3:" in re.search(r'data-live="([^"]*)"', page)[1]


@pytest.mark.parametrize(
    "url",
    ["/documents/9", "/documents/1?revision=7", "/documents/1?revision=0", "/documents/1?debate=p9",
     "/documents/9/text", "/documents/9/collisions", "/amendments/9"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client: FlaskClient, paper: int, url: str) -> None:
    assert client.get(url).status_code == 404


def every_kind() -> Text:
    return (
        Provision("p1", Kind.HEADING, 3, "", "A *deep* heading"),
        Provision("p2", Kind.PARAGRAPH, 0, "", "Words[^1] and [a link](https://example.org)."),
        Provision("p3", Kind.NOTE, 0, "1", "The note."),
        Provision("p4", Kind.ITEM, 1, "(a)", "first"),
        Provision("p5", Kind.ITEM, 2, "i.", "inner"),
        Provision("p6", Kind.ITEM, 1, "(a)", "second"),
        Provision("p7", Kind.ITEM, 1, "-", "another list"),
        Provision("p8", Kind.QUOTE, 0, "", "Quoted."),
        Provision("p9", Kind.TABLE, 0, "", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        Provision("p10", Kind.CODE, 0, "html", "<b>no markup</b>"),
        Provision("p11", Kind.RULE, 0, "", ""),
    )


def test_every_kind_of_provision_is_drawn(app: Flask, cast: Cast, client: FlaskClient) -> None:
    with app.app_context():
        import_document(None, "All kinds", "en", every_kind())
    page = client.get("/documents/1").text
    for words in (
        '<h2 class="prov-text">A <em>deep</em> heading</h2>',
        '<a href="#note-1" rel="noopener">1</a></sup>',
        'id="note-1">The note.',
        '<span class="sign">(a)</span>first',
        '<span class="sign">i.</span>inner',
        '<span class="sign">(b)</span>second',
        '<span class="sign">–</span>another list',
        "<blockquote",
        "<td>1</td>",
        "&lt;b&gt;no markup&lt;/b&gt;",
        '<hr class="prov-text">',
    ):
        assert words in page


# --- an amendment, the collisions ---------------------------------------------------------------------------


def test_an_amendment_is_read_as_a_change_and_as_the_text_that_results(
    clashing: tuple[int, int, int], client: FlaskClient
) -> None:
    page = client.get("/amendments/1").text
    assert "may</del><ins>" in page.replace('<span class="vh">removed: </span>', "").replace(
        '<span class="vh">added: </span>', ""
    )
    assert SHALL in page
    for words in (
        "A duty",
        "Lucía Andrango",
        "Pending.",
        "AM 2</a></strong> on «may» (§",
        "revision 1</a>",
    ):
        assert words in page
    assert "AM 3" not in page


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, ("Adopted.", "Its words are in revision 2.")),
        (2, ("Fallen.", "It collides with AM 1, which was adopted.")),
    ],
)
def test_an_amendment_says_how_it_ended(
    app: Flask,
    cast: Cast,
    clashing: tuple[int, int, int],
    client: FlaskClient,
    number: int,
    words: tuple[str, str],
) -> None:
    with app.app_context():
        poll = an_open_poll(cast.organiser, clashing[:2])
        cast_ballot(cast.rosa, poll, "am1", "am2")
        published(cast.organiser, poll)
    page = client.get(f"/amendments/{number}").text
    for word in words:
        assert word in page
    assert 'href="/polls/1">V-01</a>' in page


def test_an_amendment_that_was_carried_to_the_next_revision_says_so(
    app: Flask, cast: Cast, clashing: tuple[int, int, int], client: FlaskClient
) -> None:
    with app.app_context():
        adopt(cast, clashing[2])
        assert "free" in text_at(1, 2)[1].text
    page = " ".join(re.sub("<[^>]+>", "", client.get("/amendments/1").text).split())
    assert "Proposed on revision 1" in page
    assert "Carried to revision 2: unchanged" in page
    assert "the free data" in page


def test_an_amendment_in_a_poll_leads_to_it(
    app: Flask, cast: Cast, clashing: tuple[int, int, int], client: FlaskClient
) -> None:
    with app.app_context():
        an_open_poll(cast.organiser, clashing[:2])
    page = client.get("/amendments/1").text
    assert "Put to a poll." in page
    assert 'href="/polls/1">V-01</a>' in page


def test_the_collisions_are_a_matrix_and_sentences(
    clashing: tuple[int, int, int], client: FlaskClient
) -> None:
    page = client.get("/documents/1/collisions").text
    assert page.count('class="x"') == 2
    words = " ".join(re.sub("<[^>]+>", "", page).split())
    assert "AM 1 collides with AM 2 on «may»" in words
    assert "1 amendment collides with no other" in words
    assert "collides with every other, so at most one can be adopted: one ranked poll decides" in words


def test_a_document_without_collisions_says_so(paper: int, client: FlaskClient) -> None:
    assert "No two pending amendments collide" in client.get("/documents/1/collisions").text


# --- following ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "part", "topics"),
    [
        ("/", "/bodies/1?part=1", ["body:1", "practice:1"]),
        ("/documents/1", "/documents/1/text", ["document:1"]),
        ("/documents/1?debate=p2", "/documents/1/text?debate=p2", ["document:1", "debate:provision/1/p2"]),
        ("/amendments/1", "/amendments/1?part=1", ["document:1", "debate:amendment/1"]),
        ("/documents/1/collisions", "/documents/1/collisions?part=1", ["document:1"]),
    ],
)
def test_a_page_and_its_part_say_from_where_they_go_on(
    clashing: tuple[int, int, int], client: FlaskClient, page: str, part: str, topics: list[str]
) -> None:
    whole, alone = client.get(page).text, client.get(part)
    live = re.search(r'<body[^>]* data-live="([^"]*)"', whole)
    assert live
    assert alone.headers["X-Live"] == live[1]
    assert [
        head.rsplit(":", 2)[0] + ("" if head.count(":") > 1 else ":") for head in live[1].split(",")
    ] == topics
    assert f'data-part="{part}"' in whole
    assert "<html" not in alone.text
    assert alone.text.strip() in whole


def test_everybody_reads_every_page(
    clashing: tuple[int, int, int], cast: Cast, client: FlaskClient, entered
) -> None:
    urls = (
        "/",
        "/documents/1",
        "/documents/1/text",
        "/amendments/1",
        "/documents/1/collisions",
        "/documents/",
    )
    for reader in (client, entered(cast.observer), entered(cast.lucia), entered(cast.organiser)):
        assert [reader.get(url).status_code for url in urls] == [200] * len(urls)


def test_who_is_not_offered_to_amend_or_withdraw(
    clashing: tuple[int, int, int], cast: Cast, client: FlaskClient, entered
) -> None:
    for reader in (client, entered(cast.observer), entered(cast.organiser)):
        assert "/amend?" not in reader.get("/documents/1?debate=p2").text
        assert "/withdraw" not in reader.get("/amendments/1").text
    assert "/withdraw" not in entered(cast.tomas).get("/amendments/1").text
    assert "/withdraw" in entered(cast.lucia).get("/amendments/1").text
