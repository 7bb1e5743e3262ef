"""Deliberate faults: each is planted in the source of the text engine, and a test must find it."""

import importlib

import pytest

from tests.faults import finds
from tests.unit.domain.text import test_adoption as log
from tests.unit.domain.text import test_alternatives as groups
from tests.unit.domain.text import test_collisions as meeting
from tests.unit.domain.text import test_outcomes as outcomes
from tests.unit.domain.text import test_text_parts as parts
from tests.unit.domain.text import test_words as words

FAULTS = {
    "a struck provision passes a change of it": (
        "collisions",
        "if id in left.deleted and id in right.replaced:",
        "if False:",
        meeting.test_a_deletion_collides_with_a_change_of_the_provision,
    ),
    "a struck provision passes a move of it": (
        "collisions",
        "if id in left.deleted and id in right.moved:",
        "if False:",
        meeting.test_a_deletion_collides_with_a_move,
    ),
    "two moves to different places both apply": (
        "collisions",
        "mine.moved[id] != theirs.moved[id]:",
        "mine.moved[id] == theirs.moved[id]:",
        meeting.test_two_moves_of_one_provision_to_different_places_collide,
    ),
    "the same words changed alike collide": (
        "collisions",
        "if not left.is_same(right) and (left",
        "if (left",
        meeting.test_the_same_words_changed_alike_are_a_duplicate_and_are_changed_once,
    ),
    "two additions run into one word": (
        "collisions",
        "return _joins(self.words, other.words) or _joins(other.words, self.words)",
        "return False",
        meeting.test_two_additions_that_would_run_into_one_word_collide,
    ),
    "an addition runs into a replaced word": (
        "collisions",
        "if left.end == right.start:",
        "if left.end == right.start < 0:",
        meeting.test_an_addition_that_shares_a_boundary_inside_a_word_with_a_replacement_collides,
    ),
    "an addition beside a replaced word collides with it": (
        "collisions",
        "return self.start < other.start < self.end",
        "return self.start <= other.start <= self.end",
        meeting.test_an_addition_beside_a_replaced_word_does_not_collide_with_it,
    ),
    "an addition within replaced words passes": (
        "collisions",
        "return other.start < self.start < other.end",
        "return not other",
        meeting.test_an_addition_within_replaced_words_collides,
    ),
    "a collision names the whole provision": (
        "collisions",
        "shown(old[min(left.start, right.start) : max(left.end, right.end)])",
        "shown(old)",
        meeting.test_the_same_words_changed_differently_collide_on_exactly_these_words,
    ),
    "two strikings of one provision are not seen to be alike": (
        "duplicates",
        "for id in acts.deleted & places.keys():",
        "for id in ():",
        meeting.test_two_deletions_of_one_provision_are_a_duplicate,
    ),
    "collisions depend on who comes first": (
        "collisions",
        "for left, right in ((mine, theirs), (theirs, mine)):",
        "for left, right in ((mine, theirs),):",
        meeting.test_a_deletion_collides_with_a_change_of_the_provision,
    ),
    "the later amendment stands first": (
        "weave",
        "return self.rank, min(",
        "return self.rank, -min(",
        meeting.test_two_insertions_at_one_point_stand_in_the_order_of_tabling,
    ),
    "what two change alike is done twice": (
        "weave",
        "if run.is_same(values, replaced) and not",
        "if values is None and not",
        meeting.test_the_same_words_changed_alike_are_a_duplicate_and_are_changed_once,
    ),
    "an insertion at the end of replaced words stands before them": (
        "weave",
        "Run(0 if replaced else 1,",
        "Run(1 if replaced else 0,",
        meeting.test_an_addition_at_the_end_of_replaced_words_stands_behind_the_new_ones,
    ),
    "what one struck, another's text still shows": (
        "weave",
        "return self.is_known(entries) and self.gone.isdisjoint(entries)",
        "return self.is_known(entries)",
        meeting.test_different_words_of_one_provision_do_not_collide_and_both_apply,
    ),
    "the same provision put in by two stands twice": (
        "woven",
        "if [provision_digest(body.first) for body in found] == wanted:",
        "if not found:",
        meeting.test_the_same_provision_inserted_twice_at_one_point_is_a_duplicate_and_stands_once,
    ),
    "a change of words that have changed since is taken": (
        "woven",
        "if provision_digest(self._provision(body, known)) != digest:",
        "if not digest:",
        log.test_an_operation_on_words_that_have_changed_since_is_stale_and_names_the_provision,
    ),
    "a change of a provision that is gone is taken": (
        "woven",
        "not self._is_shown(body, known):\n            raise StaleProvision(id)\n        if",
        "not body:\n            raise StaleProvision(id)\n        if",
        log.test_an_operation_on_a_provision_that_was_struck_is_stale,
    ),
    "the last form is quoted though its writer did not see all": (
        "woven",
        "if known | {last} != changed.keys():",
        "if not changed:",
        meeting.test_different_words_of_one_provision_do_not_collide_and_both_apply,
    ),
    "what was built upon is forgotten": (
        "woven",
        "if BASE not in any_of and need not in self.needs[entry]:",
        "if not any_of:",
        log.test_a_later_adoption_that_changed_rescinded_words_is_put_on_hold_and_the_others_stand,
    ),
    "what a pending amendment puts in is another's": (
        "woven",
        "by = run.strands[0].by - self.tried",
        "by = run.strands[0].by",
        log.test_amendments_that_insert_the_same_are_never_taken_for_one_while_they_are_pending,
    ),
    "nothing is ever put on hold": (
        "adoption",
        "if needs}",
        "if not one}",
        log.test_a_later_adoption_that_changed_rescinded_words_is_put_on_hold_and_the_others_stand,
    ),
    "what builds on what is on hold stands": (
        "adoption",
        "            force = tuple(one for one in force if one not in lost)",
        "            return tuple(one for one in force if one not in lost)",
        log.test_what_builds_on_an_adoption_put_on_hold_is_put_on_hold_too,
    ),
    "an entry may build on a later one": (
        "adoption",
        "if entry.made_on >= number or entry.rescinds >= number:",
        "if entry.made_on < 0:",
        log.test_a_log_that_builds_on_what_is_not_before_it_is_refused,
    ),
    "what is not in force is taken back again": (
        "adoption",
        "if entry.rescinds not in force:",
        "if not entry.rescinds:",
        log.test_what_is_not_in_force_cannot_be_rescinded,
    ),
    "a rescission names what was on hold before": (
        "along",
        "if one.entry in course.states[-2])",
        "if course.states)",
        log.test_only_what_this_rescission_puts_on_hold_is_named_for_it,
    ),
    "what was written on words that are gone stays": (
        "along",
        "if gone or met:",
        "if met:",
        log.test_what_was_made_on_the_words_that_are_taken_back_is_orphaned_and_says_which,
    ),
    "what an entry in force took is forgotten": (
        "along",
        "            if entry not in known and not mine",
        "            if entry in known and not mine",
        log.test_what_collides_with_an_adoption_that_stays_in_force_is_orphaned_as_before,
    ),
    "what did not stand in the poll falls": (
        "outcomes",
        "for one in set(put) & met.keys()}",
        "for one in met.keys()}",
        outcomes.test_an_amendment_that_collides_but_stood_in_no_poll_is_orphaned_and_does_not_fall,
    ),
    "colliding is transitive": (
        "outcomes",
        "if theirs in adopted and mine not in adopted:",
        "if mine not in adopted:",
        outcomes.test_c_does_not_fall_when_a_is_adopted_although_b_collides_with_both,
    ),
    "what was put is not rejected where the text is kept": (
        "outcomes",
        "rejected = () if adopted else tuple(sorted(put))",
        "rejected = ()",
        outcomes.test_where_the_text_is_kept_what_stood_in_the_poll_is_rejected_and_all_else_is_as_it_was,
    ),
    "what depends on what fell stays": (
        "outcomes",
        "decided = adopted if one.kind is DependencyKind.FALLS_IF_ADOPTED else lost",
        "decided = adopted",
        outcomes.test_what_depends_on_what_fell_or_was_rejected_falls_with_it,
    ),
    "collisions of what stays pending are forgotten": (
        "outcomes",
        "if {one.one, one.other} <= still)",
        "if {one.one, one.other}.isdisjoint(still))",
        outcomes.test_an_amendment_that_collides_but_stood_in_no_poll_is_orphaned_and_does_not_fall,
    ),
    "a chain of collisions is one ranked poll": (
        "alternatives",
        "    if not apart:\n",
        "    if len(apart) < 2:\n",
        groups.test_alternatives_are_amendments_each_of_which_collides_with_every_other,
    ),
    "eight combinations are too many": (
        "alternatives",
        "if len(found) > MOST_COMBINATIONS:",
        "if len(found) >= MOST_COMBINATIONS:",
        groups.test_eight_combinations_are_one_ballot_and_nine_are_successive_polls,
    ),
    "the least far-reaching is put first": (
        "alternatives",
        "(-reach.get(one, 0),",
        "(reach.get(one, 0),",
        groups.test_successive_polls_begin_with_the_furthest_reaching_then_with_what_collides_most,
    ),
    "a drawn set leaves out nobody": (
        "alternatives",
        "if not set(pair).isdisjoint(wanted)}",
        "if set(pair).isdisjoint(wanted)}",
        groups.test_a_set_drawn_by_the_chair_is_judged,
    ),
    "another kind keeps the id": (
        "deriving",
        "if old is None or (one.kind, one.depth, one.marker) == (old.kind, old.depth, old.marker):",
        "if True:",
        meeting.test_a_change_of_kind_strikes_the_provision_and_so_collides_with_a_change_of_its_words,
    ),
    "a moved place is called unchanged": (
        "rebasing",
        'return "clean" if _anchors(carried) == _anchors(operations) else "moved"',
        'return "clean"',
        log.test_an_insertion_whose_anchor_was_struck_is_moved_behind_the_provision_before_it,
    ),
    "what is in the text already is called pending": (
        "rebasing",
        '    if not carried:\n        return "obsolete"\n',
        '    if not operations:\n        return "obsolete"\n',
        outcomes.test_what_the_text_holds_already_is_obsolete,
    ),
    "an orphan is carried": (
        "rebasing",
        "    if met:\n",
        "    if not led:\n",
        log.test_an_amendment_whose_words_are_gone_is_orphaned,
    ),
    "a rewritten paragraph is confetti": (
        "diff",
        "if len(found) < 2:",
        "if len(found) < 200:",
        words.test_a_rewritten_paragraph_is_shown_as_one_deletion_and_one_insertion,
    ),
    "two replacements with a space between them are two": (
        "diff",
        "and not _shows(before[last[1] : a0]):",
        "and last[1] == a0:",
        words.test_replaced_words_with_nothing_but_a_space_between_them_are_replaced_together,
    ),
    "equal words have other digests elsewhere": (
        "provisions",
        "canonical_json([str(provision.kind),",
        "canonical_json([provision.id, str(provision.kind),",
        meeting.test_the_same_provision_inserted_twice_at_one_point_is_a_duplicate_and_stands_once,
    ),
    "all items are letters": (
        "numbering",
        "_STYLES[level % 3](item)",
        "_STYLES[0](item)",
        parts.test_labels_number_sections_paragraphs_and_items_and_keep_those_of_notes,
    ),
    "a combining character is parted from its letter": (
        "tokens",
        "if found and (now == EXTENDING or (",
        "if found and ((",
        words.test_a_combining_character_is_never_parted_from_its_letter,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault):
    name, old, new, check = FAULTS[fault]
    finds(check, importlib.import_module(f"summit.domain.text.{name}"), old, new)


def test_forty_faults_and_more_are_planted():
    assert len(FAULTS) >= 40
