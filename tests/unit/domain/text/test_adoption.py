import pytest

from summit.domain.text import (
    Cause,
    Kind,
    LogEntry,
    Operations,
    Provision,
    StaleProvision,
    Text,
    apply,
    derive,
    rebase,
    revision,
    standing,
)


def text(*words: str) -> Text:
    return tuple(Provision(f"p{at}", Kind.PARAGRAPH, 0, "", one) for at, one in enumerate(words, start=1))


def adoption(operations: Operations, amendment: int, made_on: int = 0) -> LogEntry:
    return LogEntry(Cause.ADOPTION, operations, made_on, amendment)


BASE = text("States may act.", "Second.")
SHALL = text("States shall act.", "Second.")
NEW = (BASE[0], Provision("am2-1", Kind.PARAGRAPH, 0, "", "New."), BASE[1])


def test_an_operation_on_words_that_have_changed_since_is_stale_and_names_the_provision() -> None:
    with pytest.raises(StaleProvision, match="p1") as stale:
        apply(SHALL, derive(BASE, text("States must act.", "Second.")))
    assert stale.value.id == "p1"


@pytest.mark.parametrize("gone", [derive(BASE, NEW[:2]), derive(BASE, NEW[::-1])])
def test_an_operation_on_a_provision_that_is_gone_is_stale(gone: Operations) -> None:
    with pytest.raises(StaleProvision):
        apply((), gone)


def test_an_insertion_made_on_a_text_that_holds_another_stands_where_its_proposer_put_it() -> None:
    earlier = (NEW[0], Provision("am1-1", Kind.PARAGRAPH, 0, "", "Before."), *NEW[1:])
    log = [adoption(derive(BASE, NEW), 2), adoption(derive(NEW, earlier), 1, made_on=1)]
    assert revision(BASE, log) == earlier
    later = (*NEW[:2], Provision("am1-1", Kind.PARAGRAPH, 0, "", "Behind."), NEW[2])
    log = [adoption(derive(BASE, NEW), 2), adoption(derive(NEW, later), 1, made_on=1)]
    assert revision(BASE, log) == later


def test_an_insertion_stays_beside_the_one_it_was_made_on_when_a_third_comes_to_the_same_point() -> None:
    upon = (*NEW[:2], Provision("am9-1", Kind.PARAGRAPH, 0, "", "Behind."), NEW[2])
    third = (BASE[0], Provision("am5-1", Kind.PARAGRAPH, 0, "", "Third."), BASE[1])
    log = [
        adoption(derive(BASE, NEW), 2),
        adoption(derive(BASE, third), 5),
        adoption(derive(NEW, upon), 9, made_on=1),
    ]
    assert [one.id for one in revision(BASE, log)] == ["p1", "am2-1", "am9-1", "am5-1", "p2"]


def test_a_later_adoption_that_changed_rescinded_words_is_put_on_hold_and_the_others_stand() -> None:
    must = text("States must act.", "Second.")
    other = text("States may act.", "Second thing.")
    log = [
        adoption(derive(BASE, SHALL), 1),
        adoption(derive(SHALL, must), 2, made_on=1),
        adoption(derive(BASE, other), 3),
        LogEntry(Cause.RESCISSION, rescinds=1),
    ]
    found = standing(BASE, log)
    assert (found.in_force, found.on_hold) == ((3,), (2,))
    assert found.text == other


def test_what_was_inserted_into_a_rescinded_provision_is_put_on_hold_with_it() -> None:
    changed = (NEW[0], Provision("am2-1", Kind.PARAGRAPH, 0, "", "New thing."), NEW[2])
    log = [adoption(derive(BASE, NEW), 2), adoption(derive(NEW, changed), 3, made_on=1)]
    found = standing(BASE, [*log, LogEntry(Cause.RESCISSION, rescinds=1)])
    assert (found.text, found.on_hold) == (BASE, (2,))


def test_an_amendment_can_be_adopted_again_after_its_adoption_was_rescinded() -> None:
    again = derive(BASE, NEW)
    log = [adoption(again, 2), LogEntry(Cause.RESCISSION, rescinds=1), adoption(again, 2, made_on=2)]
    assert revision(BASE, log) == NEW


def test_an_editorial_correction_is_an_entry_like_any_other() -> None:
    log = [LogEntry(Cause.CORRECTION, derive(BASE, SHALL))]
    assert revision(BASE, log) == SHALL


def test_a_log_that_builds_on_what_is_not_before_it_is_refused() -> None:
    with pytest.raises(ValueError, match="entry 1"):
        revision(BASE, [adoption(derive(BASE, SHALL), 1, made_on=1)])


def test_an_amendment_that_applies_where_it_applied_is_carried_clean() -> None:
    carried = rebase(derive(BASE, SHALL), BASE, NEW)
    assert carried.outcome == "clean"
    assert apply(NEW, carried.operations) == (SHALL[0], *NEW[1:])


def test_an_insertion_whose_anchor_was_struck_is_moved_behind_the_provision_before_it() -> None:
    carried = rebase(derive(BASE, NEW), BASE, BASE[1:])
    assert carried.outcome == "moved"
    assert apply(BASE[1:], carried.operations) == NEW[1:]


def test_an_amendment_whose_words_are_gone_is_orphaned() -> None:
    carried = rebase(derive(BASE, SHALL), BASE, BASE[1:])
    assert (carried.outcome, carried.operations) == ("orphaned", ())
    assert carried.collisions[0].words == "may"


def test_what_builds_on_an_adoption_put_on_hold_is_put_on_hold_too() -> None:
    first = Provision("am3-1", Kind.PARAGRAPH, 0, "", "Added.")
    second = (NEW[0], Provision("am2-1", Kind.PARAGRAPH, 0, "", "New thing."), NEW[2], first)
    third = (*second[:3], Provision("am3-1", Kind.PARAGRAPH, 0, "", "Added later."))
    log = [
        adoption(derive(BASE, NEW), 2),
        adoption(derive(NEW, second), 3, made_on=1),
        adoption(derive(second, third), 4, made_on=2),
        LogEntry(Cause.RESCISSION, rescinds=1),
    ]
    found = standing(BASE, log)
    assert (found.text, found.in_force, found.on_hold) == (BASE, (), (2, 3))
