"""Logs for those who run the server: what happened where and how long it took, and never to whom.

A log is read by more people than the database and is kept for longer. It names routes and not addresses of
pages (which hold badge numbers), and no network address.
"""

import json
import logging
import os
import re
import time
from datetime import UTC, datetime
from ipaddress import ip_address

from flask import Flask, Response, g, request

requests = logging.getLogger("summit.requests")

SLOW_S = 1.0
WAITS = {"live.positions"}
"""Routes that are held on purpose."""
MAYBE_ADDRESS = re.compile(r"(?<![\w.:])[0-9a-fA-F]*[.:][0-9a-fA-F.:]*[0-9a-fA-F](?!\w)")
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def init_app(app: Flask) -> None:
    """One line for each request at level info; at level warning for one that took more than a second."""
    app.before_request(_begin)
    app.after_request(_told)


def _begin() -> None:
    g.began = time.monotonic()


def _told(response: Response) -> Response:
    took = time.monotonic() - g.get("began", time.monotonic())
    level = logging.WARNING if took > SLOW_S and request.endpoint not in WAITS else logging.INFO
    if requests.isEnabledFor(level):
        said = {"method": request.method, "route": asked(), "status": response.status_code}
        requests.log(level, "request", extra={"said": said | {"ms": round(1000 * took)}})
    return response


def asked() -> str:
    """The route of this request: "/people/<badge>/slip"."""
    return str(request.url_rule) if request.url_rule else "no route"


def structure(form: str) -> None:
    """Write every log record of this process as JSON (`form` "json"), or as a line of text."""
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson() if form == "json" else AsText(LINE))
    for name in (None, "gunicorn.error", "summit"):
        logger = logging.getLogger(name)
        for old in tuple(logger.handlers):
            logger.removeHandler(old)
    logging.getLogger().addHandler(handler)
    logging.getLogger("gunicorn.error").propagate = True
    logging.getLogger("summit").setLevel(logging.getLogger("gunicorn.error").level)


class AsText(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = getattr(record, "said", {})
        more = "".join(f" {name}={value}" for name, value in said.items())
        return without_addresses(super().format(record) + more)


class AsJson(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "worker": os.getpid(),
            "what": record.getMessage(),
            **getattr(record, "said", {}),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return without_addresses(json.dumps(told, ensure_ascii=False))


def without_addresses(text: str) -> str:
    """Network addresses name people; that of this machine names nobody."""
    return MAYBE_ADDRESS.sub(lambda found: _hidden(found[0]), text)


def _hidden(word: str) -> str:
    host = word.rsplit(":", 1)[0] if word.count(":") == 1 else word
    try:
        return word if ip_address(host).is_loopback else word.replace(host, "(an address)")
    except ValueError:
        return word
