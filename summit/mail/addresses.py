"""Addresses in letters: where the summit is, and links that only its own key can have made."""

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

CONFIRM, OFF = "mail confirm", "mail off"
CONFIRM_WITHIN_S = 3 * 24 * 3600


def place(endpoint: str, **values: object) -> str:
    """A page of the summit by the address that the world knows (SUMMIT_URL)."""
    root = str(current_app.config["SUMMIT_URL"]).rstrip("/")
    return root + current_app.url_map.bind("").build(endpoint, values)


def token(purpose: str, person_id: int, digest: str) -> str:
    """For one person and one address, which stands in it by its digest alone."""
    return _signer(purpose).dumps([person_id, digest])


def read(purpose: str, signed: str) -> tuple[int, str] | None:
    """Person and digest of the address; None for what is forged, or too old to confirm by."""
    within = CONFIRM_WITHIN_S if purpose == CONFIRM else None
    try:
        person_id, digest = _signer(purpose).loads(signed, max_age=within)
    except (BadData, TypeError, ValueError):
        return None
    return int(person_id), str(digest)


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=purpose)
