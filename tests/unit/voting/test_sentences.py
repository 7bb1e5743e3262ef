"""Figures in sentences: exact, however large, and rounded only where they have many places."""

from fractions import Fraction

import pytest

from summit.voting.queries.sentences import figure


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        (0, "0"),
        (100, "100"),
        (Fraction(5, 2), "2.5"),
        (Fraction(1, 3), "0.33333"),
        (Fraction(2, 3), "0.66667"),
        (Fraction(2**70 * 2 + 1, 2), f"{2**70}.5"),
    ],
)
def test_votes_are_written_without_a_float(votes, said):
    assert figure(votes) == said
