"""Every worked count in docs/voting-methods.md is recomputed."""

import json
import re
from pathlib import Path

import pytest

from summit.domain.formats import profile_for, read_abif
from summit.domain.tally import METHODS, Count, Rules, count, votes_text

PAGE = Path(__file__).parents[4] / "docs" / "voting-methods.md"
EXAMPLE = re.compile(r"<!-- count (\{.*?\}) -->\n```\n(.*?)```\n\n(.*?)\n\n(Result: .*?)\n", re.S)
EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


def table(rows: list[list[str]]) -> str:
    """Rows as a Markdown table; the first is the head."""
    head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *rest])


def shown(result: Count) -> str:
    """The rounds, or the pairs where a method has no rounds."""
    if result.pairwise is not None:
        pairs = result.pairwise
        return table(
            [
                ["", *(f"over {other}" for other in pairs)],
                *([one, *(str(row.get(other, "–")) for other in pairs)] for one, row in pairs.items()),
            ]
        )
    causes = sorted({cause for one in result.rounds for cause in one.exhausted})

    def cells(pick):
        return [
            votes_text(pick(one), result.places) if pick(one) is not None else "" for one in result.rounds
        ]

    return table(
        [
            ["", *(f"round {one.number}" for one in result.rounds)],
            *([option, *cells(lambda one, o=option: one.tally.get(o))] for option in result.rounds[0].tally),
            *(["exhausted", *cells(lambda one, c=cause: one.exhausted.get(c, 0))] for cause in causes),
        ]
    )


@pytest.mark.parametrize(("rules", "ballots", "expected", "ending"), EXAMPLES)
def test_a_worked_count_comes_out_as_the_page_says(rules, ballots, expected, ending):
    stated = json.loads(rules)
    lots = tuple(stated.pop("lots", ()))
    election = read_abif(ballots)
    parsed = Rules.from_json(stated)
    result = count(profile_for(election, parsed), parsed, lots)
    assert shown(result) == expected
    assert ending == f"Result: {', '.join(result.winners) or 'nobody'}."


def test_every_method_has_a_worked_count():
    assert {json.loads(rules)["method"] for rules, *_ in EXAMPLES} == set(METHODS)
