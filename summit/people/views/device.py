"""The device that asks: what it keeps to be known again, and what it says of itself in a few words."""

import secrets

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from summit.people.services import Device

COOKIE = "device"
A_YEAR = 365 * 24 * 3600
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
            ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
SYSTEMS = (("iPad", "iPad"), ("iPhone", "iPhone"), ("Android", "Android"), ("Windows", "Windows"),
           ("CrOS", "Chromebook"), ("Macintosh", "Mac or iPad"), ("Linux", "Linux"))  # fmt: skip


def known_key() -> str:
    """The key that this device was given when somebody was let in on it; none on a stranger.

    It is signed, so that nobody makes up devices of their own to be counted apart.
    """
    try:
        key = _serializer().loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        return ""
    return key if isinstance(key, str) else ""


def this_device() -> Device:
    """The device with its key, or with a new one that it is to keep once somebody is let in."""
    return Device(known_key() or secrets.token_urlsafe(32), described(request.user_agent.string))


def keep_key(response: Response, device: Device) -> None:
    """Let the device be known again. The key lets nobody in: it only says whose wrong PINs these are."""
    response.set_cookie(
        COOKIE,
        str(_serializer().dumps(device.key)),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )


def described(agent: str) -> str:
    """What a browser says of itself, in the words of a person: "Chrome, Android"."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return ", ".join(filter(None, (browser, system)))


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="device")
