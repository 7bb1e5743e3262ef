"""Headers that limit what a page may load, who may frame it and who may keep a copy."""

import json
import re
from collections import Counter

from flask import Flask, Response, abort, current_app, request, session
from werkzeug.sansio.utils import host_is_trusted

from summit.web.forms import csrf

MAX_REPORT_BYTES = 16_384
MAX_KINDS_OF_REPORT = 200

PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


def init_app(app: Flask) -> None:
    """Set the headers on every answer and take reports of violations at /csp-report."""
    app.extensions["csp_reports"] = Counter[str]()
    app.add_url_rule("/csp-report", "csp_report", csrf.exempt(take_report), methods=["POST"])
    app.before_request(refuse_foreign_host)
    app.after_request(set_headers)


def refuse_foreign_host() -> None:
    """Where the operator has said under which names this summit is reached, under no other: addresses with
    codes in them are made of that name."""
    hosts = current_app.config.get("HOSTS")
    if hosts and not host_is_trusted(request.host, hosts):
        abort(400)


def policy(host: str) -> str:
    """The Content-Security-Policy for pages served at `host`.

    Sockets are named by host because older Safari does not let 'self' cover them. Nothing inline is allowed.
    """
    safe_host = host if re.fullmatch(r"[\w.:\[\]-]+", host) else "localhost"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            f"connect-src 'self' ws://{safe_host} wss://{safe_host}",
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "report-uri /csp-report",
        )
    )


def set_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy(request.host))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", PERMISSIONS)
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if current_app.config.get("SESSION_COOKIE_SECURE"):
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "Cache-Control" not in headers:
        # A session also carries the token of an open form, so a page made with one is nobody else's.
        headers["Cache-Control"] = "no-store" if session else "no-cache"
    return response


def _page(address: str) -> str:
    """The beginning of a page's address: what follows may hold a badge number."""
    return "/".join(address.split("?")[0].split("/")[:4])[:200]


def take_report() -> tuple[str, int]:
    """Count a browser's report that a page tried what the policy forbids; log each kind once."""
    if (request.content_length or 0) > MAX_REPORT_BYTES:
        return "", 413
    try:
        report = json.loads(request.get_data(cache=False))["csp-report"]
        kind = f"{report['violated-directive']} {report.get('blocked-uri', '')}"[:200]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", 400
    seen: Counter[str] = current_app.extensions["csp_reports"]
    if kind in seen or len(seen) < MAX_KINDS_OF_REPORT:
        if kind not in seen:
            current_app.logger.warning(
                "content security policy: %r on %r", kind, _page(str(report.get("document-uri", "")))
            )
        seen[kind] += 1
    return "", 204
