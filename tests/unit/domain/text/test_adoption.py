import pytest

from summit.domain.text import (
    Carrying,
    Cause,
    Course,
    Kind,
    LogEntry,
    Operations,
    Proposal,
    Provision,
    Rebased,
    Rescission,
    StaleProvision,
    Text,
    apply,
    derive,
    rebase,
    rescission,
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


def test_an_operation_on_a_provision_that_was_struck_is_stale() -> None:
    log = [adoption(derive(BASE, BASE[1:]), 1), adoption(derive(BASE, SHALL), 2, made_on=1)]
    with pytest.raises(StaleProvision, match="p1"):
        revision(BASE, log)


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


# --- taking an adoption back -------------------------------------------------------------------------------

MUST = text("States must act.", "Second.")
THING = text("States may act.", "Second thing.")
THREE = [
    adoption(derive(BASE, SHALL), 1),
    adoption(derive(SHALL, MUST), 2, made_on=1),
    adoption(derive(BASE, THING), 3),
]
"""AM 1 changes a word, AM 2 changes the same word further, AM 3 changes another provision."""


def outcomes(found: Rescission) -> dict[int, tuple[str, tuple[str, ...]]]:
    return {
        number: (done.outcome, tuple(one.words for one in done.collisions)) for number, done in found.carried
    }


def test_after_two_later_adoptions_the_text_is_base_and_what_is_left_of_the_log() -> None:
    found = rescission(BASE, THREE, 1)
    assert found.text == THING
    assert found.in_force == (3,)
    assert [(one.entry, one.built_upon) for one in found.held] == [(2, (1,))]
    assert found.held[0].needs[0].provision == "p1"


def test_what_fell_orphaned_or_was_obsolete_because_of_it_is_pending_as_before() -> None:
    could = derive(BASE, text("States could act.", "Second."))
    same = derive(BASE, SHALL)
    found = rescission(BASE, THREE, 1, [Proposal(4, could, 0), Proposal(5, same, 0), Proposal(1, same, 0)])
    assert dict(found.carried) == {
        4: Rebased("clean", could),
        5: Rebased("clean", same),
        1: Rebased("clean", same),
    }


def test_what_was_made_on_the_words_that_are_taken_back_is_orphaned_and_says_which() -> None:
    might = derive(MUST, text("States might act.", "Second."))
    found = rescission(BASE, THREE, 1, [Proposal(6, might, 2)])
    assert outcomes(found) == {6: ("orphaned", ("States must act.",))}
    assert dict(found.carried)[6].collisions[0].kind == "gone"


def test_what_collides_with_an_adoption_that_stays_in_force_is_orphaned_as_before() -> None:
    struck = derive(BASE, BASE[:1])
    found = rescission(BASE, THREE, 1, [Proposal(7, struck, 0)])
    assert outcomes(found) == {7: ("orphaned", ("thing",))}


def test_only_what_this_rescission_puts_on_hold_is_named_for_it() -> None:
    log = [*THREE, LogEntry(Cause.RESCISSION, rescinds=1)]
    found = rescission(BASE, log, 3)
    assert (found.text, found.in_force, found.held) == (BASE, (), ())
    assert standing(BASE, [*log, LogEntry(Cause.RESCISSION, rescinds=3)]).on_hold == (2,)


def test_what_is_not_in_force_cannot_be_rescinded() -> None:
    with pytest.raises(ValueError, match="entry 1 of the log is not in force"):
        rescission(BASE, [*THREE, LogEntry(Cause.RESCISSION, rescinds=1)], 1)


def test_an_amendment_can_be_adopted_and_taken_back_again_and_again() -> None:
    log: list[LogEntry] = []
    for _ in range(3):
        log.append(adoption(derive(BASE, NEW), 2))
        assert revision(BASE, log) == NEW
        log.append(LogEntry(Cause.RESCISSION, rescinds=len(log)))
        assert revision(BASE, log) == BASE


def test_what_two_adopted_amendments_made_alike_stays_when_one_of_them_is_taken_back() -> None:
    both = derive(BASE, text("States shall act.", "Second thing."))
    log = [adoption(derive(BASE, SHALL), 1), adoption(both, 2)]
    assert rescission(BASE, log, 1).text == text("States shall act.", "Second thing.")
    assert rescission(BASE, log, 2).text == SHALL


def test_amendments_that_insert_the_same_are_never_taken_for_one_while_they_are_pending() -> None:
    def inserted(number: int) -> Operations:
        return derive(BASE, (BASE[0], Provision(f"am{number}-1", Kind.PARAGRAPH, 0, "", "Same."), BASE[1]))

    log = [adoption(derive(BASE, NEW), 1), adoption(derive(BASE, THING), 2)]
    found = rescission(BASE, log, 1, [Proposal(3, inserted(3), 0), Proposal(4, inserted(4), 0)])
    ids = [apply(found.text, done.operations)[1].id for _, done in found.carried]
    assert ids == ["am3-1", "am4-1"]
    carrying = Carrying(Course(BASE, [adoption(derive(BASE, NEW), 1)]))
    beside = [carrying.afresh(Proposal(number, inserted(number), 0)).operations for number in (3, 4)]
    assert [one.provisions[0].id for forms in beside for one in forms] == ["am3-1", "am4-1"]  # type: ignore[union-attr]
