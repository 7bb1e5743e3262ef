"""Ties of published counts are drawn again among those whom the rules before left level, and only those."""

from summit.domain.formats.drawing import count_with_draws
from summit.domain.formats.expected import Task
from summit.domain.tally import Rules
from tests.unit.domain.tally.ballots import profile


def test_a_draw_is_made_among_those_left_level_and_ends():
    ballots = profile("ABCDX", (9, "D"), (3, "A"), (3, "B"), (4, "C"), (1, "X>A"), (1, "X>B"))
    document = {
        "candidates": [{"id": option, "name": option} for option in "ABCDX"],
        "tie_break_order": {"C": 1, "B": 2, "A": 3, "D": 4, "X": 5},
    }
    rules = Rules(method="irv", ties=("earlier_rounds", "chair"))
    result = count_with_draws(Task(rules, ballots, {}, "tie_break_order"), document)
    assert result.rounds[1].eliminated == ("B",)
