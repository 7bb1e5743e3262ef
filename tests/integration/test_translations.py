"""A translation belongs to its text: claimed, reviewed by another; stale when the text moves, never lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from summit.db import db, now
from summit.documents import queries
from summit.documents.models import Translation
from summit.documents.services import (
    ClaimedByAnother,
    claim_translation,
    mark_ready,
    release_translation,
    review_translation,
    save_draft,
    translated,
    withdraw_translation,
)
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.domain.text import source_digest
from summit.domain.text.translating import Standing
from summit.export.ending import end_summit
from summit.people.models import Duty, Role
from summit.people.services import accredit, give_office
from summit.record import RecordEntry, broken_at
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, an_open_poll, cast, published, voided

MAY = SENTENCES[0]
SHALL = MAY.replace("may", "shall")
TAXES = MAY.replace("public funds", "taxes")
BOTH = SHALL.replace("public funds", "taxes")
MAY_ES = "Las instituciones públicas de investigación pueden publicar sus datos."
SHALL_ES = MAY_ES.replace("pueden", "deben")
TAXES_ES = MAY_ES.replace("sus datos", "los datos pagados con impuestos")


@pytest.fixture
def translators(inside: Flask, people: Cast) -> tuple[int, int]:
    made = []
    for name, badge in (("Killa Tene", "T-1"), ("Marc Duval", "T-2")):
        made.append(accredit(None, name, Role.OBSERVER, badge).id)
        give_office(people.organiser, badge, Duty.TRANSLATOR)
    return made[0], made[1]


def adopted(people: Cast, amendments: list[int], winner: int) -> int:
    poll = an_open_poll(people.organiser, amendments)
    cast(people.lucia, poll, f"am{winner}")
    published(people.organiser, poll)
    return poll


def shown(document: int) -> queries.Rendered:
    """The first paragraph as a reader of Spanish finds it."""
    db.session.rollback()
    paper = queries.document(document)
    text = queries.text_at(document, paper.head)
    return queries.rendered_provisions(document, text, "en", "es")["p2"]


def ready(actor: int, source: str, words: str) -> str:
    digest = claim_translation(actor, source, "en", "es")
    mark_ready(actor, digest, "es", words)
    return digest


def test_a_translation_is_shown_once_ready_and_reviewed_by_another(
    translators: tuple[int, int], people: Cast, announced: Callable[[], list[tuple[str, str]]]
) -> None:
    document, (killa, marc) = a_document(), translators
    digest = claim_translation(killa, MAY, "en", "es")
    save_draft(killa, digest, "es", "Las instituciones …")
    assert shown(document).standing == Standing.MISSING
    mark_ready(killa, digest, "es", MAY_ES)
    assert shown(document) == queries.Rendered(Standing.READY, MAY_ES)
    for refused in (killa, people.lucia):
        with pytest.raises(NotAllowed):
            review_translation(refused, digest, "es", source_digest(MAY_ES))
    with pytest.raises(Refusal, match="changed since you read"):
        review_translation(marc, digest, "es", source_digest("Other words"))
    review_translation(marc, digest, "es", source_digest(MAY_ES))
    assert shown(document).standing == Standing.REVIEWED
    with pytest.raises(NotAllowed):
        withdraw_translation(people.lucia, digest, "es", "No.")
    withdraw_translation(killa, digest, "es", "A word is missing.")
    assert shown(document) == queries.Rendered(Standing.MISSING, MAY)
    assert queries.translation(digest, "es").draft == MAY_ES
    kinds = ["translation_ready", "translation_reviewed", "translation_withdrawn"]
    assert [kind for topic, kind in announced() if topic == "translations:es"] == kinds
    kept = db.session.scalars(
        db.select(RecordEntry).where(RecordEntry.kind.in_(kinds)).order_by(RecordEntry.seq)
    ).all()
    assert [one.kind for one in kept] == kinds
    assert {one.payload["words"] for one in kept} == {source_digest(MAY_ES)}
    assert broken_at() is None


def test_a_claim_keeps_others_out_until_given_up_or_idle(translators: tuple[int, int]) -> None:
    killa, marc = translators
    digest = claim_translation(killa, MAY, "en", "es")
    for refused in (
        lambda: claim_translation(marc, MAY, "en", "es"),
        lambda: save_draft(marc, digest, "es", "Mine."),
        lambda: mark_ready(marc, digest, "es", "Mine."),
    ):
        with pytest.raises(ClaimedByAnother, match="Killa Tene"):
            refused()
    with pytest.raises(Refusal, match="not claimed"):
        release_translation(marc, digest, "es")
    release_translation(killa, digest, "es")
    claim_translation(marc, MAY, "en", "es")
    db.session.execute(db.update(Translation).values(claimed_at=now() - timedelta(minutes=21)))
    db.session.commit()
    assert claim_translation(killa, MAY, "en", "es") == digest


def test_what_is_no_translation_is_refused(translators: tuple[int, int], people: Cast) -> None:
    killa, _ = translators
    with pytest.raises(NotAllowed):
        claim_translation(people.lucia, MAY, "en", "es")
    for language in ("en", "tlh"):
        with pytest.raises(Unacceptable, match="not translated into"):
            claim_translation(killa, MAY, "en", language)
    digest = claim_translation(killa, MAY, "en", "es")
    with pytest.raises(Unacceptable):
        mark_ready(killa, digest, "es", "  ")


def test_a_merged_text_is_stale_and_shows_both_and_a_taken_back_one_finds_its_translation(
    translators: tuple[int, int], people: Cast
) -> None:
    """The translation of an amendment's words is that of the provision once it is adopted."""
    document, (killa, _) = a_document(), translators
    ready(killa, MAY, MAY_ES)
    first = an_amendment(people.lucia, document, SHALL)
    second = an_amendment(people.tomas, document, TAXES)
    ready(killa, SHALL, SHALL_ES)
    ready(killa, TAXES, TAXES_ES)
    one = adopted(people, [first], first)
    assert shown(document) == queries.Rendered(Standing.READY, SHALL_ES)
    other = adopted(people, [second], second)
    assert shown(document) == queries.Rendered(Standing.STALE, BOTH, (TAXES_ES, SHALL_ES))
    voided(people.organiser, one, "The wrong text was on the screen.")
    assert shown(document) == queries.Rendered(Standing.READY, TAXES_ES)
    voided(people.organiser, other, "This one too.")
    assert shown(document) == queries.Rendered(Standing.READY, MAY_ES)


def test_after_a_void_with_two_later_adoptions_the_translation_is_stale_and_not_lost(
    translators: tuple[int, int], people: Cast
) -> None:
    document, (killa, _) = a_document(), translators
    ready(killa, MAY, MAY_ES)
    poll = adopted(people, [an_amendment(people.lucia, document, SHALL)], 1)
    adopted(people, [an_amendment(people.lucia, document, BOTH, seen=2)], 2)
    adopted(people, [an_amendment(people.rosa, document, "Seed banks have support.", "p3", seen=3)], 3)
    ready(killa, BOTH, "Con impuestos.")
    voided(people.organiser, poll, "The wrong text was on the screen.")
    assert shown(document) == queries.Rendered(Standing.STALE, TAXES, ("Con impuestos.",))
    assert queries.translation(source_digest(MAY), "es").words == MAY_ES
    translated(None, TAXES, "en", "es", TAXES_ES)
    assert shown(document) == queries.Rendered(Standing.READY, TAXES_ES)


def test_drafts_end_with_the_summit_and_what_readers_see_stays(
    translators: tuple[int, int], people: Cast
) -> None:
    shown = ready(translators[0], MAY, MAY_ES)
    draft = claim_translation(translators[0], SHALL, "en", "es")
    save_draft(translators[0], draft, "es", SHALL_ES)
    end_summit(timedelta(0))
    db.session.rollback()
    assert list(queries.translations("es")) == [shown]
