"""Sentences that Python made, told in the reader's language, and the language that a reader gets."""

from flask import Flask
from flask.testing import FlaskClient

from summit.domain.errors import Refusal
from summit.web.sentences import Sentences

SPANISH = Sentences(
    {
        "AM {number} is {state} and cannot be adopted.": "AM {number}: {state}. No puede aprobarse.",
        "{name} is on the list already.": "{name} ya está en la lista.",
        "“{title}” is called off.": "«{title}» queda desconvocada.",
        "withdrawn": "retirada",
        " and ": " y ",
        "Nobody waits.": "Nadie espera.",
    }
)


def test_a_sentence_is_told_by_the_pattern_it_was_made_from() -> None:
    assert SPANISH.told("AM 12 is withdrawn and cannot be adopted.") == "AM 12: retirada. No puede aprobarse."


def test_several_sentences_are_told_one_by_one() -> None:
    assert SPANISH.told("Nobody waits. AM 3 and AM 4 fall.") == "Nadie espera. AM 3 and AM 4 fall."


def test_a_list_of_pieces_is_told_piece_by_piece() -> None:
    pieces = {
        "{names} had the fewest; {where}.": "{names} tenía las menos; {where}.",
        "of its {figure} ballots {where}": "de sus {figure} papeletas, {where}",
        "{figure} went to {option}": "{figure} pasaron a {option}",
        "{figure} to {option}": "{figure} a {option}",
        " and ": " y ",
    }
    said = "AM 3 had the fewest; of its 19 ballots 12 went to AM 17 and 7 to AM 19."
    told = "AM 3 tenía las menos; de sus 19 papeletas, 12 pasaron a AM 17 y 7 a AM 19."
    assert Sentences(pieces).told(said) == told


def test_what_somebody_named_keeps_its_words() -> None:
    assert SPANISH.told("“withdrawn” is called off.") == "«withdrawn» queda desconvocada."


def test_amendments_in_a_row_are_joined_as_the_language_joins_them() -> None:
    assert SPANISH.told("AM 3 and AM 4 is on the list already.") == "AM 3 y AM 4 ya está en la lista."


def test_what_no_catalogue_knows_stays_as_it_is() -> None:
    assert SPANISH.told("Buen vivir") == "Buen vivir"


def test_a_browser_is_answered_in_the_language_it_asks_for(bare: Flask) -> None:
    bare.config["SPOKEN"] = None
    page = bare.test_client().get("/closed", headers={"Accept-Language": "fr-CH, fr;q=0.9, en;q=0.5"})
    assert 'lang="fr"' in page.text and "À la première page" in page.text
    assert "Accept-Language" in page.headers["Vary"]


def test_a_chosen_language_stays_on_the_device(bare: Flask) -> None:
    bare.config["SPOKEN"] = None
    reader: FlaskClient = bare.test_client()
    reader.get("/closed?interface=es", headers={"Accept-Language": "fr"})
    assert 'lang="es"' in reader.get("/closed", headers={"Accept-Language": "fr"}).text


def test_a_language_that_is_not_offered_changes_nothing(bare: Flask) -> None:
    bare.config["SPOKEN"] = None
    assert 'lang="en"' in bare.test_client().get("/closed?interface=xx").text


def test_a_refusal_with_somebodys_words_stays_text(bare: Flask) -> None:
    """A title in a refusal is never taken as HTML, and a per cent sign in it is no format."""
    bare.config["SPOKEN"] = None

    @bare.get("/titled")
    def titled() -> str:
        raise Refusal("“<b>50 % of d</b>” is called off.")

    told = bare.test_client().get("/titled?interface=es")
    assert "<b>" not in told.text and "&lt;b&gt;50 % of d" in told.text and "queda desconvocada" in told.text


def test_a_share_is_told_with_the_decimal_sign_of_the_language() -> None:
    known = {"{winner} has {share} of these ballots.": "{winner} tiene el {share} de estas papeletas."}
    assert Sentences(known, ",").told("AM 1 has 66.7 % of these ballots.") == (
        "AM 1 tiene el 66,7 % de estas papeletas."
    )
    assert Sentences(known, ",").told("100.0 %") == "100,0 %"
    assert Sentences(known, ",").told("Section 2.1 %") == "Section 2.1 %"
