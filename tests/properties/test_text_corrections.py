"""What holds of editorial corrections, whatever the texts and amendments."""

from hypothesis import example, given
from hypothesis import strategies as st

from summit.domain.text import (
    Cause,
    LogEntry,
    Operations,
    Pending,
    Proposal,
    Text,
    apply,
    collisions,
    concerned,
    corrected,
    derive,
    leaving_out,
    merge,
    rescission,
)
from summit.domain.text.applying import Adopted
from tests.properties.text_strategies import WORDS, Dice, base_with, bases_with, many


@many
@given(bases_with(1), st.sets(st.integers(0, 12)))
def test_what_is_left_out_of_a_correction_stays_as_it_was_and_the_rest_is_done(
    case: tuple[Text, list[Operations]], places: set[int]
) -> None:
    base, (made,) = case
    every = concerned(made)
    without = {id for place, id in enumerate(every) if place in places}
    left = leaving_out(base, made, without)
    was, full, now = ({one.id: one for one in text} for text in (base, apply(base, made), apply(base, left)))
    for id in was.keys() | full.keys():
        assert now.get(id) == (was if id in without else full).get(id)
    assert leaving_out(base, made, every) == ()
    assert apply(base, leaving_out(base, made, ())) == apply(base, made)


@many
@given(bases_with(3))
@example(base_with(Dice(78510, 6, [*WORDS, "0"]), 3))  # one inserts the same, and moves
def test_a_correction_changes_what_is_pending_as_an_adoption_would_and_taken_back_leaves_it_as_it_was(
    case: tuple[Text, list[Operations]],
) -> None:
    base, (made, *others) = case
    owns = {number: Proposal(number, one, 0) for number, one in enumerate(others, start=1)}
    done = corrected(base, (), {number: Pending(one, one.operations) for number, one in owns.items()}, made)
    assert done.text == apply(base, made)
    for number, carried in done.carried:
        met = collisions(base, owns[number].operations, made)
        assert (carried.outcome == "orphaned") == bool(met)
        if not met:
            both = merge(base, [Adopted(0, made), Adopted(number, owns[number].operations)])
            assert apply(done.text, carried.operations) == both
            assert derive(done.text, both) == carried.operations
    back = rescission(base, [LogEntry(Cause.CORRECTION, made)], 1, owns.values())
    assert back.text == base
    assert [one.operations for _, one in back.carried] == others
