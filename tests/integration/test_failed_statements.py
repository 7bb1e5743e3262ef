"""What the log says of a statement that failed: never what it was to store."""

import traceback

import pytest
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from summit.db import db
from summit.voting.models import Envelope


@pytest.mark.parametrize("person", [1, None])
def test_a_failed_cast_leaves_no_attempt_in_the_log(inside: Flask, person: int | None) -> None:
    """Nobody has this number; and of a row without one PostgreSQL would show everything that is in it."""
    nobody = {"poll_number": 1, "seat_id": 1, "person_id": person, "revision": 1, "box": b"sealed"}
    with pytest.raises(DBAPIError) as failed:
        db.session.execute(insert(Envelope).values(attempt="c0ffee" * 5, **nobody))
    told = "".join(traceback.format_exception(failed.value))
    assert "c0ffeec0ffee" not in told
    assert b"sealed".hex() not in told
    assert "violates" in told or "constraint failed" in told, "what failed is said"
