"""The registry of counting methods: name of the rule set's method → the function that counts."""

from __future__ import annotations

from collections.abc import Callable

from summit.domain.rules import Rules
from summit.domain.tally.irv import count_irv
from summit.domain.tally.papers import Sheet
from summit.domain.tally.result import Outcome
from summit.domain.tally.ties import Breaker

Method = Callable[[Sheet, Rules, Breaker], Outcome]

METHODS: dict[str, Method] = {
    "irv": count_irv,
}
