import json

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from summit.web import security


@pytest.mark.parametrize("path", ["/public", "/nowhere", "/static/maintenance.html"])
def test_every_answer_carries_the_policy(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert answer.headers["Content-Security-Policy"] == security.policy("localhost")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    policy = security.policy("summit.example:8000")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "wss://summit.example:8000" in policy


def test_a_crooked_host_name_cannot_widen_the_policy() -> None:
    assert "evil" not in security.policy("x; script-src evil")


def test_only_the_names_of_this_summit_are_answered_where_they_are_said(bare: Flask) -> None:
    names = ("summit.example", "summit.example:8443", "other.example", "summit.example.other", '"><b>')

    def answered() -> list[int]:
        return [bare.test_client().get("/public", headers={"Host": name}).status_code for name in names]

    assert answered() == [200] * 5
    bare.config["HOSTS"] = ["summit.example"]
    assert answered() == [200, 200, 400, 400, 400]


def test_a_page_made_with_a_session_is_not_kept(bare: Flask) -> None:
    @bare.get("/mine")
    def mine() -> str:
        session["person"] = 7
        return "mine"

    assert bare.test_client().get("/mine").headers["Cache-Control"] == "no-store"


def test_a_public_page_may_be_kept_if_asked_again(client: FlaskClient) -> None:
    assert client.get("/public").headers["Cache-Control"] == "no-cache"


def test_transport_security_is_promised_behind_tls_only(bare: Flask) -> None:
    client = bare.test_client()
    assert "Strict-Transport-Security" not in client.get("/public").headers
    bare.config["SESSION_COOKIE_SECURE"] = True
    assert "Strict-Transport-Security" in client.get("/public").headers


def report(directive: str) -> str:
    return json.dumps({"csp-report": {"violated-directive": directive, "blocked-uri": "inline"}})


def test_reports_are_counted_by_kind_and_need_no_token(bare: Flask) -> None:
    client = bare.test_client()
    for directive in ("script-src", "script-src", "style-src"):
        assert client.post("/csp-report", data=report(directive)).status_code == 204
    assert bare.extensions["csp_reports"] == {"script-src inline": 2, "style-src inline": 1}


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"csp-report": 7}', "\xff"])
def test_a_report_that_is_none_is_refused(bare: Flask, body: str) -> None:
    assert bare.test_client().post("/csp-report", data=body).status_code == 400
    assert not bare.extensions["csp_reports"]


def test_a_report_nested_beyond_reading_is_refused(bare: Flask) -> None:
    assert bare.test_client().post("/csp-report", data="[" * 16_000).status_code == 400


def test_kinds_of_reports_are_bounded(bare: Flask) -> None:
    client = bare.test_client()
    for number in range(security.MAX_KINDS_OF_REPORT + 5):
        client.post("/csp-report", data=report(f"x{number}"))
    assert len(bare.extensions["csp_reports"]) == security.MAX_KINDS_OF_REPORT


def test_a_report_too_long_is_refused(client: FlaskClient) -> None:
    assert client.post("/csp-report", data="x" * (security.MAX_REPORT_BYTES + 1)).status_code == 413
