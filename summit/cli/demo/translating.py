"""Translations of the demonstration's texts: most of one, some of the other, a few French, one gone stale."""

from summit.documents.queries import document
from summit.documents.services import enter_term, review_translation, translated
from summit.documents.services.writing import write_on_translation
from summit.domain.text import source_digest

SEEDS = {
    "Semillas, suelos y saberes: el alimento como conocimiento común": {
        "en": "Seeds, soils and wisdom: food as common knowledge",
        "fr": "Semences, sols et savoirs : l’alimentation comme connaissance commune",
    },
    "Por qué este documento": {"en": "Why this document", "fr": "Pourquoi ce document"},
    "Quien guarda una semilla guarda también una manera de conocer. El *sumak yachay* de las chacras y la "
    "investigación de los laboratorios se reconocen como fuentes de igual dignidad.": {
        "en": "Whoever keeps a seed also keeps a way of knowing. The *sumak yachay* of the fields and the "
        "research of the laboratories are recognised as sources of equal dignity.",
    },
    "Lo que se siembra con fondos de todos": {
        "en": "What is sown with everybody’s money",
        "fr": "Ce qui se sème avec l’argent de tous",
    },
    "Las instituciones públicas de investigación podrán publicar los datos de semillas y suelos que obtengan "
    "con fondos públicos.": {
        "en": "Public research institutions may publish the data on seeds and soils that they obtain with "
        "public funds.",
        "fr": "Les institutions publiques de recherche peuvent publier les données sur les semences et les "
        "sols qu’elles obtiennent avec des fonds publics.",
    },
    "Las instituciones públicas de investigación publicarán los datos de semillas y suelos que obtengan con "
    "fondos públicos.": {
        "en": "Public research institutions shall publish the data on seeds and soils that they obtain with "
        "public funds.",
    },
    "Toda *minga* de intercambio de semillas se considera un acto de conocimiento y no una operación "
    "comercial.": {
        "en": "Every *minga* for the exchange of seeds is held to be an act of knowledge and not of trade.",
    },
    "Suelos": {"en": "Soils", "fr": "Sols"},
    "Saberes": {"en": "Wisdom"},
}
PLAN = {
    "A common road: the main transition plan": {"es": "Un camino común: el plan principal de transición"},
    "What we want": {"es": "Lo que queremos", "fr": "Ce que nous voulons"},
    "How we get there": {"es": "Cómo llegamos", "fr": "Comment nous y arrivons"},
    "Software that is paid for by everybody may be shared with everybody.": {
        "es": "El software que pagan todas y todos puede compartirse con todas y todos.",
    },
    "Public schools teach with materials that anyone can copy, translate and correct.": {
        "es": "Las escuelas públicas enseñan con materiales que se pueden copiar, traducir y corregir.",
    },
    "Each province opens at least two workshops in which machines can be designed, built and repaired in "
    "common.": {
        "es": "Cada provincia abre al menos dos talleres en los que se diseñan, construyen y reparan "
        "máquinas en común.",
    },
}
TERMS = (
    {"es": "semilla", "en": "seed", "fr": "semence"},
    {"es": "suelo", "en": "soil", "fr": "sol"},
    {"es": "fondos públicos", "en": "public funds", "fr": "fonds publics"},
)


def written(who: dict[str, int], plan: int, provision: str) -> None:
    """A delegate amends the plan in Spanish; it waits for a translator."""
    words = "Las escuelas públicas enseñan con materiales que se pueden copiar, traducir, corregir y leer "
    words += "sin costo."
    write_on_translation(
        who["02-05"], plan, document(plan).head, provision, "es", words, "Y leer sin costo",
        "Una familia que no puede pagar tampoco puede leer.",
    )  # fmt: skip


def translate(who: dict[str, int]) -> None:
    """By one translator; what is in the summit's other main language is reviewed by a second one."""
    for original, texts in (("es", SEEDS), ("en", PLAN)):
        for source, every in texts.items():
            for language, words in every.items():
                translated(who["T-1"], source, original, language, words)
                if language != "fr":
                    seen = source_digest(words)
                    review_translation(who["T-2"], source_digest(source), language, seen)
    for term in TERMS:
        enter_term(who["T-1"], term)
