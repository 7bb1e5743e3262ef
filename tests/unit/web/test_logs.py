import json
import logging

import pytest

from summit.web.logs import AsJson, AsText, without_addresses


def record(what: str, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("summit.requests", logging.INFO, "", 0, what, (), None)
    made.__dict__.update(more)
    return made


def test_a_record_is_one_line_of_json() -> None:
    said = {"method": "POST", "route": "/people/<badge>/slip", "status": 200, "ms": 12}
    line = AsJson().format(record("request", said=said))
    told = json.loads(line)
    assert "\n" not in line
    assert told["route"] == "/people/<badge>/slip" and told["ms"] == 12 and told["level"] == "info"


def test_a_trace_stays_on_the_line() -> None:
    try:
        raise ValueError("no")
    except ValueError as error:
        made = record("went wrong", exc_info=(type(error), error, error.__traceback__))
    line = AsJson().format(made)
    assert "\n" not in line
    assert "ValueError: no" in json.loads(line)["trace"]


def test_a_line_of_text_says_the_same() -> None:
    assert AsText("%(message)s").format(record("request", said={"ms": 3})) == "request ms=3"


@pytest.mark.parametrize(
    "address", ["203.0.113.9", "10.1.2.3", "2001:db8::7334", "2001:db8:0:0:8d3:0:0:1", "fe80::1"]
)
def test_no_network_address_is_kept(address: str) -> None:
    assert address not in without_addresses(f"Invalid request from ip={address}: no")
    assert address not in AsJson().format(record(f"peer [{address}] left"))


@pytest.mark.parametrize(
    "text",
    [
        "Listening at: http://127.0.0.1:8000 (42)",
        "10:07:31 closed",
        "debate:amendment/7:ab12cd34:340",
        "at relay.py:120 run < loop.py:44 run",
        "redis 8.1.0",
    ],
)
def test_what_only_looks_like_an_address_is_kept(text: str) -> None:
    assert without_addresses(text) == text
