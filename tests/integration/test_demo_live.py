"""A rehearsal: the demo summit is made by its command and served, and a short day is played on it."""

from pathlib import Path

import pytest

from tests.servers import Server, flask


@pytest.mark.soak
def test_a_day_is_played_against_the_running_server_without_an_error(tmp_path: Path) -> None:
    flask(tmp_path, "db", "upgrade")
    flask(tmp_path, "demo", "seed")
    server = Server(tmp_path)
    with pytest.raises(AssertionError, match="No server answers at"):
        flask(tmp_path, "demo", "live", "--server", server.url)
    server.start()
    try:
        told = flask(tmp_path, "demo", "live", "--people", "3", "--minutes", "0.1", "--server", server.url)
    finally:
        server.stop()
    assert "nothing went wrong" in told and "3  signed in" in told, told
    assert "3  ballots cast" in told and "1  polls decided" in told, told
    assert "3  amendments proposed" in told and "Competing amendments V-" in told, told
    assert "Traceback" not in server.log()
