"""verify.py takes every rescission that the text engine makes, and finds a text that it does not make."""

from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import verify
from summit.domain.text import (
    Cause,
    Course,
    LogEntry,
    Operations,
    Text,
    collisions,
    derive,
    from_json,
    operations_to_json,
    revision_digest,
    to_json,
)
from tests.properties.text_strategies import EXAMPLES, bases_with, many, texts_amended

some = settings(many, max_examples=max(1, EXAMPLES // 5))


def paper(base: Text, log: list[LogEntry]) -> tuple[SimpleNamespace, SimpleNamespace, int]:
    """A document as a bundle holds it, the record beside it, and the revision that rescinds."""
    course = Course(base, log)
    texts = [course.text(number) for number in range(len(log) + 1)]
    revisions: list[dict[str, Any]] = [{"provisions": to_json(base), "operations": [], "amendment": None}]
    for number, entry in enumerate(log, start=1):
        revisions.append(
            {
                "amendment": entry.amendment or None,
                "digest": revision_digest(texts[number]),
                "operations": operations_to_json(derive(texts[number - 1], texts[number])),
                "provisions": to_json(texts[number]),
                "poll": 1,
                "own": operations_to_json(entry.operations),
            }
        )
    held = [one.entry + 1 for one in course.standing.held]
    revisions[-1] |= {"rescinds": log[-1].rescinds + 1, "held": held}
    said = {
        **revisions[-1],
        "held": [revisions[one - 1]["amendment"] for one in held],
        "held_revisions": held,
    }
    document = SimpleNamespace(
        number=1,
        revisions=revisions,
        text=lambda number: revisions[number - 1]["provisions"],
        written=lambda number: revisions[number - 1]["operations"] + revisions[number - 1].get("own", []),
    )
    return document, SimpleNamespace(last=lambda kind, where, **wanted: said), len(revisions)


def checked(base: Text, log: list[LogEntry], tampered: bool = False) -> None:
    document, chain, place = paper(base, log)
    one = document.revisions[-1]
    if tampered:
        changed = [{**one["provisions"][0], "text": "Slipped in."}, *one["provisions"][1:]]
        forged = derive(from_json(document.text(place - 1)), from_json(changed))
        one |= {"provisions": changed, "operations": operations_to_json(forged)}
        chain = SimpleNamespace(last=lambda kind, where, **wanted: {**one, **held_of(document, one)})
    verify._check_rescission(
        document, place, one, chain, "here", SimpleNamespace(ok=lambda said: None, unknown=lambda said: None)
    )


def held_of(document: SimpleNamespace, one: dict[str, Any]) -> dict[str, list[int]]:
    held = [document.revisions[number - 1]["amendment"] for number in one["held"]]
    return {"held": held, "held_revisions": one["held"]}


@some
@given(bases_with(3), st.integers(1, 3))
def test_a_rescission_of_amendments_made_side_by_side_is_verified(
    case: tuple[Text, list[Operations]], rescinded: int
) -> None:
    base, operations = case
    assume(not any(collisions(base, one, other) for one, other in combinations(operations, 2)))
    log = [LogEntry(Cause.ADOPTION, one, amendment=number) for number, one in enumerate(operations, 1)]
    checked(base, [*log, LogEntry(Cause.RESCISSION, rescinds=rescinded)])


@some
@given(texts_amended(3), st.integers(1, 3))
def test_a_rescission_of_amendments_made_one_upon_the_other_is_verified(
    case: tuple[Text, ...], rescinded: int
) -> None:
    base, *after = case
    log = [
        LogEntry(Cause.ADOPTION, derive(before, one), made_on=number - 1, amendment=number)
        for number, (before, one) in enumerate(zip(case, after, strict=False), start=1)
    ]
    checked(base, [*log, LogEntry(Cause.RESCISSION, rescinds=rescinded)])


@some
@given(bases_with(1))
def test_words_slipped_in_with_a_rescission_are_found(case: tuple[Text, list[Operations]]) -> None:
    base, (operations,) = case
    assume(base and all(one.text != "Slipped in." for one in base))
    log = [LogEntry(Cause.ADOPTION, operations, amendment=1), LogEntry(Cause.RESCISSION, rescinds=1)]
    with pytest.raises(verify.DoesNotFit):
        checked(base, log, tampered=True)
