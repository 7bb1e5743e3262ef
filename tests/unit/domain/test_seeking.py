"""Searching in words, whatever the accents and the case."""

import pytest

from summit.domain.seeking import is_found, marked, sought, terms


@pytest.mark.parametrize(
    ("query", "text", "is_there"),
    [
        ("accion", "La ACCIÓN común", True),
        ("ACCIÓN común", "accion comun", True),
        ("acci", "La acción", True),
        ("cion", "La acción", False),
        ("cœur", "au coeur de la forêt", True),
        ("nandu", "el ñandú", True),
        ("cafe", "cafe\u0301 solo", True),
        ('"open data"', "the open, data", True),
        ('"open data"', "data that is open", False),
        ("open data", "data that is open", True),
        ("open nothing", "data that is open", False),
        ("p’ukyu", "el p'ukyu", True),
        ("100%", "100 por ciento", True),
        ("straße", "STRASSE", True),
    ],
)
def test_words_are_found_whatever_their_accents_and_case(query: str, text: str, is_there: bool) -> None:
    assert is_found(terms(query), sought(text)) is is_there


def test_what_is_too_short_or_no_word_is_not_looked_for() -> None:
    assert terms("a % _ '' \"\" b") == ()
    assert terms("la la LÁ") == (("la",),)
    assert len(terms(" ".join(f"word{n}" for n in range(50)))) == 8


def test_words_of_one_text_are_no_phrase_with_those_of_the_next() -> None:
    assert not is_found(terms('"open data"'), sought("It is open", "data everywhere"))


def test_every_find_is_marked_as_it_is_written_and_the_rest_is_cut_at_blanks() -> None:
    text = f"{'before ' * 30}La Acción de las comunidades, acciones {'after ' * 30}".strip()
    pieces = marked(text, terms("accion"), 20)
    assert [words for is_found, words in pieces if is_found] == ["Acción"]
    assert "".join(words for _, words in pieces) == "…before before before La Acción de las comunidades,…"
    pieces = marked("Acción y acciones", terms("accion"), 20)
    assert pieces == [(True, "Acción"), (False, " y "), (True, "acciones")]
    assert marked("nothing here", terms("accion"), 20) == [(False, "nothing here")]
