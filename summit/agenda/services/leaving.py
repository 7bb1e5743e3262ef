"""What hangs on the floor of a body and is ended with it, by features above."""

from collections.abc import Callable

Told = Callable[[int, int], object]

ON_LEAVING: list[Told] = []
"""Told (officer, body) when a body leaves what it deals with: features above end what hangs on that."""

ON_SUSPENDING: list[Told] = []
"""Told (officer, body) when its sitting is suspended."""


def leave(actor_id: int, body_id: int) -> None:
    """Inside the caller's transaction: the body deals with something else from now on."""
    for told in ON_LEAVING:
        told(actor_id, body_id)


def suspend(actor_id: int, body_id: int) -> None:
    """Inside the caller's transaction: the body interrupts what it deals with."""
    for told in ON_SUSPENDING:
        told(actor_id, body_id)
