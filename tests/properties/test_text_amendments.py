from dataclasses import replace
from itertools import combinations, permutations

from hypothesis import assume, given
from hypothesis import strategies as st

from summit.domain.text import (
    Adopted,
    Cause,
    LogEntry,
    Operations,
    Text,
    align,
    apply,
    carry,
    collisions,
    derive,
    duplicates,
    from_json,
    merge,
    operations_from_json,
    operations_to_json,
    rebase,
    revision,
    revision_digest,
    to_json,
)
from tests.properties.text_strategies import amended, bases_with, many, texts


def _numbered(operations: list[Operations]) -> list[Adopted]:
    return [Adopted(number, one) for number, one in enumerate(operations, start=1)]


def _collide(base: Text, operations: list[Operations]) -> bool:
    return any(collisions(base, one, other) for one, other in combinations(operations, 2))


def _repeat(base: Text, operations: list[Operations]) -> bool:
    return any(duplicates(base, one, other) for one, other in combinations(operations, 2))


def _adoptions(amendments: list[Adopted]) -> list[LogEntry]:
    return [LogEntry(Cause.ADOPTION, one.operations, amendment=one.number) for one in amendments]


@many
@given(texts(), st.data())
def test_applying_an_amendment_to_its_base_gives_exactly_the_text_of_its_proposer(
    base: Text, data: st.DataObject
) -> None:
    after = data.draw(amended(base, "new-"))
    assert apply(base, derive(base, after)) == after


@many
@given(texts(), texts())
def test_any_text_can_be_derived_from_any_other(before: Text, after: Text) -> None:
    result = apply(before, derive(before, after))
    assert [(one.kind, one.text) for one in result] == [(one.kind, one.text) for one in after]


@many
@given(texts(), st.data())
def test_a_text_read_from_a_file_is_recognised_and_derived_without_loss(
    base: Text, data: st.DataObject
) -> None:
    after = data.draw(amended(base, "new-"))
    known = align(base, after)
    assert [(one.kind, one.text) for one in known] == [(one.kind, one.text) for one in after]
    assert len({one.id for one in known}) == len(known)
    assert apply(base, derive(base, known)) == known


@many
@given(texts())
def test_a_text_that_did_not_change_keeps_every_id_and_needs_no_operation(base: Text) -> None:
    assert align(base, base) == base
    assert derive(base, base) == ()


@many
@given(bases_with(3), st.data())
def test_any_order_of_adopting_amendments_that_do_not_collide_gives_the_same_text(
    case: tuple[Text, list[Operations]], data: st.DataObject
) -> None:
    base, operations = case
    assume(not _collide(base, operations) and not _repeat(base, operations))
    amendments = _numbered(operations)
    texts = {merge(base, order) for order in permutations(amendments)}
    texts |= {revision(base, _adoptions(list(order))) for order in permutations(amendments)}
    assert len(texts) == 1


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
@given(bases_with(1), st.data())
def test_an_amendment_that_collides_with_the_adopted_one_is_orphaned_and_names_the_collision(
    case: tuple[Text, list[Operations]], data: st.DataObject
) -> None:
    base, (one,) = case
    assume(base)
    struck = data.draw(st.sampled_from(base))
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
@given(bases_with(2))
def test_adoption_then_rescission_is_the_text_before_and_carries_pending_amendments_as_before(
    case: tuple[Text, list[Operations]],
) -> None:
    base, (one, other) = case
    log = [LogEntry(Cause.ADOPTION, one, amendment=1), LogEntry(Cause.RESCISSION, rescinds=1)]
    assert revision(base, log) == base
    assert apply(revision(base, log), other) == apply(base, other)


@many
@given(texts(), st.data())
def test_amendments_one_upon_the_other_give_the_text_of_the_last_proposer(
    base: Text, data: st.DataObject
) -> None:
    log: list[LogEntry] = []
    text = base
    for number in (1, 2, 3):
        after = data.draw(amended(text, f"am{number}-"))
        log.append(LogEntry(Cause.ADOPTION, derive(text, after), made_on=number - 1, amendment=4 - number))
        text = after
        assert revision(base, log) == text


@many
@given(bases_with(1))
def test_texts_and_operations_survive_json_and_keep_their_digest(case: tuple[Text, list[Operations]]) -> None:
    base, (one,) = case
    assert from_json(to_json(base)) == base
    assert revision_digest(from_json(to_json(base))) == revision_digest(base)
    assert operations_from_json(operations_to_json(one)) == one


def _words(text: Text) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in text]
