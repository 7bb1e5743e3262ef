"""Limits on how often somebody may write, keyed so that a room behind one address is not locked out.

People who are signed in are counted each for themselves. At the door a slip and a badge are counted at each
address for themselves, so that whoever hammers at one keeps nobody from another; wrong PINs are counted by
address, and change what a wrong PIN costs there (`is_pressed`) instead of closing the door.
"""

import ipaddress

from flask import Flask, request
from flask_limiter import Limiter
from flask_login import current_user
from limits import parse

from summit.web.counting import SCHEME

AT_THE_DOOR = "20 per minute"
WRITES = "60 per minute"
PREVIEWS = "120 per minute"  # one for each pause in typing
SEARCHES = "120 per minute"
CASTS = "240 per minute"  # a device on bad wifi repeats itself
WRONG_PINS = parse(
    "200 per 10 minutes"
)  # of five hundred people, two in five may mistype in the same minutes


def _who() -> str:
    return f"person {current_user.id}" if current_user.is_authenticated else f"address {address()}"


limiter = Limiter(_who, strategy="moving-window", headers_enabled=False)


def init_app(app: Flask) -> None:
    app.config.setdefault("RATELIMIT_STORAGE_URI", f"{SCHEME}://")
    limiter.init_app(app)


def address() -> str:
    """From where a request comes; of the long addresses the part that one house has."""
    written = request.remote_addr or ""
    try:
        found = ipaddress.ip_address(written)
    except ValueError:
        return written
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return written


def is_pressed() -> bool:
    """Whether so many wrong PINs came from this address that somebody is guessing there."""
    return limiter.enabled and not limiter.limiter.test(WRONG_PINS, "wrong PINs", address())


def count_wrong_pin() -> None:
    if limiter.enabled:
        limiter.limiter.hit(WRONG_PINS, "wrong PINs", address())
