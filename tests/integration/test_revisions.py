"""The revisions of a document: listed, beside each other, and one paragraph that can be cited for ever."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.documents.services import Change, propose_amendment
from summit.domain.text import Kind, Provision
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, published, voided
from tests.factories import cast as cast_ballot

pytestmark = pytest.mark.only_on("sqlite", "texts beside each other; adoption is held on both")

SHALL = SENTENCES[0].replace("may", "shall")
NEW = Provision("x", Kind.PARAGRAPH, 0, "", "Air belongs to nobody.")
OPEN = SHALL.replace("the data", "the open data")


def adopted(cast: Cast, amendment: int) -> int:
    poll = an_open_poll(cast.organiser, [amendment])
    cast_ballot(cast.lucia, poll, f"am{amendment}")
    published(cast.organiser, poll)
    return poll


@pytest.fixture
def paper(app: Flask, cast: Cast) -> int:
    """Revision 2: AM 1 in V-01, «shall». 3: AM 2 in V-02 adds a paragraph. 4: AM 3 strikes p4. 5: «open»."""
    with app.app_context():
        number = a_document()
        adopted(cast, an_amendment(cast.lucia, number, SHALL))
        new = Change("p3", inserted=(NEW,))
        adopted(cast, propose_amendment(cast.tomas, number, 2, [new], "Air"))
        adopted(cast, propose_amendment(cast.lucia, number, 3, [Change("p4", struck=True)], "No trade"))
        adopted(cast, an_amendment(cast.tomas, number, OPEN, seen=4))
    return number


def plain(page: str) -> str:
    """The words of a page, each stretch of blanks one."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def part(page: str, id: str) -> str:
    """One provision of a page that compares."""
    begin = page.index(f'id="{id}"')
    return page[begin : page.find('<div class="prov prov--', begin) % len(page)]


def test_two_revisions_are_compared_provision_by_provision_each_change_with_its_amendment_and_poll(
    paper: int, client: FlaskClient
) -> None:
    page = client.get(f"/documents/{paper}/compare").text
    changed = plain(part(page, "p2"))
    assert "removed: may added: shall AM 1 · V-01 publish the added: open AM 4 · V-04" in changed
    assert "Other words AM 1 · V-01 AM 4 · V-04" in changed
    struck = part(page, "p4")
    assert "Struck" in struck and "AM 3" in struck and "<del>" in struck
    assert re.search(r'prov--inserted" id="am\d', page)
    assert 'id="p3"' not in page and page.count("1 provision unchanged") == 2
    assert 'id="p3"' in client.get(f"/documents/{paper}/compare?show=whole").text
    later = plain(client.get(f"/documents/{paper}/compare?from=5&to=4").text)
    assert "AM 4 · V-04" in later and "AM 1" not in later and "AM 3" not in later
    assert "Both read the same" in client.get(f"/documents/{paper}/compare?from=3&to=3").text


def test_what_was_taken_back_marks_nothing_in_the_consolidated_text_and_is_named_where_it_happened(
    app: Flask, cast: Cast, paper: int, client: FlaskClient
) -> None:
    with app.app_context():
        voided(cast.organiser, 3, "The wrong text was on the screen.")
    whole = client.get(f"/documents/{paper}/compare").text
    assert "Struck" not in whole and "AM 3" not in plain(whole)
    step = plain(client.get(f"/documents/{paper}/compare?from=5&to=6").text)
    assert "New taken back with V-03" in step
    listed = plain(client.get(f"/documents/{paper}/revisions").text)
    assert "revision 4 was taken back: V-03 is void" in listed
    assert "AM 3 · V-03 (not in force any more)" in listed
    course = plain(client.get(f"/documents/{paper}/§p4@5").text)
    assert "struck, AM 3 · V-03" in course and "in the text again, taken back with V-03" in course


COURSES = (
    ("p2", 1, SENTENCES[0], "Its words have changed since. Below is how the latest revision differs."),
    ("p2", 5, OPEN, "So it reads in the latest revision, too."),
    ("p4", 2, SENTENCES[2], "It is not in the text any more since revision 4: AM 3 · V-03"),
    ("p4", 4, SENTENCES[2], "Revision 4 struck it. It stood here until revision 3: AM 3 · V-03"),
    ("p4", 5, SENTENCES[2], "It was struck before revision 5. It stood here until revision 3: AM 3 · V-03"),
    ("am2-1", 1, "Air belongs to nobody.", "It is not in revision 1. It came into the text with revision 3"),
)  # fmt: skip


def test_a_paragraph_that_ever_stood_is_found_as_of_any_revision_and_says_what_became_of_it(
    paper: int, client: FlaskClient
) -> None:
    for id, revision, words, says in COURSES:
        answer = client.get(f"/documents/{paper}/§{id}@{revision}")
        assert answer.status_code == 200
        assert says in plain(answer.text)
        here = answer.text[answer.text.index('class="prov prov--here"') :]
        assert words in plain(here[: here.index("</div>")])
        assert f'value="http://localhost/documents/{paper}/%C2%A7{id}@{revision}"' in answer.text
    _is_refused(paper, client)


def _is_refused(paper: int, client: FlaskClient) -> None:
    """What never stood is not found, and a wrong number is said."""
    for address in ("§p99@1", "§p2@9", "§p2@0", "compare?to=9", "compare?from=0"):
        assert client.get(f"/documents/{paper}/{address}").status_code == 404, address
    answer = client.get(f"/documents/{paper}/compare?from=two")
    assert (answer.status_code, "not the number of a revision" in answer.text) == (422, True)


def test_every_paragraph_of_the_text_offers_its_permanent_link_also_in_old_revisions(
    paper: int, client: FlaskClient
) -> None:
    for query, revision in (("", 5), ("?revision=2", 2)):
        page = client.get(f"/documents/{paper}{query}").text
        links = re.findall(rf'href="(/documents/{paper}/§[^"]+@{revision})"', page)
        assert len(links) == page.count('class="prov-no"') > 3
        assert all(client.get(link).status_code == 200 for link in links)
