"""PINs: hashed with argon2, away from the event loop so that nobody else waits for it."""

from collections.abc import Callable
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from gevent import get_hub
from gevent.monkey import is_module_patched

from summit.domain.errors import Unacceptable
from summit.domain.pins import faults_of_pin

R = TypeVar("R")
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's lesser recommendation (19 MiB, two passes): a hall signs in within minutes on two processors.

Who has the database tries a million PINs whatever each costs: what protects one is that five are tried."""


def check_pin(pin: str) -> None:
    """Raises Unacceptable for anything but a six-digit PIN that is not among the first to be guessed."""
    if faults := faults_of_pin(pin):
        raise Unacceptable(faults[0])


def hash_pin(pin: str) -> str:
    """The argon2 hash of a PIN that `check_pin` accepts."""
    check_pin(pin)
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
