"""Deliberate faults: each is planted in the source of the engine, and a test of the suite must find it."""

import importlib

import pytest

from tests.faults import finds
from tests.unit.domain.formats import test_formats as formats
from tests.unit.domain.tally import test_irv as irv
from tests.unit.domain.tally import test_lots as lots
from tests.unit.domain.tally import test_pairwise_methods as pairs
from tests.unit.domain.tally import test_papers as papers
from tests.unit.domain.tally import test_profile as singles
from tests.unit.domain.tally import test_simple_methods as simple
from tests.unit.domain.tally import test_stv as stv
from tests.unit.domain.tally import test_stv_several as several

FAULTS = {
    "the first blank ballot stops the count": (
        "tally.papers",
        "            blank += number\n        elif",
        "            break\n        elif",
        irv.test_a_blank_ballot_does_not_stop_the_count,
    ),
    "weights are ignored": (
        "tally.profile",
        "numbers.get(ranks, 0) + number",
        "numbers.get(ranks, 0) + 1",
        simple.test_the_most_first_preferences_win_and_weights_count,
    ),
    "a ballot on its way skips a choice": (
        "tally.piles",
        "for option in order:",
        "for option in order[:1] + order[2:]:",
        irv.test_the_last_option_goes_and_its_ballots_move_to_the_next_choice,
    ),
    "a lead under one vote is taken for a tie": (
        "tally.stv",
        "if tally[option] == least]",
        "if tally[option] - least < self.piles.scale]",
        stv.test_a_lead_of_less_than_one_vote_is_no_tie,
    ),
    "a tie is broken at random": (
        "tally.ties",
        "    if not set(tied) <= set(order):\n        return None",
        "    if not set(tied) <= set(order):\n        return __import__('random').choice(tied)",
        irv.test_a_tie_without_lots_leaves_no_winner,
    ),
    "as many seats as candidates end in an error": (
        "tally.stv",
        "len(self.continuing) <= self._left() and",
        "len(self.continuing) < self._left() and",
        stv.test_as_many_seats_as_candidates_elect_them_all,
    ),
    "the last in the lots wins": (
        "tally.ties",
        "(min if best else max)(tied, key=order.index)",
        "(max if best else min)(tied, key=order.index)",
        irv.test_the_first_in_the_lots_wins_a_tie_and_the_result_says_so,
    ),
    "the earliest round breaks a tie, not the most recent": (
        "tally.ties",
        "reversed(history)",
        "history",
        irv.test_the_most_recent_round_that_differs_decides,
    ),
    "half of the votes is enough": (
        "tally.irv",
        "is_enough = best >= (one.threshold or 0) and 2 * best > one.continuing",
        "is_enough = 2 * best >= one.continuing",
        irv.test_half_of_the_votes_is_not_a_majority,
    ),
    "exhausted ballots still count for the threshold": (
        "tally.irv",
        "continuing = sum(piles.tally.values())",
        "continuing = sheet.ballots.valid",
        irv.test_a_ballot_without_a_further_choice_is_exhausted_and_reported_with_its_cause,
    ),
    "a shared ballot passes over the rank it counts by": (
        "tally.piles",
        "range(rank, len(paper.ranks))",
        "range(rank + 1, len(paper.ranks))",
        irv.test_equal_ranks_share_a_vote_exactly,
    ),
    "votes that pass on are lost from the table": (
        "tally.irv",
        "plain_number(moved.get(option, 0) + votes)",
        "0",
        irv.test_the_last_option_goes_and_its_ballots_move_to_the_next_choice,
    ),
    "a hopeless group is one vote too large": (
        "tally.irv",
        "< min(others)",
        "<= min(others)",
        irv.test_options_that_together_could_draw_level_do_not_go_together,
    ),
    "the quota is one vote too low": (
        "tally.stv_variants",
        "(valid // (seats + 1) + 1) * scale",
        "(valid // (seats + 1)) * scale",
        stv.test_the_quota_is_the_whole_number_above_the_share,
    ),
    "transfer values are rounded instead of cut off": (
        "tally.stv_piles",
        "else value // 1",
        "else -(-value // 1)",
        stv.test_a_surplus_passes_on_at_a_truncated_fraction,
    ),
    "an elected candidate keeps the surplus": (
        "tally.stv_piles",
        "self.tally[option] = quota",
        "pass",
        stv.test_a_surplus_passes_on_at_a_truncated_fraction,
    ),
    "an elected candidate goes on receiving": (
        "tally.stv",
        "self.piles.receivers.difference_update(fresh)",
        "pass",
        stv.test_whoever_is_elected_receives_nothing_of_another_surplus,
    ),
    "the smallest surplus goes first": (
        "tally.stv",
        "most = max(",
        "most = min(",
        stv.test_the_largest_surplus_goes_first,
    ),
    "whoever is elected in a round receives of the others' surpluses": (
        "tally.stv_rounds",
        "self.piles.receivers.difference_update(fresh)",
        "pass",
        several.test_all_who_reach_the_quota_in_a_round_are_elected_and_their_surpluses_pass_on_together,
    ),
    "a fraction is cut off only once": (
        "tally.stv_rounds",
        "cuts_fraction=True",
        "cuts_fraction=False",
        several.test_a_fraction_is_cut_off_before_it_multiplies_the_value_of_a_ballot,
    ),
    "the quota of Hare is rounded down": (
        "tally.stv_rounds",
        "-(-votes // max(1, self.rules.seats))",
        "votes // max(1, self.rules.seats + 1)",
        several.test_the_quota_of_hare_is_the_votes_divided_by_the_seats,
    ),
    "the least share must be exceeded": (
        "tally.stv_bottoms_up",
        "all(votes >= (one.threshold or 0)",
        "all(votes > (one.threshold or 0)",
        several.test_all_who_are_left_with_the_share_are_elected_however_many,
    ),
    "equal options under Meek take a whole vote each": (
        "tally.stv_keeping",
        "each, lost = divmod(left, len(here))",
        "each, lost = left, 0",
        several.test_equal_ranks_share_a_ballot_under_meek,
    ),
    "a guard decides an equality": (
        "tally.stv_meek",
        "tally[option] - self.quota >= more",
        "tally[option] - self.quota >= 0",
        several.test_equality_with_the_quota_elects_nobody_where_decimals_are_guarded,
    ),
    "unranked options are left out of the comparison": (
        "tally.pairwise",
        "other: (packed // self.every) -",
        "other: min(packed // self.every, self.above[other] // self.every) -",
        pairs.test_the_matrix_counts_ranked_over_unranked_and_nothing_between_equals,
    ),
    "equal ranks count as victories": (
        "tally.pairwise",
        "before += sum(self.unit[option] for option in rank)\n",
        "before += self.unit[rank[0]]\n",
        pairs.test_the_matrix_counts_ranked_over_unranked_and_nothing_between_equals,
    ),
    "the fields of the packed counts overflow": (
        "tally.pairwise",
        "max(1, ballots.bit_length())",
        "2",
        pairs.test_winning_votes_and_margins_can_elect_different_options,
    ),
    "margins are taken for winning votes": (
        "tally.schulze",
        'if strength == "winning_votes"',
        'if strength == "margins"',
        pairs.test_winning_votes_and_margins_can_elect_different_options,
    ),
    "a ratio must be exceeded": (
        "tally.debian_a6",
        "votes * den >= num * against",
        "votes * den > num * against",
        pairs.test_the_ratio_is_compared_exactly_at_its_edge,
    ),
    "equality with the default option is enough": (
        "tally.debian_a6",
        "and votes > against",
        "and votes >= against",
        pairs.test_equal_votes_against_the_default_are_not_a_majority,
    ),
    "the quorum must be exceeded": (
        "tally.debian_a6",
        "4 * votes * votes >= 9",
        "4 * votes * votes > 9",
        pairs.test_the_quorum_of_three_half_roots_is_compared_without_roots,
    ),
    "two thirds must be exceeded": (
        "majorities",
        "left > right if self.more_than else left >= right",
        "left > right",
        simple.test_two_thirds_are_exact_at_their_edge,
    ),
    "abstentions count among the votes cast": (
        "tally.for_against_abstain",
        'if rules.abstentions == "not_counted":',
        "if False:",
        simple.test_more_for_than_against_carries_and_abstentions_do_not_count,
    ),
    "an unmet quorum is only reported": (
        "tally.counting",
        "(quorum is not None and not quorum.is_met)",
        "False",
        simple.test_without_its_quorum_nothing_is_carried,
    ),
    "an overvote counts for its first name": (
        "tally.papers",
        "return Paper(tuple(kept), number, OVERVOTE)",
        "rank = rank[:1]",
        papers.test_an_overvote_ends_the_paper_where_the_rule_says_so,
    ),
    "a skipped rank too many is passed over": (
        "tally.papers",
        "place - last > hygiene.maximum_skipped + 1",
        "False",
        papers.test_more_skipped_ranks_than_allowed_end_the_paper,
    ),
    "an option named twice is counted": (
        "tally.papers",
        "or len(set(named)) != len(named)",
        "",
        papers.test_an_option_named_twice_spoils_a_ballot_of_our_own_polls,
    ),
    "the last handful of ballots is forgotten": (
        "tally.handfuls",
        "if found:",
        "if len(found) > most:",
        singles.test_every_ballot_is_in_one_handful_whatever_their_number,
    ),
    "a later handful of ballots replaces the ones before": (
        "tally.papers",
        "self.plain.setdefault(votes, []).extend(orders)",
        "self.plain[votes] = orders",
        singles.test_ballots_of_many_handfuls_are_counted_as_if_put_together,
    ),
    "the lots do not depend on the chair's number": (
        "lots",
        "half + chair.strip().encode()",
        "half",
        lots.test_the_order_given_does_not_matter_and_each_part_of_the_seed_does,
    ),
    "a file's equal ranks are split into an order": (
        "formats.blt",
        'tuple(part.split("="))',
        'tuple(part.split("=")[:1])',
        formats.test_blt_is_read_with_withdrawn_equal_skipped_and_unquoted,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault):
    name, old, new, check = FAULTS[fault]
    finds(check, importlib.import_module(f"summit.domain.{name}"), old, new)


def test_twenty_faults_and_more_are_planted():
    assert len(FAULTS) >= 20
