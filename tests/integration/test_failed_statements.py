"""What the log says of a statement that failed: never what it was to store."""

import pytest
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from summit.db import db
from summit.voting.models import Envelope


def test_a_failed_cast_leaves_no_attempt_in_the_log(inside: Flask) -> None:
    nobody = {"poll_number": 1, "seat_id": 1, "person_id": 1, "revision": 1, "box": b"sealed"}
    with pytest.raises(DBAPIError) as failed:
        db.session.execute(insert(Envelope).values(attempt="c0ffee" * 5, **nobody))
    assert "c0ffee" not in str(failed.value)
