"""What of an amendment can be adopted without the rest of it."""

from summit.domain.text import Delete, Insert, Kind, Move, Provision, Replace, parts

ONE, OTHER = (Provision(id, Kind.PARAGRAPH, 0, "", id) for id in ("new-1", "new-2"))


def test_what_builds_on_what_the_same_amendment_does_belongs_with_it() -> None:
    strike, words = Delete("p4", "digest"), Replace("p2", "digest", "Other words.")
    first, behind_it = Insert("p2", (ONE,)), Insert("new-1", (OTHER,))
    move, at_its_side = Move("p2", "p3"), Insert("p3", (OTHER,))
    assert parts([strike, words]) == ((strike,), (words,))
    assert parts([first, strike, behind_it]) == ((first, behind_it), (strike,))
    assert parts([words, strike, move, at_its_side]) == ((words, move, at_its_side), (strike,))
