"""The application with one bare route beside its own: the same sign-in and token, one select, no ballot."""

from flask import jsonify
from sqlalchemy import select
from werkzeug.wrappers import Response

from summit import create_app
from summit.db import db
from summit.people.models import Person
from summit.people.views.identity import current_person_id, signed_in
from summit.web.limits import CASTS, limiter

app = create_app()


@app.post("/bare")
@limiter.limit(CASTS)
@signed_in
def bare() -> Response:
    return jsonify(state=db.session.scalar(select(Person.badge).where(Person.id == current_person_id())))
