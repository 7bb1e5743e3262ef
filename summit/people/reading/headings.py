"""The words that lists of people use for their columns, roles and offices, in Spanish, English and French."""

from summit.domain.badges import folded
from summit.people.models import Attendance, Duty, Role

NAME, BADGE, ROLE = "name", "badge", "role"
DELEGATION, BODIES, ATTENDS = "delegation", "bodies", "attends"
EMAIL, OFFICES = "e-mail", "offices"
NEEDED = (NAME, BADGE, ROLE)

_COLUMNS = {
    NAME: ("name", "full name", "nombre", "nombres", "nombre completo", "nombre y apellido",
           "nombre y apellidos", "nom", "nom complet", "nom et prenom"),
    BADGE: ("badge", "badge number", "badge no", "credencial", "numero de credencial", "no de credencial",
            "gafete", "numero de gafete", "numero de badge", "no de badge"),
    ROLE: ("role", "rol", "papel", "funcion", "fonction"),
    DELEGATION: ("delegation", "delegacion"),
    BODIES: ("body", "bodies", "table", "tables", "mesa", "mesas", "mesa de trabajo", "organo", "organos",
             "organe", "organes", "table de travail", "tables de travail"),
    ATTENDS: ("attends", "attendance", "asiste", "asistencia", "modalidad", "assiste", "presence",
              "modalite"),
    EMAIL: ("e mail", "email", "mail", "correo", "correo electronico", "courriel", "adresse electronique",
            "adresse e mail"),
    OFFICES: ("office", "offices", "cargo", "cargos", "oficio", "oficios", "charge", "charges"),
}  # fmt: skip
_ROLES = {
    Role.DELEGATE: ("delegate", "delegado", "delegada", "delegue", "deleguee"),
    Role.SUBSTITUTE: ("substitute", "alternate", "suplente", "alterno", "alterna", "suppleant", "suppleante"),
    Role.OBSERVER: ("observer", "observador", "observadora", "observateur", "observatrice"),
    Role.ORGANISER: ("organiser", "organizer", "organizador", "organizadora", "organisateur",
                     "organisatrice"),
}  # fmt: skip
_ATTENDANCES = {
    Attendance.ROOM: ("room", "in the room", "in person", "hall", "sala", "en sala", "presencial",
                      "en persona", "salle", "en salle", "presentiel", "en presentiel"),
    Attendance.REMOTE: ("remote", "online", "remoto", "remota", "a distancia", "distancia", "en linea",
                        "virtual", "a distance", "distance", "en ligne", "distanciel"),
}  # fmt: skip
_DUTIES = {
    Duty.CHAIR: ("chair", "presidente", "presidenta", "presidencia", "president", "presidence"),
    Duty.SECRETARY: ("secretary", "secretario", "secretaria", "secretaire"),
    Duty.TELLER: ("teller", "escrutador", "escrutadora", "scrutateur", "scrutatrice"),
    Duty.MEMBER: ("member", "miembro", "integrante", "membre"),
    Duty.DESK: ("accreditation desk", "desk", "acreditacion", "mesa de acreditacion", "accreditation",
                "bureau d accreditation", "bureau des accreditations"),
    Duty.TRANSLATOR: ("translator", "traductor", "traductora", "traducteur", "traductrice"),
    Duty.RAPPORTEUR: ("rapporteur", "relator", "relatora", "rapporteuse"),
    Duty.MODERATOR: ("moderator", "moderador", "moderadora", "moderateur", "moderatrice"),
    Duty.SCRUTINEER: ("scrutineer", "veedor", "veedora", "controleur", "controleuse"),
}  # fmt: skip
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words}
_ATTENDANCE_OF = {word: attends for attends, words in _ATTENDANCES.items() for word in words}
_DUTY_OF = {word: duty for duty, words in _DUTIES.items() for word in words}


def column_of(heading: str) -> str | None:
    """Which column a heading names; case, accents and punctuation do not matter."""
    return _COLUMN_OF.get(_plain(heading))


def role_of(word: str) -> Role | None:
    return _ROLE_OF.get(_plain(word))


def attendance_of(word: str) -> Attendance | None:
    return _ATTENDANCE_OF.get(_plain(word))


def is_plenary(word: str) -> bool:
    """Whether a list means the plenary, whatever the summit calls it."""
    return _plain(word) in ("plenary", "plenaria", "pleno", "pleniere", "assemblee pleniere")


def duty_of(word: str) -> Duty | None:
    return _DUTY_OF.get(_plain(word))


def _plain(words: str) -> str:
    letters = folded(words.replace("º", "o").replace("°", "o"))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters).split())
