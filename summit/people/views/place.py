"""Which body a page is about, so that the line at its top says where the reader stands there."""

from flask import g


def in_body(body_id: int) -> None:
    """The page at hand is about this body."""
    g.body_id = body_id


def body_here() -> int | None:
    """The body that the page is about; None where it is about none or all."""
    found: int | None = g.get("body_id")
    return found
