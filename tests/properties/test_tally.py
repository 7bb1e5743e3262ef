"""What holds of every count, whatever the ballots."""

import os
from fractions import Fraction
from itertools import chain, permutations, product
from math import factorial, prod

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from summit.domain.rules import Hygiene, InstantRunoff, SingleTransferableVote
from summit.domain.rules.choices import ONE_SEAT, STV_VARIANTS
from summit.domain.tally import METHODS, Profile, Ranking, Rules, count, under_other_methods

EXAMPLES = settings(max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "200")))
OPTIONS = ("a", "b", "c", "d", "e")
RANKED = ("irv", "stv", "schulze", "ranked_pairs", "borda", "condorcet_winner", "debian_a6", "plurality")


def rules_for(method: str, **more) -> Rules:
    """Rules of a method that any ballots can be counted under."""
    given_rules = {"equal_ranks": "allowed", "ties": ("earlier_rounds", "lots"), **more}
    if method == "debian_a6":
        given_rules["default_option"] = "e"
    return Rules(method=method, **given_rules)


@st.composite
def rankings(draw, equal=True):
    """A ranking of some of the options, perhaps with equal ranks, and a number of ballots."""
    order = draw(st.permutations(OPTIONS))[: draw(st.integers(0, len(OPTIONS)))]
    ranks: list[tuple[str, ...]] = []
    for option in order:
        if ranks and equal and draw(st.booleans()) and draw(st.booleans()):
            ranks[-1] = (*ranks[-1], option)
        else:
            ranks.append((option,))
    return Ranking(tuple(ranks), draw(st.integers(1, 9)))


def profiles(equal=True, least=0):
    """Up to twelve distinct or repeated rankings of five options."""
    return st.lists(rankings(equal), min_size=least, max_size=12).map(
        lambda many: Profile(OPTIONS, tuple(many))
    )


lots = st.permutations(OPTIONS).map(tuple)


def held(one) -> Fraction:
    """All votes of a round: with options, exhausted, and cut off by truncation."""
    return Fraction(sum(one.tally.values()) + sum(one.exhausted.values()) + one.residue)


@EXAMPLES
@given(profiles(), lots, st.booleans())
def test_no_vote_is_lost_or_made_in_an_instant_runoff(profile, order, batch):
    result = count(profile, rules_for("irv", irv=InstantRunoff(batch_elimination=batch)), order)
    assert all(held(one) == result.ballots.valid for one in result.rounds)
    assert all(one.residue == 0 for one in result.rounds)
    for one, after in zip(result.rounds, result.rounds[1:], strict=False):
        for option, votes in after.tally.items():
            moved = sum(to.get(option, 0) for to in one.transfers.values())
            assert votes == one.tally[option] + moved
        assert all(sum(to.values()) == one.tally[option] for option, to in one.transfers.items())


# the last one excluded still had votes, which belong to those who go on
@EXAMPLES
@example(Profile(OPTIONS, (Ranking((("a",), ("b",), ("c", "d")), 1),)), OPTIONS, 3, "meek")
@given(profiles(), lots, st.integers(1, 4), st.sampled_from(STV_VARIANTS))
def test_no_vote_is_lost_or_made_in_a_transferable_vote(profile, order, seats, variant):
    result = count(profile, rules_for("stv", seats=seats, stv=SingleTransferableVote(variant)), order)
    assert all(held(one) == result.ballots.valid for one in result.rounds)
    most = Fraction(result.ballots.valid * len(OPTIONS) * len(result.rounds), 10 ** (result.places or 0))
    assert all(0 <= one.residue <= (most if result.places else 0) for one in result.rounds)
    for one, after in zip(result.rounds, result.rounds[1:], strict=False):
        for option in after.tally if one.transfers else ():
            moved = sum(to.get(option, 0) for to in one.transfers.values())
            stays = result.quota if option in one.transfers else one.tally[option]
            assert after.tally[option] == stays + moved
    assert len(set(result.winners)) == len(result.winners) <= seats
    if result.ballots.valid:
        assert len(result.winners) == seats


@EXAMPLES
@given(profiles(), lots, st.integers(1, 3))
def test_exact_transfers_leave_no_residue(profile, order, seats):
    stv = SingleTransferableVote("wigm", exact=True)
    result = count(profile, rules_for("stv", seats=seats, stv=stv), order)
    assert all(one.residue == 0 and held(one) == result.ballots.valid for one in result.rounds)


@EXAMPLES
@given(st.data(), st.sampled_from(RANKED))
def test_the_order_of_ballots_and_options_and_the_split_of_counts_change_nothing(data, method):
    profile, order = data.draw(profiles()), data.draw(lots)
    shuffled = data.draw(st.permutations(profile.rankings))
    split = tuple(
        part
        for ranking in shuffled
        for part in (Ranking(ranking.ranks, 1), Ranking(ranking.ranks, ranking.count - 1))
    )
    turned = Profile(tuple(data.draw(st.permutations(OPTIONS))), split)
    rules = rules_for(method)
    one, other = count(profile, rules, order), count(turned, rules, order)
    assert one.winners == other.winners
    assert one.ballots == other.ballots
    assert [dict(each.tally) for each in one.rounds] == [dict(each.tally) for each in other.rounds]
    assert one.pairwise == other.pairwise
    assert one.ties == other.ties


@EXAMPLES
@given(st.lists(st.lists(st.sampled_from(("a", "b", "c", "d", "zzz")), max_size=4)), lots, st.data())
def test_orders_are_counted_as_the_same_ballots_given_rank_by_rank(ballots, order, data):
    method, most = data.draw(st.sampled_from(RANKED)), data.draw(st.sampled_from((None, 1, 2)))
    hygiene = data.draw(st.sampled_from((None, Hygiene(), Hygiene(exhaust_on_duplicate=True))))
    rules = rules_for(method, maximum_ranks=most, hygiene=hygiene)
    by_rank = Profile(OPTIONS, tuple(Ranking(tuple((option,) for option in each)) for each in ballots))
    in_orders = Profile.of_orders(OPTIONS, map(tuple, ballots))
    assert in_orders.aggregated() == by_rank.aggregated()
    assert count(in_orders, rules, order) == count(by_rank, rules, order)
    assert count(in_orders.without("a"), rules, order) == count(by_rank.without("a"), rules, order)


@EXAMPLES
@given(profiles(equal=False), lots, st.sampled_from(RANKED))
def test_an_option_first_on_more_than_half_of_the_ballots_wins(profile, order, method):
    assume(method != "borda")
    valid = sum(ranking.count for ranking in profile.rankings if ranking.ranks)
    more = Profile(OPTIONS, (*profile.rankings, Ranking((("c",), ("a",)), valid + 1)))
    assert count(more, rules_for(method), order).winners == ("c",)


@EXAMPLES
@given(
    profiles(),
    st.sampled_from(("schulze", "ranked_pairs", "debian_a6")),
    st.sampled_from(("winning_votes", "margins")),
)
def test_an_option_that_beats_all_others_wins_every_comparing_method(profile, method, strength):
    beats_all = count(profile, rules_for("condorcet_winner")).winners
    assume(beats_all)
    assert count(profile, rules_for(method, strength=strength)).winners == beats_all


def locked_in(victories) -> set[tuple[str, str]]:
    """What is locked in when victories are taken one after the other, each unless it closes a circle."""
    above: dict[str, set[str]] = {option: set() for option in OPTIONS}
    for one, other in victories:
        if one not in above[other]:
            for option in OPTIONS:
                if option == one or one in above[option]:
                    above[option] |= {other} | above[other]
    return {(one, other) for one, others in above.items() for other in others}


@EXAMPLES
@given(profiles(), st.sampled_from(("winning_votes", "margins")))
def test_ranked_pairs_ties_whoever_wins_in_some_order_of_equal_victories(profile, strength):
    result = count(profile, rules_for("ranked_pairs", strength=strength))
    pairs = result.pairwise
    levels: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for one, other in permutations(OPTIONS, 2):
        votes, against = pairs[one][other], pairs[other][one]
        if votes > against:
            weight = (votes - against, 0) if strength == "margins" else (votes, -against)
            levels.setdefault(weight, []).append((one, other))
    assume(prod(factorial(len(level)) for level in levels.values()) <= 200)
    winners = set()
    for orders in product(*(permutations(levels[weight]) for weight in sorted(levels, reverse=True))):
        locked = locked_in(chain.from_iterable(orders))
        winners |= set(OPTIONS) - {other for _, other in locked}
    assert set(result.ranking[0]) == winners


@EXAMPLES
@given(profiles(), st.sampled_from(sorted(METHODS)))
def test_a_tie_without_lots_never_elects_and_never_fails(profile, method):
    result = count(profile, rules_for(method))
    again = count(profile, rules_for(method))
    assert result == again
    if not result.is_decided:
        assert result.winners == ()


@EXAMPLES
@given(profiles(), lots, st.sampled_from(sorted(METHODS)))
def test_with_lots_every_tie_is_resolved_and_the_lots_alone_decide_it(profile, order, method):
    result = count(profile, rules_for(method), order)
    assert result.is_decided
    for tie in result.ties:
        assert tie.chosen in tie.options


@EXAMPLES
@given(profiles(), lots, st.sampled_from(RANKED), st.sets(st.sampled_from(OPTIONS[:4])))
def test_a_withdrawn_option_changes_nothing_but_its_absence(profile, order, method, gone):
    result = count(profile.without(gone), rules_for(method), order)
    assert gone.isdisjoint(result.winners)
    assert all(gone.isdisjoint(one.tally) for one in result.rounds)


@EXAMPLES
@given(profiles(), lots)
def test_batch_elimination_never_changes_the_winner(profile, order):
    single, batch = (
        count(profile, rules_for("irv", ties=("lots",), irv=InstantRunoff(batch_elimination=each)), order)
        for each in (False, True)
    )
    assert single.winners == batch.winners


@EXAMPLES
@given(profiles(), lots, st.sampled_from(sorted(METHODS)), st.integers(1, 3))
def test_the_same_ballots_under_other_methods_are_the_same_ballots(profile, order, method, seats):
    rules = rules_for(method, seats=seats if method not in ONE_SEAT else 1)
    valid = count(profile, rules, order).ballots.valid
    others = under_other_methods(profile, rules, order)
    assert method not in others
    assert bool(others) == (method != "for_against_abstain")
    for name, other in others.items():
        assert other.method == name
        assert other.ballots.valid == valid


marks = st.lists(st.lists(st.sampled_from((*OPTIONS, "*")), max_size=2, unique=True).map(tuple), max_size=6)


@EXAMPLES
@given(
    st.lists(st.tuples(marks, st.integers(1, 5)), max_size=10),
    st.sampled_from(("exhaust_immediately", "skip_to_next", "exhaust_if_multiple_continuing")),
    st.sampled_from((None, 0, 1)),
    st.booleans(),
    lots,
)
def test_irregular_papers_are_all_accounted_for(raw, overvote, skipped, repeated, order):
    profile = Profile(OPTIONS, tuple(Ranking(tuple(ranks), number) for ranks, number in raw))
    rules = rules_for("irv", equal_ranks="refused", hygiene=Hygiene(overvote, skipped, repeated))
    result = count(profile, rules, order)
    assert result.ballots.cast == sum(number for _, number in raw)
    assert all(held(one) == result.ballots.valid for one in result.rounds)


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize(
    "profile",
    [
        Profile((), ()),
        Profile(OPTIONS, ()),
        Profile(OPTIONS, (Ranking((), 7),)),
        Profile(("a",), (Ranking((("a",),), 1),)),
        Profile(OPTIONS, (Ranking((("zzz",),), 3),)),
        Profile(OPTIONS, (Ranking((("a",), ("a",)), 3),)),
        Profile(OPTIONS, (Ranking((("a",),), 0),)),
    ],
    ids=[
        "no options",
        "no ballots",
        "all blank",
        "one of each",
        "unknown option",
        "option twice",
        "none of it",
    ],
)
def test_a_degenerate_election_has_a_defined_result(method, profile):
    result = count(profile, rules_for(method, default_option="e" if method == "debian_a6" else None))
    assert result == count(profile, result.rules)
    assert set(result.winners) <= set(profile.options)
    assert result.as_json()["ballots"]["valid"] == str(result.ballots.valid)
