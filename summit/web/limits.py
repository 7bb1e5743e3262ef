"""Limits on how often somebody may write: by person, so that a room behind one address is not locked out."""

from flask import Flask, request
from flask_limiter import Limiter
from flask_login import current_user

SIGN_INS = (
    "600 per minute"  # by address: a whole hall may sit behind one; a PIN locks after five failures anyway
)
WRITES = "60 per minute"
PREVIEWS = "120 per minute"  # one for each pause in typing
CASTS = "240 per minute"  # a device on bad wifi repeats itself


def _who() -> str:
    return f"person {current_user.id}" if current_user.is_authenticated else f"address {request.remote_addr}"


limiter = Limiter(_who, strategy="moving-window", headers_enabled=False)


def init_app(app: Flask) -> None:
    limiter.init_app(app)
