"""The language in which a reader wants texts, chosen apart from the interface's and kept on the device."""

import re

from flask import Flask, Response, request

FIELD = "text"
COOKIE = "text_language"
CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
A_YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Remember what a reader chose by `?text=es`."""
    app.after_request(_remember)


def wanted_language() -> str:
    """The code that the address names, else the one chosen last on this device, else nothing."""
    asked = request.args.get(FIELD, "") or request.cookies.get(COOKIE, "")
    return asked if CODE.fullmatch(asked) else ""


def _remember(answer: Response) -> Response:
    asked = request.args.get(FIELD, "")
    if request.method == "GET" and CODE.fullmatch(asked) and request.cookies.get(COOKIE) != asked:
        secure = request.is_secure
        answer.set_cookie(COOKIE, asked, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer
