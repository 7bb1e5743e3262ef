"""A rule set is data: read strictly, digested, said in words."""

import re
from dataclasses import fields
from itertools import product

import pytest

from summit.domain.majorities import Majority, Quorum
from summit.domain.rules import (
    AgainstDefault,
    Hygiene,
    InstantRunoff,
    LeastShare,
    RulesRejected,
    SingleTransferableVote,
)
from summit.domain.rules.choices import STV_VARIANTS
from summit.domain.rules.parts import OVERVOTES, TIES
from summit.domain.rules.sentences import SENTENCES
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
        ({"method": "irv", "grace_seconds": 2**53}, "grace_seconds"),
        ({"method": "irv", "ties": ["lots", "lots"]}, "ties"),
        ({"method": "irv", "quorum": {"value": "3/2"}}, "quorum.value"),
        (
            {"method": "debian_a6", "default_option": "D", "against_default": {"ratios": [["A", 1.5, 1]]}},
            "against_default.ratios",
        ),
        (
            {"method": "debian_a6", "default_option": "D", "against_default": {"ratios": [["A", 2**53, 1]]}},
            "against_default.ratios",
        ),
        ({"method": "stv", "stv": {"places": -1}}, "stv.places"),
        ({"method": "stv", "stv": {"places": 31}}, "stv.places"),
        ({"method": "stv", "stv": {"variant": "meek", "places": 4}}, "stv.places"),
        ({"method": "stv", "stv": {"variant": "meek", "exact": True}}, "stv.exact"),
        ({"method": "stv", "stv": {"variant": "bottoms_up", "exact": True}}, "stv.exact"),
        ({"method": "stv", "stv": {"least_share": {"num": 1, "den": 4}}}, "stv.least_share"),
        (
            {"method": "stv", "stv": {"variant": "bottoms_up", "least_share": {"num": 0, "den": 4}}},
            "stv.least_share",
        ),
        (
            {"method": "stv", "stv": {"variant": "bottoms_up", "least_share": {"num": 1}}},
            "stv.least_share.den",
        ),
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


LANGUAGES = tuple(SENTENCES)
SAID = {
    "method": [{"method": name} for name in sorted(METHODS) if name != "debian_a6"],
    "seats": [{"method": "stv", "seats": seats} for seats in (0, 1, 2)],
    "majority": [
        {"method": "irv", "majority": each} for each in (None, Majority(), Majority(2, 3), Majority(3, 4))
    ],
    "majority.base": [
        {"method": "irv", "majority": Majority(base=base)} for base in ("cast", "present", "entitled")
    ],
    "majority.more_than": [{"method": "irv", "majority": Majority(more_than=each)} for each in (True, False)],
    "quorum": [
        {"method": "irv", "quorum": each and Quorum(*each)}
        for each in (None, *product(("40", "1/2"), ("cast", "present", "entitled")))
    ],
    "default_option": [{"method": "irv", "default_option": each} for each in (None, "keep", "against", "K")],
    "equal_ranks": [
        {"method": name, "equal_ranks": each}
        for name in ("irv", "schulze")
        for each in ("allowed", "refused")
    ],
    "maximum_ranks": [{"method": "irv", "maximum_ranks": each} for each in (None, 3, 4)],
    "blank_allowed": [{"method": "irv", "blank_allowed": each} for each in (True, False)],
    "abstentions": [
        {"method": "for_against_abstain", "majority": Majority(), "abstentions": each}
        for each in ("counted", "not_counted")
    ],
    "ties": [{"method": "irv", "ties": each} for each in ((), *((tie,) for tie in TIES), ("lots", "chair"))],
    "hygiene": [
        {"method": "irv", "hygiene": each} for each in (None, *(Hygiene(each) for each in OVERVOTES))
    ],
    "hygiene.maximum_skipped": [
        {"method": "irv", "hygiene": Hygiene(maximum_skipped=n)} for n in (None, 0, 1)
    ],
    "hygiene.exhaust_on_duplicate": [
        {"method": "irv", "hygiene": Hygiene(exhaust_on_duplicate=each)} for each in (True, False)
    ],
    "irv": [
        {"method": "irv", "irv": InstantRunoff(*each)}
        for each in ((), (True,), (False, True), (False, False, True), (False, False, False, ("x",)))
    ],
    "stv": [{"method": "stv", "stv": SingleTransferableVote(each)} for each in STV_VARIANTS],
    "stv.places": [
        {"method": "stv", "stv": SingleTransferableVote("wigm", *each)}
        for each in ((), (3,), (None, True), (None, False, ("x",)))
    ],
    "stv.least_share": [
        {"method": "stv", "stv": SingleTransferableVote("bottoms_up", least_share=LeastShare(1, *each))}
        for each in ((4,), (5,), (4, True), (4, False, True))
    ],
    "strength": [
        {"method": name, "strength": each}
        for name in ("schulze", "ranked_pairs")
        for each in ("winning_votes", "margins")
    ],
    "against_default": [
        {"method": "debian_a6", "default_option": "K", "against_default": AgainstDefault(*each)}
        for each in ((), (1000,), (None, 5), (None, 0, (("A", 3, 1),)))
    ],
    "score_maximum": [{"method": "score", "score_maximum": each} for each in (5, 10)],
    "secrecy": [{"method": "irv", "secrecy": each} for each in ("secret", "roll_call")],
    "publication": [{"method": "irv", "publication": each} for each in ("linked", "separate")],
    "minimum_open_seconds": [{"method": "irv", "minimum_open_seconds": each} for each in (0, 60)],
    "grace_seconds": [{"method": "irv", "grace_seconds": each} for each in (10, 20)],
    "challenge_seconds": [{"method": "irv", "challenge_seconds": each} for each in (3600, 7200)],
    "statement_seconds": [{"method": "irv", "statement_seconds": each} for each in (86400, 3600)],
    "small_group_limit": [{"method": "irv", "small_group_limit": each} for each in (20, 30)],
    "entitled": [{"method": "irv", "entitled": each} for each in (None, "the plenary")],
    "languages": [{"method": "irv", "languages": each} for each in ((), ("en", "es"))],
}
"""For each rule, rule sets that differ in nothing that is said but that rule."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", SAID)
def test_what_a_rule_says_is_said_in_every_language(rule, language):
    said = [tuple(Rules(**each).in_words(language)) for each in SAID[rule]]
    assert len(set(said)) == len(said)
    assert not any("{" in sentence for words in said for sentence in words)
    assert all(sentence[0].isupper() or sentence[0] in "«“0123456789" for words in said for sentence in words)


def test_no_rule_is_left_unsaid():
    assert {rule.partition(".")[0] for rule in SAID} == {field.name for field in fields(Rules)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_figures_in_it(language):
    def blanks(sentence: str) -> set[str]:
        return set(re.findall(r"{(\w+)}", sentence))

    assert {key: blanks(said) for key, said in SENTENCES[language].items()} == {
        key: blanks(said) for key, said in SENTENCES["en"].items()
    }


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_nothing_is_said_in_english_elsewhere(language):
    assert not set(SENTENCES[language].values()) & set(SENTENCES["en"].values())


def test_a_region_speaks_its_language_and_an_unknown_language_is_answered_in_english():
    rules = PRESETS["competing-amendments"]
    assert rules.in_words("es-MX") == rules.in_words("es") != rules.in_words()
    assert rules.in_words("tlh") == rules.in_words("en")
    assert "Si no gana ninguna otra opción, el texto queda como está." in rules.in_words("es")
