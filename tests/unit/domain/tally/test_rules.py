"""A rule set is data: read strictly, digested, said in words."""

import pytest

from summit.domain.majorities import Majority, Quorum
from summit.domain.rules import AgainstDefault, Hygiene, InstantRunoff, RulesRejected
from summit.domain.tally import METHODS, PRESETS, Rules

FULL = Rules(
    method="debian_a6",
    default_option="K",
    quorum=Quorum("1/3", "cast"),
    hygiene=Hygiene("skip_to_next", 1, True),
    irv=InstantRunoff(write_ins_first=("X",)),
    against_default=AgainstDefault(40, 2, (("A", 3, 1), ("B", 2, 1))),
    maximum_ranks=5,
    languages=("es", "fr"),
    entitled="plenary",
)


@pytest.mark.parametrize("rules", [FULL, *PRESETS.values()])
def test_a_rule_set_survives_json_and_keeps_its_digest(rules):
    again = Rules.from_json(rules.as_json())
    assert again == rules
    assert again.digest() == rules.digest()
    assert len(rules.digest()) == 64


def test_every_change_of_a_rule_changes_the_digest():
    digests = {PRESETS["competing-amendments"].with_(grace_seconds=seconds).digest() for seconds in range(5)}
    assert len(digests) == 5


def test_the_majority_in_json_needs_no_more_than():
    rules = Rules.from_json({"method": "irv", "majority": {"num": 2, "den": 3, "base": "present"}})
    assert rules.majority == Majority(2, 3, "present", more_than=False)


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ([], "rules"),
        ({}, "method"),
        ({"method": "guess"}, "method"),
        ({"method": "irv", "colour": "red"}, "colour"),
        ({"method": "irv", "seats": "one"}, "seats"),
        ({"method": "irv", "seats": True}, "seats"),
        ({"method": "irv", "seats": 2}, "seats"),
        ({"method": "stv", "seats": -1}, "seats"),
        ({"method": "stv", "seats": None}, "seats"),
        ({"method": "irv", "ties": "lots"}, "ties"),
        ({"method": "irv", "ties": ["coin"]}, "ties"),
        ({"method": "irv", "ties": [1]}, "ties"),
        ({"method": "irv", "majority": {"num": 3, "den": 2}}, "majority"),
        ({"method": "irv", "majority": {"num": 1, "den": 0}}, "majority"),
        ({"method": "irv", "majority": {"base": "moon"}}, "majority.base"),
        ({"method": "stv", "majority": {}}, "majority"),
        ({"method": "schulze", "majority": {}}, "majority"),
        ({"method": "irv", "quorum": {"value": "half"}}, "quorum"),
        ({"method": "irv", "quorum": {"value": "-1"}}, "quorum.value"),
        ({"method": "irv", "hygiene": {"overvote": "shrug"}}, "hygiene.overvote"),
        ({"method": "irv", "hygiene": 1}, "hygiene."),
        ({"method": "stv", "stv": {"variant": "x"}}, "stv.variant"),
        ({"method": "debian_a6"}, "default_option"),
        (
            {"method": "debian_a6", "default_option": "D", "against_default": {"ratios": [["A", 0, 1]]}},
            "against_default.ratios",
        ),
        (
            {"method": "debian_a6", "default_option": "D", "against_default": {"ratios": [["A"]]}},
            "against_default.ratios",
        ),
        ({"method": "irv", "maximum_ranks": 0}, "maximum_ranks"),
        ({"method": "irv", "grace_seconds": -1}, "grace_seconds"),
        ({"method": "score", "score_maximum": 0}, "score_maximum"),
        ({"method": "irv", "blank_allowed": "yes"}, "blank_allowed"),
    ],
)
def test_what_is_wrong_with_a_rule_set_is_named(value, rule):
    with pytest.raises(RulesRejected) as refused:
        Rules.from_json(value)
    assert refused.value.rule == rule
    assert str(refused.value).startswith(rule)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_method_is_said_in_sentences(method):
    rules = Rules(method=method, default_option="K", quorum=Quorum("40", "cast"))
    words = rules.in_words()
    assert all(sentence.endswith(".") for sentence in words)
    assert any("quorum is 40" in sentence for sentence in words)
    assert any("“K” stands" in sentence for sentence in words)


def test_two_thirds_are_said_as_at_least_and_one_half_as_more_than():
    assert (
        "To be carried, at least 2/3 of the votes cast is needed." in PRESETS["two-thirds-change"].in_words()
    )
    assert (
        "To be carried, more than 1/2 of the votes cast is needed." in PRESETS["single-amendment"].in_words()
    )
