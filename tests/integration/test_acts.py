"""The log of acts: every kind of entry has words, and officers find who did what."""

import ast
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

import summit
from summit.pages.queries.acts import WORDS, Wanted, acts
from summit.people.models import Duty, Role
from summit.people.services import (
    Particulars,
    accredit,
    ask_to_reissue,
    change_person,
    countersign,
    found_body,
    give_office,
    withdraw_person,
)
from summit.record import keep
from tests.conftest import Cast
from tests.factories import a_document, an_amendment

Enter = Callable[[int], FlaskClient]
PACKAGE = Path(summit.__file__).parent


def kinds_kept() -> set[str]:
    """Every kind of entry that the code names where it keeps one."""
    calls = (
        node
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
    )
    return {
        call.args[0].value
        for call in calls
        if call.func.id in ("keep", "keep_all", "_tell", "_keep_and_tell", "keep_and_tell")
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_kind_of_entry_has_words() -> None:
    assert kinds_kept() - set(WORDS) == set()
    assert len(kinds_kept()) > 50


def sentences(app: Flask, **wanted: object) -> list[tuple[tuple[str, ...], str]]:
    with app.app_context():
        return [(one.who, one.words.format_map(one.named)) for one in acts(Wanted(**wanted))]  # type: ignore[arg-type]


def test_an_act_says_who_did_what_to_whom(app: Flask, cast: Cast) -> None:
    paz, inti = "Paz Cevallos (O-1)", "Inti Lema (O-2)"
    with app.app_context():
        second = accredit(cast.organiser, "Inti Lema", Role.ORGANISER, "O-2").id
        table = found_body(cast.organiser, "Table 1").id
        give_office(cast.organiser, "01-01", Duty.CHAIR, table)
        change_person(cast.organiser, "01-02", Particulars("Tomás", Role.DELEGATE, "Red del Austro"))
        countersign(second, ask_to_reissue(cast.organiser, [cast.rosa], "Rosa, who lost her slip"))
        withdraw_person(second, "01-04")
        an_amendment(cast.lucia, a_document(), "Institutions shall publish.")
        keep("something_new", by=cast.lucia, body=table)
    words = "End slips, links, PINs and sign-ins of 1 person: Rosa, who lost her slip."
    assert sentences(app)[:11] == [
        (("Lucía Andrango (01-01)",), "something new"),
        (("Lucía Andrango (01-01)",), "proposed AM 1 to document 1: A change"),
        ((), "brought in “Seeds and soils” as document 1"),
        ((inti,), "withdrew the accreditation of Amaru Chimbo (01-04)"),
        ((inti,), "freed seat 01-04 of Amaru Chimbo (01-04)"),
        ((paz, inti), "ended the ways in of these badges: 01-03"),
        ((inti, paz), f"signed as the second officer: {words}"),
        ((paz,), f"asked for a second signature: {words}"),
        ((paz,), "changed Tomás (01-02): delegation, name"),
        ((paz,), "gave Lucía Andrango (01-01) an office: chair"),
        ((paz,), "founded Table 1, quorum 1/2"),
    ]
    assert [words for _, words in sentences(app, body_id=table)] == [
        "something new",
        "gave Lucía Andrango (01-01) an office: chair",
        "founded Table 1, quorum 1/2",
    ]
    assert len(sentences(app, badge="01-01")) == 4
    assert [words for _, words in sentences(app, badge="01-01", group="texts")] == [
        "proposed AM 1 to document 1: A change"
    ]


def test_the_page_shows_fifty_at_a_time_to_officers_and_escapes_words(
    app: Flask, cast: Cast, entered: Enter
) -> None:
    client = entered(cast.organiser)
    with app.app_context():
        for number in range(60):
            found_body(cast.organiser, f"<b>{number}</b> {{badge}}")
    page = client.get("/acts?kind=people").get_data(as_text=True)
    assert page.count("<li><span") == 50
    assert "founded &lt;b&gt;59&lt;/b&gt; {badge}" in page
    older = page.split("before=")[1].split("&")[0].split('"')[0]
    page = client.get(f"/acts?kind=people&before={older}").get_data(as_text=True)
    assert "founded &lt;b&gt;9&lt;" in page and "founded &lt;b&gt;10&lt;" not in page
    for path in ("/acts?before=x&body=y&kind=z", "/acts?body=99999999999"):
        assert client.get(path).status_code == 200
    assert client.get("/acts?badge=%00").status_code == 400
    assert entered(cast.lucia).get("/acts").status_code == 403
