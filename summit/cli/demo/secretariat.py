"""What the secretariat of the demonstration gives its final document: number, place, preamble, signatures."""

from summit.export.composition import Composition, compose_document

ADDRESS = "http://127.0.0.1:8000/record"
"""Where `make run` shows the record; a real summit names an address that everybody reaches."""


def give(who: dict[str, int], order: tuple[int, ...]) -> None:
    """Compose it; `order` are the documents as they are to stand in it."""
    compose_document(
        who["O-1"],
        Composition(
            number="CBC/2026/1",
            place="Quito",
            address=ADDRESS,
            titles=(
                ("es", "Cumbre del Buen Conocer: recomendaciones"),
                ("en", "Good Knowledge Summit: recommendations"),
                ("fr", "Sommet du Bon Savoir : recommandations"),
            ),
            preamble=(
                "Having met in plenary and at working tables, in the room and from afar,",
                "Recalling that knowledge grows when it is shared, and that every community has some,",
                "Recommend what follows.",
            ),
            order=order,
            signatures=("Chair of the plenary", "Secretary of the plenary"),
        ),
    )
