from dataclasses import replace

import pytest

from summit.domain.text import (
    Cause,
    CollisionEdge,
    Dependency,
    DependencyKind,
    Effect,
    Kind,
    LogEntry,
    Operations,
    Pending,
    Proposal,
    Provision,
    Text,
    apply,
    collision_edges,
    derive,
    duplicate_edges,
    edges_of,
    effect,
)

BASE: Text = tuple(
    Provision(f"p{at}", Kind.PARAGRAPH, 0, "", words)
    for at, words in enumerate(("Red and green and blue.", "Second.", "Third."), start=1)
)


def change(words: str, id: str = "p1") -> Operations:
    return derive(BASE, tuple(replace(one, text=words) if one.id == id else one for one in BASE))


RED = change("Crimson and green and blue.")
BOTH = change("Scarlet and green and navy.")
BLUE = change("Red and green and indigo.")
OTHER = change("Other.", "p2")
CHAIN = {1: RED, 2: BOTH, 3: BLUE, 4: OTHER}


def played(
    amendments: dict[int, Operations],
    adopted: list[int],
    put: list[int],
    dependencies: tuple[Dependency, ...] = (),
) -> Effect:
    pending = {number: Pending(Proposal(number, one, 0), one) for number, one in amendments.items()}
    edges = collision_edges(BASE, amendments)
    return effect(BASE, (), pending, adopted, put, edges=edges, dependencies=dependencies)


def words(text: Text) -> list[str]:
    return [one.text for one in text]


def falls(found: Effect) -> list[tuple[int, int, str]]:
    return [(one.amendment, one.because_of, one.reason) for one in found.falls]


def test_collisions_are_edges_between_numbers_with_the_exact_words() -> None:
    edges = collision_edges(BASE, CHAIN)
    assert [(one.one, one.other, one.found.provision, one.found.words) for one in edges] == [
        (1, 2, "p1", "Red"),
        (2, 3, "p1", "blue"),
    ]
    assert edges_of(2, BASE, CHAIN) == edges
    assert edges_of(4, BASE, CHAIN) == []


def test_what_two_do_alike_is_an_edge_too_also_at_the_beginning_of_the_text() -> None:
    new = [Provision(id, Kind.PARAGRAPH, 0, "", "Preamble.") for id in ("am1-1", "am2-1")]
    one, other = (derive(BASE, (each, *BASE)) for each in new)
    (edge,) = duplicate_edges(BASE, {1: one, 2: other, 3: RED})
    assert (edge.one, edge.other, edge.found.provision, edge.found.words) == (1, 2, "", "Preamble.")


def test_c_does_not_fall_when_a_is_adopted_although_b_collides_with_both() -> None:
    found = played(CHAIN, [1], [1, 2, 3])
    assert falls(found) == [(2, 1, "collision")]
    assert found.falls[0].words == "AM 2 falls because it collides with AM 1 on “Red”."
    assert [number for number, _ in found.carried] == [3, 4]
    assert words(found.text)[0] == "Crimson and green and blue."
    (carried,) = [done for number, done in found.carried if number == 3]
    assert words(apply(found.text, carried.operations))[0] == "Crimson and green and indigo."


def test_a_combination_is_adopted_as_a_whole() -> None:
    found = played(CHAIN, [1, 3], [1, 2, 3])
    assert words(found.text)[0] == "Crimson and green and indigo."
    assert falls(found) == [(2, 1, "collision")]
    assert found.becoming("clean") == (4,)


def test_an_amendment_that_collides_but_stood_in_no_poll_is_orphaned_and_does_not_fall() -> None:
    found = played(CHAIN, [1], [1])
    assert found.falls == ()
    assert found.becoming("orphaned") == (2,)
    assert dict(found.carried)[2].collisions[0].words == "Red"
    assert found.edges == ()


def test_collisions_between_what_stays_pending_go_on() -> None:
    found = played(CHAIN, [4], [4])
    assert [(one.one, one.other) for one in found.edges] == [(1, 2), (2, 3)]


def test_where_the_text_is_kept_what_stood_in_the_poll_is_rejected_and_all_else_is_as_it_was() -> None:
    found = played(CHAIN, [], [1, 2])
    assert (found.text, found.rejected, found.falls) == (BASE, (1, 2), ())
    assert found.becoming("clean") == (3, 4)


def test_what_the_text_holds_already_is_obsolete() -> None:
    found = played({1: RED, 2: RED}, [1], [1])
    assert found.becoming("obsolete") == (2,)


IF, UNLESS = DependencyKind.FALLS_IF_ADOPTED, DependencyKind.FALLS_UNLESS_ADOPTED


def test_what_depends_on_an_amendment_falls_if_that_is_adopted() -> None:
    dependency = Dependency(4, 1, IF)
    assert dependency.words == "AM 4 falls if AM 1 is adopted."
    found = played(CHAIN, [1], [1], (dependency,))
    assert falls(found) == [(4, 1, "dependency")]
    assert found.falls[0].words == "AM 4 falls because it depends on AM 1."
    assert falls(played(CHAIN, [], [1], (dependency,))) == []


def test_what_depends_on_what_fell_or_was_rejected_falls_with_it() -> None:
    chain = (Dependency(4, 3, UNLESS), Dependency(3, 2, UNLESS))
    assert chain[0].words == "AM 4 falls unless AM 3 is adopted."
    assert falls(played(CHAIN, [1], [1, 2], chain)) == [
        (2, 1, "collision"),
        (3, 2, "dependency"),
        (4, 3, "dependency"),
    ]
    assert falls(played(CHAIN, [], [2], chain)) == [(3, 2, "dependency"), (4, 3, "dependency")]
    assert falls(played(CHAIN, [3], [3], chain)) == []


def test_nothing_depends_on_itself() -> None:
    with pytest.raises(ValueError, match="AM 3"):
        Dependency(3, 3, IF)


def test_amendments_that_depend_on_each_other_fall_once() -> None:
    round_about = (Dependency(3, 4, UNLESS), Dependency(4, 3, UNLESS))
    assert falls(played(CHAIN, [], [3], round_about)) == [(4, 3, "dependency")]


def test_two_insertions_at_one_point_keep_their_order_after_their_anchor_was_struck() -> None:
    """Struck, an anchor still marks the point: the order of adoption does not matter."""

    def added(number: int, place: int) -> Operations:
        new = Provision(f"am{number}-1", Kind.PARAGRAPH, 0, "", f"By AM {number}.")
        return derive(BASE, (*BASE[:place], new, *BASE[place:]))

    amendments = {1: added(1, 2), 2: added(2, 1), 3: derive(BASE, BASE[:1] + BASE[2:])}
    found: list[Text] = []
    for order in ((3, 1, 2), (1, 2, 3), (2, 3, 1)):
        log: list[LogEntry] = []
        for number in order:
            proposal = Proposal(number, amendments[number], 0)
            one = effect(BASE, log, {number: Pending(proposal, ())}, [number], [number], edges=())
            log.append(LogEntry(Cause.ADOPTION, amendments[number], 0, number))
        found.append(one.text)
    assert [one.id for one in found[0]] == ["p1", "am2-1", "am1-1", "p3"]
    assert len(set(found)) == 1


def test_an_edge_is_what_decides_so_nothing_falls_that_was_not_said_to_collide() -> None:
    pending = {number: Pending(Proposal(number, one, 0), one) for number, one in CHAIN.items()}
    none: list[CollisionEdge] = []
    assert effect(BASE, (), pending, [1], [1, 2], edges=none).falls == ()
