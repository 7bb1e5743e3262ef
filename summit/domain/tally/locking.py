"""Locking in equally strong victories in every order that makes a difference."""

from __future__ import annotations

from collections.abc import Sequence

Locked = tuple[int, ...]
"""For each option by its place, a bit for every option it is locked in above, directly or over others."""

Victory = tuple[int, int]
"""The places of who wins and who loses."""

MOST_STEPS = 20_000


class Orders:
    """Looks at orders of victories as long as `steps` last: to find all of them can take for ever."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    @property
    def are_too_many(self) -> bool:
        """Whether the steps did not suffice, so that not every order was looked at."""
        return self.steps < 0

    def of(self, locked: Locked, victories: Sequence[Victory]) -> set[Locked]:
        """What can be locked in after equally strong victories, whatever comes first among them."""
        whole = locked
        for victory in victories:
            whole = lock(whole, victory)
        self.steps -= len(victories)
        if not any(_closes_a_circle(whole, place) for place in range(len(whole))):
            return {whole}
        return self._each(locked, victories)

    def _each(self, locked: Locked, victories: Sequence[Victory]) -> set[Locked]:
        seen, found, todo = {locked}, set(), [locked]
        while todo and not self.are_too_many:
            state = todo.pop()
            fits = [
                (one, other)
                for one, other in victories
                if not (state[one] >> other | state[other] >> one) & 1
            ]
            self.steps -= len(victories)
            if not fits:
                found.add(state)
            for after in {lock(state, victory) for victory in fits} - seen:
                seen.add(after)
                todo.append(after)
        return found


def lock(locked: Locked, victory: Victory) -> Locked:
    """`locked` and the victory, closed again: who is above the winner is above whoever is below the loser."""
    winner, loser = victory
    under = locked[loser] | 1 << loser
    return tuple(
        below | under if place == winner or below >> winner & 1 else below
        for place, below in enumerate(locked)
    )


def _closes_a_circle(locked: Locked, place: int) -> bool:
    return bool(locked[place] >> place & 1)
