"""Who is asking: the signed-in person of this request, found by the device's token."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, g, redirect, request, url_for
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user

from summit.people import queries
from summit.people.models import Person

V = TypeVar("V", bound=Callable[..., Any])
LONGEST_TARGET = 400
"""An answered command keeps where it led, in so many signs at most."""


class SignedIn(UserMixin):
    """A person on a device. The cookie holds the device's token; ending the sign-in row ends it at once."""

    def __init__(self, person_id: int, token: str) -> None:
        self.id = person_id
        self.token = token

    def get_id(self) -> str:
        return self.token


class Visitor(AnonymousUserMixin):
    """Anybody without a sign-in."""

    id = None
    token = None


def init_app(app: Flask) -> None:
    manager = LoginManager()
    manager.anonymous_user = Visitor
    manager.session_protection = None  # tablets change networks; the token is the proof
    manager.user_loader(_load)
    manager.init_app(app)


def _load(token: str) -> SignedIn | None:
    found = queries.signed_in(token)
    return None if found is None else SignedIn(found.person_id, token)


def current_person_id() -> int | None:
    person_id: int | None = current_user.id
    return person_id


def is_still_signed_in() -> bool:
    """Asks the database once more, for what lasts longer than a request."""
    return current_user.is_authenticated and queries.signed_in(current_user.token) is not None


def current_person() -> Person | None:
    """Who asks, read once for each request: a page asks many times what they may do."""
    person_id = current_person_id()
    if g.get("asks_id", 0) != person_id:
        g.asks_id, g.asks = person_id, queries.person(person_id)
    asks: Person | None = g.asks
    return asks


def officer_id() -> int:
    """The signed-in person's id; a command's missing actor must never be reached through a page."""
    person_id = current_person_id()
    if person_id is None:
        raise RuntimeError("a page without a signed-in person reached an officer's act")
    return person_id


def signed_in(view: V) -> V:
    """Ask visitors to sign in first: a page sends them there and back, a form answers 401."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if current_user.is_authenticated:
            return view(*args, **kwargs)
        if request.method == "GET":
            return redirect(url_for("people.enter", next=request.full_path.rstrip("?")))
        return abort(401)

    return guarded  # type: ignore[return-value]


def safe_next(target: str | None) -> str | None:
    """`target` if it is a path of this site, so that a link cannot send a signed-in person elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if len(target) > LONGEST_TARGET:
        return None
    if not target.isprintable():  # a line end would begin another header
        return None
    parts = urlsplit(target)
    return None if parts.netloc or parts.scheme else target
