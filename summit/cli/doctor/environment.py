"""Settings that go together, the folder of secrets, and Redis where it is named."""

import runpy
from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from summit.cli.doctor.finding import Finding, bad, look, well

CONF = Path(__file__).parents[3] / "gunicorn.conf.py"
SHORTEST_KEY = 32
OTHERS = 0o077


def settings() -> Iterator[Finding]:
    """What the server itself would refuse at its start, in its own words."""
    conf = runpy.run_path(str(CONF))
    if refusal := conf["refused"]():
        yield bad("settings", refusal, "The server refuses to start like this.")
    else:
        yield well("settings", f"{conf['workers']} worker(s) on {conf['bind']}.")
    if len(current_app.config["SECRET_KEY"]) < SHORTEST_KEY:
        yield bad(
            "secret key",
            f"SECRET_KEY has fewer than {SHORTEST_KEY} characters.",
            "Unset it, and one is made in the instance folder.",
        )
    is_open = not conf["bind"].startswith(("127.", "localhost", "[::1]", "unix:"))
    if is_open and not current_app.config["SESSION_COOKIE_SECURE"]:
        yield look(
            "settings",
            "The server listens to other machines without HTTPS.",
            "Put HTTPS before it and set SUMMIT_TLS=1.",
        )


def folder() -> Iterator[Finding]:
    """Keys and hashes are for this account alone."""
    instance = current_app.config["INSTANCE"]
    places = [instance, *instance.glob("secret_key"), *instance.glob("keys"), *instance.glob("keys/*")]
    readable = [place for place in places if place.stat().st_mode & OTHERS]
    for place in readable:
        yield bad("folder", f"Other accounts may open {place}.", f"chmod go= {place}")
    if not readable:
        yield well("folder", f"{instance} is this account's alone.")


def redis() -> Iterator[Finding]:
    """Whether the Redis that is named lets us in."""
    import redis

    url = current_app.config["REDIS_URL"]
    if not url:
        yield well("Redis", "None is named, which suits one worker.")
        return
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=3, socket_timeout=3) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        yield bad("Redis", f"It does not answer: {error}", "Start it, or correct REDIS_URL.")
    else:
        yield well("Redis", "It answers.")
