import os
import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.db import db
from summit.documents.models import Amendment, AmendmentState, Document
from summit.documents.queries import amendment, text_at
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, published
from tests.factories import cast as cast_ballot

pytestmark = pytest.mark.only_on(
    "sqlite",
    "forms and pages; services are held on both, and test_rights reads every page on both",
)

KEY = "a-key-of-the-device"
IMPORT = "/documents/import"
FIRST = SENTENCES[0]
SHALL = FIRST.replace("may publish", "shall publish")
ROOT = Path(__file__).parents[2]
REFERENCE = Path(os.environ.get("SUMMIT_REFERENCE", ROOT.parent / "shared"))

TEXT = b"""# Seeds

We recognise *sumak yachay*[^1].

- one
- two

[^1]: A note.
"""


@pytest.fixture
def paz(entered, cast: Cast) -> FlaskClient:
    return entered(cast.organiser)


@pytest.fixture
def paper(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return a_document()


@pytest.fixture
def lucia(entered, cast: Cast, paper: int) -> FlaskClient:
    return entered(cast.lucia)


def stored(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(Document))


def proposed(app: Flask) -> list[Amendment]:
    with app.app_context():
        return list(db.session.scalars(db.select(Amendment).order_by(Amendment.number)))


# --- bringing a text in -------------------------------------------------------------------------------------


def bring(client: FlaskClient, content: bytes, name: str = "text.md", to: str = IMPORT, **more: str):
    fields = {"title": "Seeds", "language": "en", "do": "preview"} | more
    file = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    return send_parts(client, [*parts(fields), file.encode() + b"\r\n\r\n" + content], to)


def parts(fields: dict[str, str]) -> list[bytes]:
    return [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in fields.items()
    ]


def send_parts(client: FlaskClient, bodies: list[bytes], to: str = IMPORT):
    """As a browser sends it; the test client would leave large files open."""
    body = b"".join(b"--edge\r\n" + one + b"\r\n" for one in bodies) + b"--edge--\r\n"
    return client.post(to, data=body, content_type="multipart/form-data; boundary=edge")


def hidden(page: str) -> dict[str, str]:
    """What the form would send as it stands: boxes only if they are ticked."""
    sent = [one for one in re.findall(r"<input[^>]*>", page) if "checkbox" not in one or " checked" in one]
    found = re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', "".join(sent))
    return {name: unescape(value) for name, value in found}


def confirm(client: FlaskClient, page: str, **more: str):
    return send_parts(client, parts(hidden(page) | {"do": "confirm"} | more))


def test_a_file_is_shown_provision_by_provision_before_anything_is_stored(
    app: Flask, paz: FlaskClient
) -> None:
    page = bring(paz, TEXT)
    assert page.status_code == 200
    for words in (
        "5 provisions",
        "<em>sumak yachay</em>",
        "heading, level 1",
        "nothing was left out",
        "A note.",
    ):
        assert words in page.text
    assert stored(app) == 0


def test_the_first_language_of_the_summit_is_offered(paz: FlaskClient) -> None:
    field = re.search(
        r'<input[^>]*name="language"[^>]*>', paz.get("/documents/import").get_data(as_text=True)
    )
    assert 'value="es"' in field[0]


def test_what_was_shown_is_stored_once_confirmed(app: Flask, paz: FlaskClient) -> None:
    page = bring(paz, TEXT).text
    answer = confirm(paz, page, title="Seeds and soils")
    assert (answer.status_code, answer.location) == (303, "/documents/1")
    assert confirm(paz, page, title="Seeds and soils").location == "/documents/1"
    assert stored(app) == 1
    read = paz.get("/documents/1").text
    assert "Seeds and soils" in read
    assert "<em>sumak yachay</em>" in read


def test_the_title_of_the_file_is_taken_where_none_is_typed(paz: FlaskClient) -> None:
    page = bring(paz, b"---\ntitle: Open seeds\n---\n\nWords without a line end", title="")
    assert 'value="Open seeds"' in page.text
    assert "Words without a line end" in page.text


def test_what_a_text_cannot_hold_is_said_before_it_is_stored(app: Flask, paz: FlaskClient) -> None:
    page = bring(paz, b"A picture ![of a seed](seed.png) here.")
    assert "1 thing to look at" in page.text
    assert "a picture is left out" in page.text
    assert stored(app) == 0


@pytest.mark.parametrize(
    ("content", "name", "status", "sentence"),
    [
        (b"", "text.md", 422, "The file holds no text."),
        (b" \n\t\n", "text.md", 422, "The file holds no text."),
        (b"caf\xe9 \xff\xfe\x00", "text.md", 422, "The file is not text in UTF-8: line 1 cannot be read."),
        (b"a\0b", "text.md", 422, "The file is not text"),
        (b"PK\x03\x04nonsense", "text.docx", 422, "The file is no DOCX file."),
        (b"MZ", "setup.exe", 422, "Only Markdown, HTML, DOCX and ODT files are read"),
        (b"x", "", 422, "Choose a file first."),
        (b"<script>alert(1)</script>\n", "text.md", 422, "raw HTML"),
        (b"Hello <iframe src=x></iframe> there", "text.md", 422, "raw HTML"),
        (b"---\na: [\n---\n\nWords", "text.md", 422, "no valid YAML"),
        (b"x" * 8_000_001, "text.md", 413, "at most 8 MB are read"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_and_the_title_kept(
    app: Flask, paz: FlaskClient, content: bytes, name: str, status: int, sentence: str
) -> None:
    page = bring(paz, content, name, title="My title")
    assert page.status_code == status
    assert sentence in unescape(page.text)
    assert 'value="My title"' in page.text
    assert stored(app) == 0


def test_fifty_megabytes_are_refused_before_they_are_read(app: Flask, paz: FlaskClient) -> None:
    page = bring(paz, b"x" * 50_000_000)
    assert page.status_code == 413
    assert "The file is too large: at most 8 MB are read." in page.text
    assert stored(app) == 0


def test_a_text_beyond_the_usual_size_of_a_form_field_can_be_confirmed(app: Flask, paz: FlaskClient) -> None:
    page = bring(paz, (b"Seeds are knowledge. " * 20 + b"\n\n") * 1_000).text
    assert confirm(paz, page).status_code == 303
    assert stored(app) == 1


@pytest.mark.parametrize("content", ["", "not base64!", "AAAA"])
def test_a_confirmation_without_its_text_stores_nothing(app: Flask, paz: FlaskClient, content: str) -> None:
    page = bring(paz, TEXT).text
    assert confirm(paz, page, content=content).status_code == 422
    assert stored(app) == 0


@pytest.mark.parametrize("wrong", [{"title": " "}, {"title": "x" * 301}, {"language": "<b>"}])
def test_a_confirmation_with_a_bad_title_or_language_shows_the_preview_again(
    app: Flask, paz: FlaskClient, wrong: dict[str, str]
) -> None:
    page = confirm(paz, bring(paz, TEXT).text, **wrong)
    assert page.status_code == 422
    assert "<em>sumak yachay</em>" in page.text
    assert stored(app) == 0


def test_bringing_in_asks_for_the_token_of_its_form(app: Flask, paz: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert bring(paz, TEXT).status_code == 400
    assert stored(app) == 0


@pytest.mark.parametrize(
    "words",
    [
        "[x](javascript:alert(1))",
        "`<script>alert(1)</script>`",
        "\\<img src=x onerror=alert(1)\\>",
        '<http://a.b/"onclick=x>',
    ],
)
def test_a_text_cannot_carry_script(app: Flask, paz: FlaskClient, words: str) -> None:
    page = bring(paz, words.encode(), title="<script>alert(2)</script>")
    confirm(paz, page.text)
    for html in (page.text, paz.get("/documents/1").text, paz.get("/documents/").text, paz.get("/").text):
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript' not in html
        assert not re.search(r"<a [^>]*\sonclick", html)


def test_the_list_names_every_document_with_what_is_pending(
    app: Flask, cast: Cast, client: FlaskClient
) -> None:
    assert "There is no text before the summit yet." in client.get("/documents/").text
    with app.app_context():
        an_amendment(cast.lucia, a_document(), SHALL)
    assert "1 amendment pending" in client.get("/documents/").text


# --- amending in place --------------------------------------------------------------------------------------


def send(client: FlaskClient, words: str | None = SHALL, provision: str = "p2", **more):
    fields = {"key": KEY, "seen": "1", "edit": provision, "title": "Make it a duty", "do": "propose"}
    if words is not None:
        fields[f"words-{provision}"] = words
    return client.post("/documents/1/amend", data=fields | more)


def test_a_delegate_amends_by_editing_the_text_in_place(app: Flask, cast: Cast, lucia: FlaskClient) -> None:
    page = lucia.get("/documents/1/amend?provision=p2").text
    assert FIRST in page
    assert 'name="seen" type="hidden" value="1"' in page
    answer = send(lucia, rationale="A duty without a date is a wish.")
    assert (answer.status_code, answer.location) == (303, "/amendments/1")
    with app.app_context():
        made = amendment(1)
        assert made.proposer_id == cast.lucia
        assert [one["op"] for one in made.current.operations] == ["replace"]
        assert made.current.operations[0]["text"] == SHALL


def test_an_amendment_sent_twice_is_proposed_once(app: Flask, lucia: FlaskClient) -> None:
    assert send(lucia).location == send(lucia).location
    assert len(proposed(app)) == 1


def test_line_ends_and_double_spaces_of_a_field_are_no_change(app: Flask, lucia: FlaskClient) -> None:
    answer = send(lucia, FIRST.replace("institutions may", "institutions\r\n  may"))
    assert answer.status_code == 422
    assert "You have not changed anything yet." in answer.text
    assert proposed(app) == []


def test_several_provisions_are_amended_at_once(app: Flask, lucia: FlaskClient) -> None:
    fields = {
        "edit": ["p2", "p3", "p4"], "words-p2": SHALL, "words-p3": SENTENCES[1], "strike-p3": "1",
        "words-p4": SENTENCES[2], "after-p4": "## New heading\n\nA first.\n\nA *second*.\n\n- an item",
    }  # fmt: skip
    assert send(lucia, **fields).status_code == 303
    with app.app_context():
        operations = amendment(1).current.operations
    assert {one["op"] for one in operations} == {"replace", "delete", "insert"}
    inserted = next(one for one in operations if one["op"] == "insert")
    assert inserted["after"] == "p4"
    assert [one["kind"] for one in inserted["provisions"]] == ["heading", "paragraph", "paragraph", "item"]


def test_text_can_be_added_before_the_first_provision(app: Flask, lucia: FlaskClient) -> None:
    assert "Before the first provision" in lucia.get("/documents/1/amend?provision=^").text
    assert send(lucia, None, "^", **{"after-^": "A preamble."}).status_code == 303
    with app.app_context():
        assert amendment(1).current.operations[0]["after"] is None


def test_neighbours_are_opened_on_demand_and_the_typing_stays(lucia: FlaskClient) -> None:
    page = send(lucia, "Half a sen", provision="p3", do="above", **{"after-p3": "More words"}).text
    for words in ("Half a sen", "More words", FIRST, 'name="words-p2"', 'value="Make it a duty"'):
        assert words in page
    below = send(lucia, "Half a sen", provision="p3", do="below").text
    assert 'name="words-p4"' in below
    assert 'name="words-p2"' not in below
    top = send(lucia, "Seeds", provision="p1", do="above").text
    assert 'name="after-^"' in top


def test_the_preview_shows_the_word_diff_and_who_is_in_the_way(
    app: Flask, cast: Cast, lucia: FlaskClient
) -> None:
    with app.app_context():
        an_amendment(cast.tomas, 1, FIRST.replace("may publish", "must publish"))
        an_amendment(cast.rosa, 1, FIRST.replace("public funds", "public money"))
    page = send(lucia, do="preview").text
    assert '<del><span class="vh">removed: </span>may</del>' in page
    assert '<ins><span class="vh">added: </span>shall</ins>' in page
    assert re.search(r"Would collide with .*AM 1</a></strong> on\s+«may»", page)
    assert "both can be adopted" in page
    assert 'value="Make it a duty"' in page
    assert len(proposed(app)) == 2


def test_the_fragment_while_typing_is_the_same_preview(app: Flask, lucia: FlaskClient) -> None:
    page = lucia.post("/documents/1/amend/diff", data={"seen": "1", "edit": "p2", "words-p2": SHALL})
    assert page.status_code == 200
    assert "<html" not in page.text
    assert "shall</ins>" in page.text
    assert proposed(app) == []


def test_new_text_is_read_as_markdown_in_the_preview(lucia: FlaskClient) -> None:
    fields = {
        "seen": "1",
        "edit": "p2",
        "words-p2": FIRST,
        "after-p2": "New ![x](y.png) text.\n\n---\n\nAfter",
    }
    page = lucia.post("/documents/1/amend/diff", data=fields).text
    assert "New text after §" in page
    assert "a picture is left out" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "Say in a few words what the amendment does."),
        ({"title": "x" * 201}, "At most 200 signs."),
        ({"rationale": "x" * 5_001}, "The reasons have at most 5,000 signs."),
        ({"words-p2": FIRST}, "You have not changed anything yet."),
        ({"words-p2": ""}, "tick “Strike this provision”"),
        ({"words-p2": "One.\n\nTwo."}, "A blank line begins a new paragraph"),
        ({"words-p2": "x" * 20_001}, "A provision has at most 20,000 signs."),
        ({"after-p2": "<script>alert(1)</script>"}, "raw HTML"),
        ({"after-p2": "x" * 20_001}, "At one place at most 20,000 signs are added"),
        ({"words-p2": "x" * 60_001}, "One amendment holds at most 60,000 signs of new words"),
        ({"key": ""}, "This form came without its key."),
    ],
)
def test_what_cannot_be_proposed_is_said_at_its_place_and_the_typing_kept(
    app: Flask, lucia: FlaskClient, fields: dict[str, str], sentence: str
) -> None:
    page = send(lucia, **{"rationale": "My reason.", "after-p2": "", **fields})
    assert page.status_code == 422
    shown = unescape(page.text)
    assert sentence in shown
    for name in ("words-p2", "after-p2", "rationale", "title"):
        assert fields.get(name, "").strip() in shown
    assert (fields.get("words-p2", SHALL)) in shown
    assert proposed(app) == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"seen": ""}, 422),
        ({"seen": "soon"}, 422),
        ({"seen": "7"}, 404),
        ({"edit": [f"p{n}" for n in range(61)]}, 422),
    ],
)
def test_a_form_that_was_tampered_with_is_refused(
    app: Flask, lucia: FlaskClient, fields: dict, status: int
) -> None:
    assert send(lucia, **fields).status_code == status
    assert proposed(app) == []


def test_a_provision_that_moved_meanwhile_is_shown_with_what_changed_and_the_typing(
    app: Flask, cast: Cast, lucia: FlaskClient
) -> None:
    adopt_change(app, cast, FIRST.replace("public funds", "public money"))
    page = send(lucia, rationale="My reason.")
    assert page.status_code == 409
    shown = unescape(page.text)
    assert "Changed since you read it:" in shown
    assert "funds</del>" in shown
    assert "money</ins>" in shown
    for typed in (SHALL, "My reason.", "Make it a duty", 'name="seen" type="hidden" value="2"'):
        assert typed in shown
    assert len(proposed(app)) == 1
    again = send(lucia, SHALL.replace("public funds", "public money"), seen="2", key=KEY + "2")
    assert again.status_code == 303


def test_words_typed_on_a_struck_provision_stay_to_be_copied(
    app: Flask, cast: Cast, lucia: FlaskClient
) -> None:
    with app.app_context():
        from summit.documents.services import Change, propose_amendment

        number = propose_amendment(cast.tomas, 1, 1, [Change("p2", struck=True)], "Strike it")
        adopt_by_poll(cast, number)
    page = send(lucia)
    assert page.status_code == 409
    assert "was struck in the meantime" in page.text
    assert SHALL in page.text
    assert 'name="edit"' not in page.text


def test_a_provision_that_did_not_move_can_still_be_amended(
    app: Flask, cast: Cast, lucia: FlaskClient
) -> None:
    adopt_change(app, cast, FIRST.replace("public funds", "public money"))
    assert send(lucia, "Seed banks get steady support.", provision="p3").status_code == 303
    with app.app_context():
        assert amendment(2).current.base == 2


def adopt_change(app: Flask, cast: Cast, words: str) -> None:
    with app.app_context():
        adopt_by_poll(cast, an_amendment(cast.tomas, 1, words))


def adopt_by_poll(cast: Cast, number: int) -> None:
    poll = an_open_poll(cast.organiser, [number])
    cast_ballot(cast.rosa, poll, f"am{number}")
    published(cast.organiser, poll)
    assert text_at(1, 2)


def test_an_amendment_cannot_carry_script(app: Flask, lucia: FlaskClient) -> None:
    words = '<script>alert(1)</script> [x](javascript:alert(1)) "><img src=x onerror=alert(1)>'
    page = send(
        lucia,
        words,
        title="<script>alert(2)</script>",
        rationale="<script>alert(3)</script>\n\n[y](javascript:x)",
    )
    assert page.status_code == 303
    for url in (
        "/amendments/1",
        "/documents/1",
        "/documents/1/collisions",
        "/",
        "/documents/1/amend?provision=p2",
    ):
        html = lucia.get(url).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript' not in html


def test_the_proposer_takes_an_amendment_back(app: Flask, cast: Cast, lucia: FlaskClient) -> None:
    send(lucia)
    assert "Withdraw AM 1" in lucia.get("/amendments/1").text
    answer = lucia.post("/amendments/1/withdraw", data={"key": KEY + "2"})
    assert (answer.status_code, answer.location) == (303, "/amendments/1")
    assert proposed(app)[0].state == AmendmentState.WITHDRAWN
    assert "Withdraw AM 1" not in lucia.get("/amendments/1").text


@pytest.mark.parametrize("name", ["05-education", "05-elections"])
@pytest.mark.reference
def test_every_provision_of_a_real_document_opens_for_amending(
    app: Flask, cast: Cast, paz: FlaskClient, entered, name: str
) -> None:
    file = REFERENCE / "documents" / f"{name}.base.md"
    if not file.exists():
        pytest.skip(f"{file} is not here")
    confirm(paz, bring(paz, file.read_bytes()).text)
    lucia = entered(cast.lucia)
    with app.app_context():
        ids = [one.id for one in text_at(1, 1)]
    for id in ids:
        page = lucia.get(f"/documents/1/amend?provision={id}")
        assert page.status_code == 200
        untouched = {"seen": "1", "edit": id, f"words-{id}": typed_in(page.text, id)}
        assert "Nothing yet." in lucia.post("/documents/1/amend/diff", data=untouched).text


def typed_in(page: str, id: str) -> str:
    found = re.search(rf'name="words-{re.escape(id)}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    return unescape(found[1]) if found else ""


def test_who_is_refused(
    app: Flask, cast: Cast, entered, client: FlaskClient, paz: FlaskClient, lucia: FlaskClient
) -> None:
    send(lucia)
    observer, tomas = entered(cast.observer), entered(cast.tomas)
    for url in ("/documents/import", "/documents/1/amend"):
        assert client.get(url).status_code == 302
        assert client.post(url, data={"key": KEY}).status_code == 401
        assert observer.get(url).status_code == 403
        assert observer.post(url, data={"key": KEY, "seen": "1"}).status_code == 403
    assert bring(lucia, TEXT).status_code == 403
    assert send(paz).status_code == 403
    assert paz.post("/documents/1/amend/diff", data={"seen": "1"}).status_code == 403
    assert client.post("/documents/1/amend/diff", data={"seen": "1"}).status_code == 401
    for other, status in ((client, 401), (observer, 403), (tomas, 403), (paz, 403)):
        assert other.post("/amendments/1/withdraw", data={"key": KEY}).status_code == status
    assert proposed(app)[0].state == AmendmentState.TABLED
    assert len(proposed(app)) == 1
    assert stored(app) == 1
    assert "Amend<span" not in client.get("/documents/1").text


# --- putting a text right -----------------------------------------------------------------------------------


def ticked(page: str) -> dict[str, str]:
    """The fields of a preview as they stand, with what is ticked."""
    return hidden(page) | {"reason": "The printed paper had it right."}


def test_a_better_file_takes_the_place_of_a_text_once_it_was_looked_at(
    app: Flask, paz: FlaskClient, paper: int
) -> None:
    assert "Replace this text" in paz.get("/documents/1/correct").text
    better = "# Seeds and soils\n\n" + "\n\n".join([SHALL, *SENTENCES[1:]])
    page = bring(paz, better.encode(), to="/documents/1/correct", title="Seeds and soils", seen="1")
    assert "1 provision changes" in page.text
    with app.app_context():
        assert db.session.get(Document, 1).head == 1
    answer = send_parts(paz, parts(hidden(page.text) | {"do": "confirm"}), to="/documents/1/correct")
    assert (answer.status_code, answer.location) == (303, "/documents/1")
    assert "from a better file" in paz.get("/documents/1").text
    with app.app_context():
        assert [one.text for one in text_at(1, 2)][1] == SHALL


def test_a_corrected_file_shows_what_becomes_of_amendments_and_each_provision_can_be_left_out(
    app: Flask, paz: FlaskClient, paper: int, cast: Cast
) -> None:
    with app.app_context():
        an_amendment(cast.lucia, paper, SHALL)
    better = "# Seeds and soils\n\n" + "\n\n".join(
        [FIRST.replace("may", "ought to"), SENTENCES[1].replace("steady", "lasting"), SENTENCES[2]]
    )
    page = bring(paz, better.encode(), to="/documents/1/correct", seen="1").text
    assert "2 provisions change" in page
    assert re.search(r"AM 1</a>\s+is orphaned.*«may»", page)
    fields = ticked(page)
    fields.pop("keep")

    def send(do: str, *keep: str, **more: str):
        rows = [*parts(fields | {"do": do} | more), *parts({"offered": "p2"})]
        rows += [row for id in keep for row in parts({"keep": id})]
        return send_parts(paz, rows, to="/documents/1/correct")

    assert send("confirm", "p2", "p3", reason=" ").status_code == 422
    unseen = send("confirm", "p3")
    assert (unseen.status_code, "Look again" in unseen.text) == (409, True)
    again = send("preview", "p3").text
    assert "1 pending amendment stays as it is." in again
    done = send("confirm", "p3", shown=hidden(again)["shown"])
    assert (done.status_code, done.location) == (303, "/documents/1")
    with app.app_context():
        assert [one.text for one in text_at(1, 2)][1:3] == [FIRST, SENTENCES[1].replace("steady", "lasting")]
    assert "Editorial correction by Paz Cevallos." in paz.get("/documents/1").text


def test_a_provision_is_corrected_as_it_is_typed_and_the_correction_is_taken_back(
    app: Flask, paz: FlaskClient, paper: int, cast: Cast
) -> None:
    with app.app_context():
        an_amendment(cast.lucia, paper, SHALL)
    assert FIRST in paz.get("/documents/1/correct?provision=p2").text
    typed = {"edit": "p2", "words-p2": FIRST.replace("gather", "collect"), "seen": "1", "key": KEY}
    page = paz.post("/documents/1/correct", data=typed | {"do": "preview"}).text
    assert "1 pending amendment stays as it is." in page
    done = paz.post("/documents/1/correct", data=typed | ticked(page) | {"do": "confirm"})
    assert done.status_code == 303
    assert "Other words" in paz.get("/documents/1/revisions/2/take-back").text
    answer = paz.post("/documents/1/revisions/2/take-back", data={"key": KEY + "2", "reason": ""})
    assert answer.status_code == 422
    said = {"key": KEY + "3", "reason": "It was right."}
    answer = paz.post("/documents/1/revisions/2/take-back", data=said)
    assert (answer.status_code, answer.location) == (303, "/documents/1")
    assert "The correction of revision 2 was taken back here." in paz.get("/documents/1").text
    assert paz.get("/documents/1/revisions/2/take-back").status_code == 409
