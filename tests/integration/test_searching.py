"""What a search finds, where it leads, and what it never tells."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from summit.db import db
from summit.debates.models import Intervention
from summit.debates.queries import Anchor
from summit.debates.services import post_intervention, remove_intervention
from summit.documents.models import Amendment, AmendmentForm
from summit.documents.services import Change, import_document, propose_amendment
from summit.domain.text import Kind, Provision
from summit.voting.services import put_to_poll
from tests.conftest import Cast
from tests.factories import an_open_poll, published
from tests.factories import cast as cast_ballot

TEXT = tuple(
    Provision(f"p{n}", Kind.PARAGRAPH, 0, "", words)
    for n, words in enumerate(
        ("La *acción* común <b> 100% cuida las semillas.", "Au cœur de la forêt.", "Nothing of either."), 1
    )
)
TABLE = Provision("p9", Kind.TABLE, 0, "", "| Grano | Años |\n| --- | --- |\n| *chocho* | 3 |")


def found(client: FlaskClient, query: str, kind: str = "", page: int = 1) -> list[str]:
    """Where the results lead, in order."""
    answer = client.get("/search", query_string={"q": query, "in": kind, "page": page})
    assert answer.status_code == 200
    finds = answer.text.split('<ol class="finds">')[1:]
    firsts = [re.findall(r"<li>\s*<p><a[^>]* href=\"([^\"]+)\"", part.split("</ol>")[0]) for part in finds]
    return [link for links in firsts for link in links]


def filled(cast: Cast) -> None:
    import_document(None, "Semillas", "es", TEXT)
    change = Change("p3", words="Nothing of either, nor of ÁRBOLES.")
    propose_amendment(cast.lucia, 1, 1, [change], "A título distinto", "Porque el maíz lo pide.")
    post_intervention(cast.tomas, Anchor("amendment", "1"), "El maíz y los árboles <script>alert(1)</script>")
    post_intervention(cast.rosa, Anchor("provision", "1/p2"), "Sobre la forêt.")


def test_texts_amendments_and_debates_are_found_with_their_words_marked_and_lead_to_their_place(
    app: Flask, cast: Cast, client: FlaskClient
) -> None:
    with app.app_context():
        filled(cast)
    paragraph = "/documents/1/%C2%A7p1@1"
    assert found(client, "ACCION comun") == [paragraph]
    assert found(client, "coeur foret") == ["/documents/1/%C2%A7p2@1"]
    assert found(client, "titulo") == found(client, '"nor of arboles"') == ["/amendments/1"]
    assert found(client, "maiz") == ["/amendments/1", "/interventions/1"]
    assert found(client, "foret", "debates") == ["/interventions/2"]
    assert found(client, "maiz arboles titulo") == ["/amendments/1"]  # together in what it says
    assert client.get(paragraph).status_code == 200
    page = client.get("/search?q=accion").text
    assert '<mark class="found">acción</mark>' in page
    assert "&lt;b&gt;" in page
    assert "<script>alert" not in client.get("/search?q=maiz").text
    for nothing in ("%", "_", "'", "a", "\\", '"', "cuida%"):
        assert found(client, nothing) == ([paragraph] if nothing == "cuida%" else []), nothing
    assert client.get("/search?q=semillas&page=9999&in=texts").status_code == 200


def test_a_text_is_searched_as_it_is_now_and_words_that_were_taken_down_at_once_no_more(
    app: Flask, cast: Cast, client: FlaskClient
) -> None:
    with app.app_context():
        filled(cast)
        poll = an_open_poll(cast.organiser, [1])
        cast_ballot(cast.lucia, poll, "am1")
    assert found(client, "arboles", "texts") == []
    with app.app_context():
        published(cast.organiser, poll)
    assert found(client, "arboles", "texts") == ["/documents/1/%C2%A7p3@2"]
    assert found(client, "arboles", "debates") == ["/interventions/1"]
    with app.app_context():
        remove_intervention(cast.tomas, 1)
        assert db.session.scalar(select(Intervention.sought).where(Intervention.number == 1)) == ""
    assert found(client, "arboles", "debates") == []


def test_every_row_holds_its_own_words_as_a_search_compares_them(app: Flask, cast: Cast) -> None:
    with app.app_context():
        filled(cast)
        amendment, form = db.session.get(Amendment, 1), db.session.get(AmendmentForm, (1, 1))
        assert amendment is not None and form is not None
        assert amendment.sought == " a titulo distinto\n porque el maiz lo pide"
        assert form.sought == " nothing of either nor of arboles"


def test_a_table_is_found_by_its_cells_and_shown_without_its_signs(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        import_document(None, "Granos", "es", (TABLE,))
    page = client.get("/search?q=chocho").text
    assert 'Grano · Años · <mark class="found">chocho</mark> · 3' in page
    assert found(client, "---") == []


def test_a_draft_of_a_poll_is_not_told(app: Flask, cast: Cast, client: FlaskClient) -> None:
    with app.app_context():
        filled(cast)
        put_to_poll(cast.organiser, [1])
    assert "V-01" not in client.get("/search?q=maiz").text


def test_results_are_paged(app: Flask, cast: Cast, client: FlaskClient) -> None:
    with app.app_context():
        filled(cast)
        for number in range(23):
            post_intervention(cast.tomas, Anchor("amendment", "1"), f"Quinua {number}")
    first, second = found(client, "quinua", "debates"), found(client, "quinua", "debates", 2)
    assert (len(first), len(second)) == (20, 3)
    assert first + second == [f"/interventions/{number}" for number in range(25, 2, -1)]
    few = client.get("/search?q=quinua").text
    assert few.count("/interventions/") == 5 and "All 23" in few
