from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit import web
from summit.domain.errors import NotAllowed, Refusal
from summit.web import languages

ROOT = Path(__file__).parents[3]


@pytest.fixture
def bare() -> Flask:
    """A bare application with the shared parts, and pages that go wrong in every way."""
    app = Flask(
        "bare",
        root_path=str(ROOT / "summit"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.secret_key = "of an invented summit"
    app.config["RATELIMIT_STORAGE_URI"] = "memory://"
    web.init_app(
        app,
        zone=lambda: "America/Guayaquil",
        language=lambda: app.config.get("SPOKEN", "en") or languages.chosen(),
    )

    @app.get("/public")
    def public() -> str:
        return "for everybody"

    @app.route("/late", methods=["POST"])
    def late() -> str:
        raise Refusal("The poll closed at 10:19:40.")

    @app.get("/closed")
    def closed() -> str:
        raise NotAllowed("Only the chair of this body may open a poll.")

    @app.get("/mistake")
    def mistake() -> str:
        raise ZeroDivisionError("secret detail")

    return app


@pytest.fixture
def client(bare: Flask) -> FlaskClient:
    return bare.test_client()
