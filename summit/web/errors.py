"""What a person is told when something cannot be done: one clear sentence, the right status, the way back."""

from http import HTTPStatus

from flask import Flask, Response, abort, current_app, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from summit.domain.errors import Refusal
from summit.pool import is_passing
from summit.web import logs

SENTENCES = {
    400: "This request could not be read.",
    401: "Please sign in first.",
    403: "Your role does not give access to this page.",
    404: "There is no page at this address, or it is not for your eyes.",
    405: "This address does not take that kind of request.",
    409: "Somebody changed this in the meantime. Look again before you go on.",
    410: "This was taken down.",
    413: "The file is too large.",
    415: "This kind of file is not read here.",
    422: "Something in the form has to be mended.",
    429: "Too many attempts in a short time. Wait a moment, then try again.",
    500: "Something went wrong on our side. It has been noted; nothing of yours was half stored.",
    503: "The summit is being looked after and will be back shortly.",
}
BUSY = (
    "So many are asking at this moment that this has to wait. Load this page again in a few seconds: what "
    "you sent is done once, however often it is sent."
)
COME_AGAIN_S = 2
OPEN_TOO_LONG = (
    "This page was open for too long, or you have signed in again since. "
    "Go back and load it again; what you typed may still be in the form."
)


def init_app(app: Flask) -> None:
    """Answer errors and refusals with pages of our own, or with JSON to scripts that ask for it."""
    app.before_request(refuse_unreadable)
    app.register_error_handler(CSRFError, on_open_too_long)
    app.register_error_handler(Refusal, on_refusal)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(Exception, on_mistake)


def refuse_unreadable() -> None:
    """No address here has a NUL sign in it, which PostgreSQL neither stores nor compares."""
    if "\x00" in request.path or b"%00" in request.query_string:
        abort(HTTPStatus.BAD_REQUEST)


def on_refusal(refusal: Refusal) -> Response:
    return answer(int(refusal.status), str(refusal))


def on_open_too_long(error: CSRFError) -> Response:
    return answer(400, OPEN_TOO_LONG)


def on_http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or status < 400:
        return make_response(error.get_response())
    response = answer(
        status, SENTENCES.get(status, HTTPStatus(status).description or HTTPStatus(status).phrase)
    )
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def on_mistake(error: Exception) -> Response:
    """Our own mistake, logged with its trace and shown without it; or a database that is busy with others."""
    if is_passing(error):
        current_app.logger.error(
            "no answer of the database on %s %s", request.method, logs.asked(), exc_info=error
        )
        return answer(HTTPStatus.SERVICE_UNAVAILABLE, BUSY)
    if current_app.testing or current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    current_app.logger.error("unexpected error on %s %s", request.method, logs.asked(), exc_info=error)
    return answer(500, SENTENCES[500])


def answer(status: int, sentence: str) -> Response:
    """The error as a page, or as `{"error": sentence}` where the request prefers JSON."""
    response = _said(status, sentence)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(COME_AGAIN_S)
    return response


def _said(status: int, sentence: str) -> Response:
    if prefers_json():
        return make_response(jsonify(error=current_app.extensions["told"](sentence)), status)
    page = {"status": status, "sentence": sentence, "back": _page_before()}
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # Rendered without context processors: they read the database, which may be what failed.
        return make_response(current_app.jinja_env.get_template("errors/page.html").render(page), status)
    return make_response(render_template("errors/page.html", **page), status)


def _page_before() -> str | None:
    """The address one came from, if it is one of ours."""
    before = request.referrer or ""
    return before if before.startswith(request.host_url) and before != request.url else None


def prefers_json() -> bool:
    """Whether a script asks rather than a browser."""
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]
