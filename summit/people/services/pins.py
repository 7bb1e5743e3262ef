"""PINs: hashed with argon2, away from the event loop so that nobody else waits for it."""

from collections.abc import Callable
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from gevent import get_hub
from gevent.monkey import is_module_patched

from summit.domain.errors import Unacceptable

R = TypeVar("R")
PIN_LENGTH = 6
_hasher = PasswordHasher()


def hash_pin(pin: str) -> str:
    """The argon2 hash of a six-digit PIN. Raises Unacceptable for anything else or for one easily guessed."""
    if not (pin.isascii() and pin.isdigit() and len(pin) == PIN_LENGTH):
        raise Unacceptable("A PIN is six digits.")
    if len(set(pin)) == 1 or pin in "0123456789012345" or pin in "9876543210987654":
        raise Unacceptable("This PIN is too easy to guess: choose digits that do not run in order.")
    return _off_the_loop(lambda: _hasher.hash(pin))


def is_pin(pin_hash: str, pin: str) -> bool:
    return _off_the_loop(lambda: _fits(pin_hash, pin))


def _fits(pin_hash: str, pin: str) -> bool:
    try:
        return _hasher.verify(pin_hash, pin)
    except VerifyMismatchError:
        return False


def _off_the_loop(work: Callable[[], R]) -> R:
    if is_module_patched("threading"):
        answer: R = get_hub().threadpool.apply(work)
        return answer
    return work()
