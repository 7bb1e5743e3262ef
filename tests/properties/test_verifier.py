"""verify.py counts as the application does, whatever ballots and rules, though the two share no code."""

import json
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import verify
from summit.domain.majorities import Majority, Quorum
from summit.domain.rules import (
    AgainstDefault,
    Hygiene,
    InstantRunoff,
    LeastShare,
    Rules,
    SingleTransferableVote,
)
from summit.domain.rules.choices import COMPARED, INEXACT, ONE_SEAT, STV_VARIANTS
from summit.domain.rules.parts import OVERVOTES, TIES
from summit.domain.tally import METHODS, Profile, Ranking, count

EXAMPLES = settings(max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "100")))
OPTIONS = ("a", "b", "c", "d", "e")
MARKS = (*OPTIONS, "*", "zz")

lots = st.permutations(OPTIONS).map(tuple)
numbers = st.integers(1, 9)


@st.composite
def proper(draw) -> Ranking:
    order = draw(st.permutations(OPTIONS))[: draw(st.integers(0, len(OPTIONS)))]
    ranks: list[tuple[str, ...]] = []
    for option in order:
        if ranks and draw(st.integers(0, 3)) == 0:
            ranks[-1] = (*ranks[-1], option)
        else:
            ranks.append((option,))
    return Ranking(tuple(ranks), draw(numbers))


sloppy = st.lists(st.lists(st.sampled_from(MARKS), max_size=2, unique=True).map(tuple), max_size=6).map(tuple)
papers = st.one_of(proper(), st.builds(Ranking, sloppy, numbers))
ballots = st.one_of(st.lists(proper(), max_size=14), st.lists(papers, max_size=10))


hygienes = st.one_of(
    st.none(), st.builds(Hygiene, st.sampled_from(OVERVOTES), st.sampled_from((None, 0, 1)), st.booleans())
)
"""How sloppy papers are read; those that give points are taken as they are."""
runoffs = st.builds(
    InstantRunoff, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(((), ("a",), ("b", "c")))
)
against_defaults = st.builds(
    AgainstDefault, st.sampled_from((None, 9)), st.integers(0, 4), st.sampled_from(((), (("a", 3, 1),)))
)


@st.composite
def transferable(draw) -> SingleTransferableVote:
    variant = draw(st.sampled_from(STV_VARIANTS))
    shares = st.builds(LeastShare, st.integers(1, 3), st.sampled_from((4, 10)), st.booleans(), st.booleans())
    return SingleTransferableVote(
        variant,
        places=None if variant in ("meek", "bottoms_up") else draw(st.sampled_from((None, None, 0, 2, 3))),
        exact=variant not in INEXACT and draw(st.booleans()),
        write_ins_first=draw(st.sampled_from(((), ("a",), ("b", "c")))),
        least_share=draw(st.one_of(st.none(), shares)) if variant == "bottoms_up" else None,
    )


@st.composite
def rule_sets(draw, method: str) -> Rules:
    seats = 1 if method in ONE_SEAT else draw(st.integers(0, 4))
    default = "e" if method == "debian_a6" else draw(st.sampled_from((None, "e")))
    no_majority = method in ("stv", "borda", "score", "debian_a6") or seats > 1 or seats == 0
    bases = st.sampled_from(("cast", "present", "entitled"))
    majorities = st.builds(
        Majority, st.integers(0, 3), st.integers(3, 4), bases, st.sampled_from((None, True, False))
    )
    if method in COMPARED:
        default = "e"
    return Rules(
        method=method,
        seats=seats,
        majority=None if no_majority else draw(st.one_of(st.none(), majorities)),
        quorum=draw(st.one_of(st.none(), st.builds(Quorum, st.sampled_from(("3", "1/2", "2/3")), bases))),
        default_option=default,
        equal_ranks=draw(st.sampled_from(("allowed", "refused"))),
        maximum_ranks=draw(st.sampled_from((None, None, 1, 3))),
        abstentions=draw(st.sampled_from(("counted", "not_counted"))),
        ties=tuple(draw(st.lists(st.sampled_from(TIES), max_size=3, unique=True))),
        hygiene=None if method == "score" else draw(hygienes),
        irv=draw(runoffs),
        stv=draw(transferable()),
        strength=draw(st.sampled_from(("winning_votes", "margins"))),
        against_default=draw(against_defaults),
    )


def plain(value: object) -> object:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("method", sorted(METHODS))
@EXAMPLES
@given(st.data(), ballots, lots)
def test_the_verifier_counts_as_the_application(method, data, rankings, order) -> None:
    rules = data.draw(rule_sets(method))
    options = OPTIONS if method != "for_against_abstain" else ("for", "against", "abstain")
    if method == "for_against_abstain":
        rankings = [Ranking(voted(one.ranks), one.count) for one in rankings]
    known = data.draw(st.sampled_from(((None, None), (40, 30), (200, 12))))
    there = data.draw(st.sampled_from((None, 0, 3, 20)))
    counted = count(Profile(options, tuple(rankings)), rules, order, *known, present_for_quorum=there)
    ballots = [(one.ranks, one.count) for one in rankings]
    again = verify.count(options, ballots, rules.as_json(), order, *known, present_for_quorum=there)
    assert again == plain(counted.as_json())


def voted(ranks: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Marks of five options as votes for, against and abstentions."""
    named = dict(zip(OPTIONS, ("for", "against", "abstain", "for", "against"), strict=True))
    return tuple((named[option],) for rank in ranks for option in rank if option in named)


@pytest.mark.parametrize("strength", ["winning_votes", "margins"])
def test_the_verifier_gives_up_orders_of_equal_victories_where_the_application_does(strength) -> None:
    options, dice = tuple("abcdefghi"), random.Random(3)  # noqa: S311 — invented ballots need no secure lots
    level = []
    for _ in range(5):
        ballots = [(tuple((option,) for option in dice.sample(options, 9)), 1) for _ in range(3)]
        profile = Profile(options, tuple(Ranking(*ballot) for ballot in ballots))
        rules = Rules(method="ranked_pairs", strength=strength)
        counted = plain(count(profile, rules, options).as_json())
        assert verify.count(options, ballots, rules.as_json(), options) == counted
        level.append(len(counted["ranking"][0]))
    assert max(level) > 6
