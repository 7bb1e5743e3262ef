from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, permutations

from hypothesis import assume, example, given
from hypothesis import strategies as st

from summit.domain.text import (
    Adopted,
    Carrying,
    Cause,
    Course,
    Insert,
    LogEntry,
    Operation,
    Operations,
    Proposal,
    Provision,
    Rebased,
    Replace,
    RevisionStep,
    Text,
    align,
    apply,
    carry,
    collisions,
    derive,
    duplicate_edges,
    duplicates,
    from_json,
    merge,
    operations_from_json,
    operations_to_json,
    provision_digest,
    rebase,
    rescission,
    revision,
    revision_digest,
    to_json,
    trace,
)
from summit.domain.text.diff import hunks
from summit.domain.text.rebasing import is_apart
from summit.domain.text.sequences import Change
from summit.domain.text.tokens import tokens
from tests.properties.text_strategies import WORDS, Dice, base_with, bases_with, many, texts, texts_amended


def _numbered(operations: list[Operations]) -> list[Adopted]:
    return [Adopted(number, one) for number, one in enumerate(operations, start=1)]


def _collide(base: Text, operations: list[Operations]) -> bool:
    return any(collisions(base, one, other) for one, other in combinations(operations, 2))


def _repeat(base: Text, operations: list[Operations]) -> bool:
    return any(duplicates(base, one, other) for one, other in combinations(operations, 2))


def _adoptions(amendments: list[Adopted]) -> list[LogEntry]:
    return [LogEntry(Cause.ADOPTION, one.operations, amendment=one.number) for one in amendments]


@many
@given(texts_amended())
def test_applying_an_amendment_to_its_base_gives_exactly_the_text_of_its_proposer(
    case: tuple[Text, Text],
) -> None:
    base, after = case
    assert apply(base, derive(base, after)) == after


@many
@given(texts(), texts())
def test_any_text_can_be_derived_from_any_other(before: Text, after: Text) -> None:
    result = apply(before, derive(before, after))
    assert [(one.kind, one.text) for one in result] == [(one.kind, one.text) for one in after]


@many
@given(texts_amended())
def test_a_text_read_from_a_file_is_recognised_and_derived_without_loss(case: tuple[Text, Text]) -> None:
    base, after = case
    known = align(base, after)
    assert [(one.kind, one.text) for one in known] == [(one.kind, one.text) for one in after]
    assert len({one.id for one in known}) == len(known)
    assert apply(base, derive(base, known)) == known


@many
@given(texts())
def test_a_text_that_did_not_change_keeps_every_id_and_needs_no_operation(base: Text) -> None:
    assert align(base, base) == base
    assert derive(base, base) == ()


@dataclass(frozen=True, slots=True)
class _Played:
    """A log as it came about, one adoption after the other, and what became of what was pending."""

    course: Course
    log: list[LogEntry]
    pending: dict[int, Rebased]


def _played(base: Text, operations: list[Operations], order: Sequence[int]) -> Iterator[_Played]:
    """Adopt in this order, carrying the others over each adoption as services do.

    What is orphaned or obsolete is not pending any more; an obsolete one counts as adopted in its turn.
    """
    log: list[LogEntry] = []
    pending = {number: Rebased("clean", one) for number, one in enumerate(operations, start=1)}
    for number in order:
        if pending.pop(number).outcome == "orphaned":
            continue
        adopted = operations[number - 1]
        log.append(LogEntry(Cause.ADOPTION, adopted, amendment=number))
        course = Course(base, log)
        carrying = Carrying(course)
        for other, form in pending.items():
            if form.outcome in ("clean", "moved"):
                own = Proposal(other, operations[other - 1], 0)
                met = collisions(base, adopted, own.operations)
                pending[other] = carrying.over(own, form.operations, len(log) - 1, met)
        yield _Played(course, list(log), dict(pending))


@many
@given(bases_with(3))
def test_any_order_of_adopting_amendments_that_do_not_collide_gives_the_same_text(
    case: tuple[Text, list[Operations]],
) -> None:
    base, operations = case
    assume(not _collide(base, operations))
    texts = {merge(base, _numbered(operations))}
    for order in permutations((1, 2, 3)):
        *_, last = _played(base, operations, order)
        assert len(last.log) == 3
        texts.add(last.course.text(-1))
    # Which of two ids a provision has that two amendments insert alike depends on who came first.
    assert len({_words(text) for text in texts} if _repeat(base, operations) else texts) == 1


# the second adoption repeats the first, and still decides behind what the pending one is inserted
@many
@example(base_with(Dice(556, 3, [*WORDS, ""]), 3), [3, 1, 2])
@given(bases_with(3), st.permutations((1, 2, 3)))
def test_what_is_pending_is_a_function_of_what_was_proposed_and_of_the_log(
    case: tuple[Text, list[Operations]], order: list[int]
) -> None:
    base, operations = case
    for moment in _played(base, operations, order):
        for number, form in moment.pending.items():
            if form.outcome == "obsolete":
                continue
            afresh = Carrying(Course(base, moment.log)).afresh(Proposal(number, operations[number - 1], 0))
            assert afresh.operations == form.operations
            assert (afresh.outcome == "orphaned") == (form.outcome == "orphaned")


@many
@given(bases_with(3), st.permutations((1, 2, 3)))
def test_adoption_then_rescission_is_the_text_before_and_the_same_pending_amendments(
    case: tuple[Text, list[Operations]], order: list[int]
) -> None:
    base, operations = case
    one, other, *_ = order
    log = [LogEntry(Cause.ADOPTION, operations[one - 1], amendment=one)]
    proposals = [Proposal(number, mine, 0) for number, mine in enumerate(operations, start=1)]
    undone = rescission(base, log, 1, proposals)
    assert (undone.text, undone.in_force, undone.held) == (base, (), ())
    assert [done.operations for _, done in undone.carried] == operations
    if not collisions(base, operations[one - 1], operations[other - 1]):
        after = [*log, LogEntry(Cause.ADOPTION, operations[other - 1], amendment=other)]
        assert _words(rescission(base, after, 1).text) == _words(apply(base, operations[other - 1]))


@many
@given(bases_with(2))
def test_amendments_that_touch_nothing_in_common_are_carried_as_though_they_did(
    case: tuple[Text, list[Operations]],
) -> None:
    base, (one, other) = case
    assume(is_apart(one, other))
    new = merge(base, [Adopted(1, one)])
    both = merge(base, [Adopted(1, one), Adopted(2, other)])
    assert derive(new, both) == other


@many
@given(bases_with(2))
def test_two_amendments_collide_whichever_of_them_comes_first(case: tuple[Text, list[Operations]]) -> None:
    base, (one, other) = case
    assert set(collisions(base, one, other)) == set(collisions(base, other, one))
    assert {(two.provision, two.kind, two.words) for two in duplicates(base, one, other)} == {
        (two.provision, two.kind, two.words) for two in duplicates(base, other, one)
    }


@many
@given(bases_with(2))
def test_an_amendment_rebased_over_an_adoption_gives_the_text_of_both_adopted_from_the_start(
    case: tuple[Text, list[Operations]],
) -> None:
    base, (one, other) = case
    assume(not collisions(base, one, other))
    adopted = Adopted(1, one)
    new = merge(base, [adopted])
    carried = rebase(other, base, new, number=2, adopted=[adopted])
    assert apply(new, carried.operations) == merge(base, [adopted, Adopted(2, other)])
    assert (carried.outcome == "obsolete") == (not carried.operations)
    assert carried == carry(other, base, new, number=2, led=[adopted])


@many
@given(texts(), st.integers(0, 6))
def test_an_amendment_that_collides_with_the_adopted_one_is_orphaned_and_names_the_collision(
    base: Text, place: int
) -> None:
    assume(base)
    struck = base[place % len(base)]
    other = derive(base, tuple(one for one in base if one is not struck))
    one = derive(base, tuple(replace(one, text="z" + one.text) if one is struck else one for one in base))
    met = collisions(base, one, other)
    assert met
    carried = rebase(other, base, apply(base, one), adopted=[Adopted(1, one)])
    assert (carried.outcome, carried.operations, carried.collisions) == ("orphaned", (), met)


@many
@given(bases_with(2))
def test_an_amendment_that_is_already_adopted_is_obsolete(case: tuple[Text, list[Operations]]) -> None:
    base, (one, _) = case
    assert rebase(one, base, apply(base, one)).outcome == "obsolete"


@many
@given(bases_with(3))
def test_a_rescission_gives_the_text_of_the_log_without_that_entry(
    case: tuple[Text, list[Operations]],
) -> None:
    base, operations = case
    assume(not _collide(base, operations))
    log = _adoptions(_numbered(operations))
    for rescinded in (1, 2, 3):
        left = [entry for number, entry in enumerate(log, start=1) if number != rescinded]
        undone = revision(base, [*log, LogEntry(Cause.RESCISSION, rescinds=rescinded)])
        assert _words(undone) == _words(revision(base, left))


@many
@given(texts_amended(3))
def test_amendments_one_upon_the_other_give_the_text_of_the_last_proposer(case: tuple[Text, ...]) -> None:
    log: list[LogEntry] = []
    for number, (text, after) in enumerate(pairwise(case), start=1):
        log.append(LogEntry(Cause.ADOPTION, derive(text, after), made_on=number - 1, amendment=4 - number))
        assert revision(case[0], log) == after


@many
@given(bases_with(1))
def test_texts_and_operations_survive_json_and_keep_their_digest(case: tuple[Text, list[Operations]]) -> None:
    base, (one,) = case
    assert from_json(to_json(base)) == base
    assert revision_digest(from_json(to_json(base))) == revision_digest(base)
    assert operations_from_json(operations_to_json(one)) == one


def _words(text: Text) -> tuple[tuple[str, str], ...]:
    return tuple((one.kind, one.text) for one in text)


@many
@given(texts_amended(3))
def test_a_traced_text_shows_exactly_both_of_its_ends_and_marks_nothing_else(case: tuple[Text, ...]) -> None:
    steps = [RevisionStep(number, derive(*pair)) for number, pair in enumerate(pairwise(case), start=2)]
    found = trace(case[0], steps, case[-1])
    for end, left_out in ((case[0], "inserted"), (case[-1], "deleted")):
        here = [one for one in found if (one.place.before if end is case[0] else one.place.after)]
        assert {one.place.id for one in here} == {one.id for one in end}
        for one in here:
            provision = one.place.before if end is case[0] else one.place.after
            assert provision is not None
            if one.runs:
                words = "".join(run.text for run in one.runs if run.kind != left_out)
                assert words == "".join(token.text for token in tokens(provision.text, provision.kind))
    assert [one.place.after for one in found if one.place.after] == list(case[-1])
    for one in found:
        assert bool(one.revisions) == one.place.is_touched
        assert all(bool(run.revision) == (run.kind != "equal") for run in one.runs)


@many
@given(bases_with(4))
def test_what_many_amendments_do_alike_is_what_each_two_of_them_do_alike(
    case: tuple[Text, list[Operations]],
) -> None:
    base, operations = case
    amendments = dict(enumerate([*operations, operations[0], operations[-1]], start=1))
    found = [(one.one, one.other, one.found) for one in duplicate_edges(base, amendments)]
    pairs = list(combinations(sorted(amendments), 2))
    assert found == [
        (one, other, each)
        for one, other in pairs
        for each in duplicates(base, amendments[one], amendments[other])
    ]
    assert [len(duplicates(base, amendments[one], amendments[other])) for one, other in pairs] == [
        _alike(base, amendments[one], amendments[other]) for one, other in pairs
    ]


def _alike(base: Text, one: Operations, other: Operations) -> int:
    """By definition: each act of the one held against each of the other."""
    by_id = {provision.id: provision for provision in base}
    return sum(
        len(_changed_alike(by_id[mine.id], mine.text, theirs.text))
        if isinstance(mine, Replace) and isinstance(theirs, Replace) and mine.id == theirs.id
        else _is_same_act(mine, theirs)
        for mine in one
        for theirs in other
    )


def _is_same_act(mine: Operation, theirs: Operation) -> bool:
    if isinstance(mine, Insert) and isinstance(theirs, Insert):
        digests = [[provision_digest(new) for new in each.provisions] for each in (mine, theirs)]
        return mine.after == theirs.after and digests[0] == digests[1]
    return not isinstance(mine, Replace) and mine == theirs


def _changed_alike(base: Provision, one: str, other: str) -> list[Change]:
    old, first, second = (tokens(text, base.kind) for text in (base.text, one, other))
    theirs = [(a0, a1, second[b0:b1]) for a0, a1, b0, b1 in hunks(old, second)]
    return [each for each in hunks(old, first) if (*each[:2], first[each[2] : each[3]]) in theirs]
