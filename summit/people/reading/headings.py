"""The words that lists of people use for their columns and roles, in Spanish, English and French."""

import unicodedata

from summit.people.models import Role

NAME, BADGE, ROLE = "name", "badge", "role"
NEEDED = (NAME, BADGE, ROLE)

_COLUMNS = {
    NAME: ("name", "full name", "nombre", "nombres", "nombre completo", "nombre y apellido",
           "nombre y apellidos", "nom", "nom complet", "nom et prenom"),
    BADGE: ("badge", "badge number", "badge no", "credencial", "numero de credencial", "no de credencial",
            "gafete", "numero de gafete", "numero de badge", "no de badge"),
    ROLE: ("role", "rol", "papel", "funcion", "fonction"),
}  # fmt: skip
_ROLES = {
    Role.DELEGATE: ("delegate", "delegado", "delegada", "delegue", "deleguee"),
    Role.OBSERVER: ("observer", "observador", "observadora", "observateur", "observatrice"),
    Role.ORGANISER: (
        "organiser",
        "organizer",
        "organizador",
        "organizadora",
        "organisateur",
        "organisatrice",
    ),
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words}


def column_of(heading: str) -> str | None:
    """Which column a heading names; case, accents and punctuation do not matter."""
    return _COLUMN_OF.get(_plain(heading))


def role_of(word: str) -> Role | None:
    return _ROLE_OF.get(_plain(word))


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.replace("º", "o").replace("°", "o"))
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters.casefold()).split())
