"""The secrets of an open poll: private key and lot, kept in files outside database and backups."""

import os
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from summit.domain.errors import Refusal
from summit.domain.lots import commitment
from summit.domain.wording import poll_name

LOT_BYTES = 32
_folder: Path | None = None


class KeyMissing(Refusal):
    """The private key of an open poll is not where it was put."""


def keep_in(folder: Path) -> None:
    """Say where key files live; called once when the application is made."""
    global _folder
    _folder = folder


def make_lot(poll: int) -> bytes:
    """The system's half of the seed for lots, on disk before this returns."""
    return _write(_path(poll, "lot"), os.urandom(LOT_BYTES))


def read_lot(poll: int) -> bytes:
    """Raises KeyMissing."""
    return _read(_path(poll, "lot"), poll)


def make_key(poll: int) -> bytes:
    """A new X25519 pair; the private key is on disk before the public one is answered."""
    private = PrivateKey.generate()
    _write(_path(poll, "key"), bytes(private))
    return bytes(private.public_key)


def seal(public_key: bytes, content: bytes) -> bytes:
    """A sealed box (libsodium's crypto_box_seal): only the holder of the private key can open it."""
    return SealedBox(PublicKey(public_key)).encrypt(content)


def unseal(poll: int, boxes: list[bytes]) -> list[bytes | None]:
    """The contents in the same order, None for a box that cannot be opened. Raises KeyMissing."""
    sealed = SealedBox(PrivateKey(_read(_path(poll, "key"), poll)))
    return [_open(sealed, box) for box in boxes]


def _open(sealed: SealedBox[PrivateKey], box: bytes) -> bytes | None:
    try:
        return sealed.decrypt(box)
    except (CryptoError, ValueError):
        return None


def destroy(poll: int) -> None:
    """Overwrite and delete a poll's key and lot; nothing happens where they are gone already."""
    for kind in ("key", "lot"):
        path = _path(poll, kind)
        if path.exists():
            path.write_bytes(b"\0" * path.stat().st_size)
            _flush(path)
            path.unlink()
    _flush(_existing_folder())


def fits(poll: int, public_key: bytes | None, lot_commitment: str | None) -> bool:
    """Whether the key and the lot that are here are those that the poll was opened with."""
    return has_lot(poll, lot_commitment) and is_key_of(poll, public_key)


def has_lot(poll: int, lot_commitment: str | None) -> bool:
    """Whether the lot that was committed to is here."""
    path = _path(poll, "lot")
    return path.exists() and commitment(path.read_bytes()) == lot_commitment


def is_key_of(poll: int, public_key: bytes | None) -> bool:
    """Whether the private key that is here opens what was sealed for this poll."""
    path = _path(poll, "key")
    return path.exists() and bytes(PrivateKey(path.read_bytes()).public_key) == public_key


def kept_polls() -> set[int]:
    """Numbers of the polls whose key or lot lies in the folder."""
    stems = {path.stem for path in _existing_folder().glob("*.*")}
    return {int(stem) for stem in stems if stem.removeprefix("-").isdigit()}


def _path(poll: int, kind: str) -> Path:
    return _existing_folder() / f"{poll}.{kind}"


def _existing_folder() -> Path:
    if _folder is None:
        raise RuntimeError("keep_in() has not said where keys live")
    _folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _folder


def _write(path: Path, secret: bytes) -> bytes:
    """Whole or not at all, readable by this account only, and on disk before anybody relies on it."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _flush(path.parent)
    return secret


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path, poll: int) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise KeyMissing(
            f"The key of poll {poll_name(poll)} is missing. Put {path.name} back, or void it."
        ) from error
