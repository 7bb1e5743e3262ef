from summit.domain.text import Kind, Provision, Text
from summit.domain.text.parallel import Aligned, parallel

LONG = "All of the seeds that the communities keep in their fields are shared with whoever wants to sow them."
LANG = (
    "Todas las semillas que las comunidades guardan en sus chacras se comparten con quien quiera sembrarlas."
)
MIDDLE = "Every province opens two workshops in common."
MEDIO = "Cada provincia abre dos talleres en común."
BRIEF = "Water is shared."
BREVE = "El agua se comparte."


def text(*provisions: tuple[str, str]) -> Text:
    kinds = {"#": (Kind.HEADING, 1), "-": (Kind.ITEM, 1), "": (Kind.PARAGRAPH, 0)}
    return tuple(Provision(f"p{n}", *kinds[sign], "", words) for n, (sign, words) in enumerate(provisions, 1))


def pairs(found: Aligned) -> list[tuple[str, str]]:
    return [(one.source.text, one.words) for one in found.pairs]


def test_the_same_structure_stands_side_by_side() -> None:
    found = parallel(
        text(("#", "Seeds"), ("", LONG), ("-", BRIEF)), text(("#", "Semillas"), ("", LANG), ("-", BREVE))
    )
    assert pairs(found) == [("Seeds", "Semillas"), (LONG, LANG), (BRIEF, BREVE)]
    assert (found.questions, found.left_over) == ((), ())


def test_a_length_that_makes_no_sense_is_asked_even_in_the_same_structure() -> None:
    found = parallel(text(("#", "Seeds"), ("", LONG)), text(("#", "Semillas"), ("", BREVE)))
    assert pairs(found) == [("Seeds", "Semillas")]
    assert [(one.source.text, one.candidates) for one in found.questions] == [(LONG, (BREVE,))]


def test_a_missing_paragraph_is_found_by_length_and_asked() -> None:
    found = parallel(
        text(("#", "Seeds"), ("", LONG), ("", BRIEF), ("#", "Soils"), ("", BRIEF)),
        text(("#", "Semillas"), ("", LANG), ("#", "Suelos"), ("", BREVE)),
    )
    assert pairs(found) == [("Seeds", "Semillas"), (LONG, LANG), ("Soils", "Suelos"), (BRIEF, BREVE)]
    assert [(one.source.text, one.candidates) for one in found.questions] == [(BRIEF, ())]


def test_between_paragraphs_of_one_length_nothing_is_guessed() -> None:
    found = parallel(
        text(("", MIDDLE), ("", MIDDLE.replace("two", "six"))), text(("", MEDIO.replace("dos", "seis")))
    )
    assert pairs(found) == []
    assert [one.candidates for one in found.questions] == [(MEDIO.replace("dos", "seis"),)] * 2
    assert found.left_over == (MEDIO.replace("dos", "seis"),)


def test_other_figures_are_another_text() -> None:
    found = parallel(text(("", "Open by 2027, in 14 towns.")), text(("", "Abierto en 2026, en 14 lugares.")))
    assert (pairs(found), len(found.questions)) == ([], 1)


def test_lengths_that_only_happen_to_fit_better_are_asked() -> None:
    ours = ("Institutions may publish the data they gather with the funds of all.", "Banks receive support.")
    found = parallel(
        text(*(("", one) for one in ours)), text(("", "Los bancos comunitarios reciben un apoyo."))
    )
    assert pairs(found) == []
