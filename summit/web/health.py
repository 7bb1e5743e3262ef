"""`/healthz`: whether this worker answers and reaches its database."""

from flask import Flask, jsonify
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from summit.db import clock, db


def init_app(app: Flask) -> None:
    app.add_url_rule("/healthz", "healthz", healthz)


def healthz() -> tuple[Response, int]:
    """200 with the database's answer, 503 where it does not answer."""
    try:
        db.session.execute(select(clock())).one()
    except SQLAlchemyError:
        return jsonify(database="no answer"), 503
    return jsonify(database="answers"), 200
