"""The composition of the final document, and corrigenda once it is final: recorded, printed, verified."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

import verify
from summit.documents.services import correct_text, is_replaceable, prepare_correction, typed
from summit.documents.services.changes import Change
from summit.domain.errors import NotAllowed, NotFound, Refusal, Unacceptable
from summit.export.bundle import make_bundle
from summit.export.composing import compose
from summit.export.composition import Composition, compose_document, composition
from summit.export.ending import end_summit
from summit.export.formats import FORMATS, by_name
from summit.export.minutes import corrigendum_file
from tests.bundles import edited, packed, signed_anew, unpacked, verified
from tests.conftest import Cast
from tests.factories import a_document

pytestmark = pytest.mark.only_on("sqlite", "it is kept in the chain, whatever the database")

WHOLE = Composition(
    number="CBC/2014/1",
    place="Quito",
    address="https://summit.example.org/record",
    titles=(("es", "Declaración de Quito"),),
    preamble=("Recalling that seeds travel,", "Convinced that nobody owns them,"),
    order=(2, 1),
    numbering="through",
    signatures=("Paz Cevallos, chair",),
)


def test_a_composition_stands_on_the_record_and_in_every_format(inside: Flask, people: Cast) -> None:
    a_document(title="First")
    a_document(title="Second")
    compose_document(people.organiser, WHOLE)
    assert composition() == WHOLE
    document = compose()
    assert [part.number for part in document.parts] == [2, 1]
    labels = [[one.label for one in part.provisions] for part in document.parts]
    assert labels == [["1", "1", "2", "3"], ["1", "4", "5", "6"]]
    said = (
        "CBC/2014/1",
        "Quito",
        "Declaración de Quito",
        "Recalling that seeds travel",
        "Paz Cevallos, chair",
    )
    for name in ("markdown", "html", "json"):
        page = by_name(name).write(document).decode().replace("\\", "")
        assert [one for one in said if one not in page] == [], name
    assert "<svg" in by_name("html").write(document).decode()
    assert all(one.write(document) for one in FORMATS)


def test_a_composition_that_does_not_fit_is_refused_in_words(inside: Flask, people: Cast) -> None:
    a_document()
    for wrong, said in (
        ({"order": (1, 7)}, "no document 7"),
        ({"order": (1, 1)}, "once"),
        ({"address": "javascript:alert(1)"}, "https://"),
        ({"numbering": "roman"}, "numbered"),
        ({"order": (), "preamble": ("long " * 5000,)}, "20,000"),
    ):
        with pytest.raises(Unacceptable, match=said):
            compose_document(people.organiser, replace(WHOLE, **{"order": (1,), **wrong}))
    with pytest.raises(NotAllowed):
        compose_document(people.lucia, Composition())
    assert composition() == Composition()


def corrected(words: str, reason: str) -> None:
    operations = typed(1, 1, [Change("p2", words=words)])
    correct_text(None, prepare_correction(1, 1, operations), reason)


def test_what_is_corrected_after_the_end_is_a_numbered_corrigendum(inside: Flask, people: Cast) -> None:
    a_document()
    compose_document(people.organiser, replace(WHOLE, order=()))
    assert is_replaceable(1)
    assert compose().status == "provisional"
    end_summit(timedelta(0))
    assert not is_replaceable(1), "a better file would change the final document in silence"
    with pytest.raises(Refusal, match="corrigendum"):
        compose_document(people.organiser, Composition())
    corrected("Public institutions publish.", "A line was lost in print.")
    document = compose()
    assert document.status_in_words == "final, with corrigendum 1"
    (one,) = document.corrigenda
    assert (one.number, one.revision, one.reason) == (1, 2, "A line was lost in print.")
    assert [place.place for place in one.places] == ["§1"]
    assert "Corrigendum 1" in by_name("markdown").write(document).decode()
    with zipfile.ZipFile(io.BytesIO(corrigendum_file(document, 1))) as office:
        assert "A line was lost in print." in office.read("word/document.xml").decode()
    with pytest.raises(NotFound):
        corrigendum_file(document, 2)

    files = unpacked(make_bundle(lambda *_: None).content)
    assert verified(packed(files))[0] == 0
    for forge in (
        lambda final: final["corrigenda"].clear(),
        lambda final: final["preamble"].append("Whereas nothing of it was said,"),
        lambda final: final["cover"].update(number="CBC/2014/2"),
        lambda final: final["signatures"].clear(),
        lambda final: final["parts"][0]["provisions"].reverse(),
        lambda final: final.update(status="provisional"),
    ):

        def forged(final: dict, forge=forge) -> None:
            forge(final)
            final.pop("digest")
            final["digest"] = verify.digest_of(final)

        wrong, said = verified(packed(signed_anew(edited(files, "final/final.json", forged))))
        assert wrong, said
        assert "NO   final/final.json" in said
