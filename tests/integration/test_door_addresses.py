"""What the door and the desk take into addresses and headers."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.domain.errors import Unacceptable
from summit.people.models import Role
from summit.people.services import accredit
from tests.conftest import Cast

Enter = Callable[[int], FlaskClient]


@pytest.mark.parametrize("target", ["/documents/\r\nSet-Cookie: a=b", "/a\nb"])
def test_an_address_with_a_line_end_leads_nowhere(people: Cast, entered: Enter, target: str) -> None:
    answer = entered(people.lucia).get("/sign-in", query_string={"next": target})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.parametrize("badge", ["../../O-1", "04/07", "..", "A?B", "<B>", "A B"])
def test_a_badge_that_no_address_can_name_is_refused(inside: Flask, people: Cast, badge: str) -> None:
    with pytest.raises(Unacceptable, match="letters, figures and hyphens"):
        accredit(people.organiser, "Nuna Grefa", Role.DELEGATE, badge)
