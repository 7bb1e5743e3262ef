"""Settings, read from the environment; the secret key is made once and kept outside the repository."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

MAX_UPLOAD_BYTES = 12 * 1024 * 1024
REDIS_IN_A_REQUEST = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3}
"""Nobody's request waits longer for Redis, in seconds."""


def configure(app: Flask, overrides: Mapping[str, Any] | None = None) -> None:
    """Fill `app.config`; `overrides` (tests, scripts) win over the environment."""
    instance = Path(os.environ.get("SUMMIT_INSTANCE", app.instance_path)).absolute()
    app.config.from_mapping(
        INSTANCE=instance,
        SQLALCHEMY_DATABASE_URI=os.environ.get("DATABASE_URL", f"sqlite:///{instance / 'summit.db'}"),
        MAX_CONTENT_LENGTH=MAX_UPLOAD_BYTES,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=os.environ.get("SUMMIT_TLS") == "1",
        HOSTS=os.environ.get("SUMMIT_HOSTS", "").replace(",", " ").split(),  # names we answer to; all if none
        PROXIES=int(
            os.environ.get("SUMMIT_PROXIES", "0")
        ),  # how many stand before us, whose headers we believe
        WTF_CSRF_TIME_LIMIT=None,  # a session does not end during a sitting, nor does an open form
        REDIS_URL=os.environ.get("REDIS_URL") or None,  # without it one worker has its own memory
        METRICS_FROM=os.environ.get("SUMMIT_METRICS_FROM", "127.0.0.1,::1").split(","),
        MAIL_URL=os.environ.get("MAIL_URL", ""),  # smtp://user:password@host:port; else no e-mail
        MAIL_FROM=os.environ.get("MAIL_FROM", ""),
        SUMMIT_URL=os.environ.get("SUMMIT_URL", ""),  # how the world reaches us: where links in letters lead
        RATELIMIT_HEADERS_ENABLED=False,
        PATIENCE_S=5.0,  # how long a download is waited for before a page says how far it is
    )
    app.config.update(overrides or {})
    _share(app)
    app.config["INSTANCE"] = Path(app.config["INSTANCE"])
    app.config["INSTANCE"].mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds PIN hashes and keys
    if not app.config.get("SECRET_KEY"):
        app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY") or _kept_key(app.config["INSTANCE"])


def _share(app: Flask) -> None:
    """What workers count together: limits live in Redis where there is one, in memory while it is away."""
    url = app.config["REDIS_URL"]
    database = str(app.config["SQLALCHEMY_DATABASE_URI"])
    # Two summits may use one Redis; what they say there never meets.
    prefix = "summit-" + hashlib.sha256(database.encode()).hexdigest()[:12]
    app.config.setdefault("REDIS_PREFIX", prefix)
    if url:
        app.config.setdefault("RATELIMIT_STORAGE_URI", url)
        app.config.setdefault("RATELIMIT_STORAGE_OPTIONS", REDIS_IN_A_REQUEST)
        app.config.setdefault("RATELIMIT_KEY_PREFIX", prefix)
        app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", True)


def _kept_key(instance: Path) -> str:
    """The key in `instance/secret_key` (0600), made at the first run."""
    path = instance / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text().strip()
