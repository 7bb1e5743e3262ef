import re

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("path", ["/", "/documents/", "/polls/", "/final", "/sign-in", "/no-such-page"])
@pytest.mark.usefixtures("cast")
def test_every_page_follows_something_and_so_says_how_it_stands(client: FlaskClient, path: str) -> None:
    page = client.get(path).get_data(as_text=True)
    assert re.search(r'<body[^>]* data-live="[a-z]+:[^"]*:\d+"', page)
    assert "{n} s behind" in page


@pytest.mark.usefixtures("cast")
def test_a_visitor_follows_what_is_public_and_anybody_may_keep_the_answer_for_a_second(
    client: FlaskClient,
) -> None:
    answer = client.get("/live?t=summit::-:0,debate:amendment/1:-:0")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=1"
