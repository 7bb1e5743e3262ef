"""The application factory: everything a process needs, put together in one place."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate

ROOT = Path(__file__).parent.parent


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Make the application; `overrides` win over the environment's settings."""
    from summit import (
        agenda,
        cli,
        config,
        console,
        db,
        debates,
        documents,
        export,
        jobs,
        live,
        mail,
        pages,
        people,
        voting,
        web,
    )
    from summit.jobs.politely import in_turn

    app = Flask(
        "summit",
        root_path=str(ROOT / "summit"),
        instance_path=str(ROOT / "instance"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    config.configure(app, overrides)
    db.init_app(app)
    Migrate(app, db.db, directory=str(ROOT / "migrations"), compare_type=True)
    app.before_request(in_turn)
    app.before_request(db.begin_page)
    jobs.init_app(app)
    web.init_app(app, zone=people.zone)
    for feature in (people, agenda, documents, debates, voting, mail, pages, console, export, live, cli):
        feature.init_app(app)
    web.believe_proxies(app, app.config["PROXIES"])
    return app
