"""The summit's signing key: made once, kept in a file beside the database, its fingerprint on the record."""

import os
from pathlib import Path

from nacl.signing import SigningKey
from sqlalchemy import select

from summit.db import db, transaction
from summit.domain.canonical import sha256_hex
from summit.domain.errors import Refusal
from summit.record import RecordEntry, keep

NAME = "signing_key"
MADE = "signing_key_made"
SPOKEN = 32
"""Figures of the fingerprint that are printed and read out."""


class KeyLost(Refusal):
    """The record names a key whose file is not here."""


def fingerprint(key: SigningKey) -> str:
    """SHA-256 of the public key, in hexadecimal figures."""
    return sha256_hex(bytes(key.verify_key))


def spoken(figures: str) -> str:
    """A fingerprint as it stands on the order paper: its first 32 figures in groups of four."""
    return " ".join(figures[at : at + 4] for at in range(0, SPOKEN, 4))


def recorded() -> str | None:
    """The fingerprint that the record holds last, or None before a key was made."""
    last = (
        select(RecordEntry.payload).where(RecordEntry.kind == MADE).order_by(RecordEntry.seq.desc()).limit(1)
    )
    payload = db.session.scalar(last)
    return None if payload is None else str(payload["fingerprint"])


def key_in(folder: Path) -> SigningKey | None:
    """The key of this folder, or None."""
    try:
        return SigningKey(bytes.fromhex((folder / NAME).read_text().strip()))
    except FileNotFoundError:
        return None


@transaction
def kept_key(folder: Path, *, anew: bool = False) -> SigningKey:
    """The summit's key; made, with an entry in the record, where there is none yet.

    Raises KeyLost where the record names a key whose file is not here: `anew` makes another, and the record
    says so.
    """
    key, known = key_in(folder), recorded()
    if known is not None and not anew and (key is None or fingerprint(key) != known):
        raise KeyLost(
            f"The record was to be signed by the key {spoken(known)}, which is not in {folder / NAME}. "
            "Put the file back, or make another key with `flask record key --anew`."
        )
    if key is None or (anew and fingerprint(key) == known):
        key = _made(folder)
    if fingerprint(key) != known:
        keep(MADE, fingerprint=fingerprint(key), public=bytes(key.verify_key).hex())
    return key


def _made(folder: Path) -> SigningKey:
    """A new key, whole on disk and readable by this account only, before anything is signed with it."""
    key, draft = SigningKey.generate(), folder / f"{NAME}.new"
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(bytes(key).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / NAME)
    return key
