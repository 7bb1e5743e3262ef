"""How the public record calls people."""

from summit.people.models import Person
from summit.people.queries.places import the_summit

NAMINGS = ("name", "seat", "delegation", "nothing")


def public_name(person: Person) -> str:
    """How the public record calls a person: by the summit's setting for their role."""
    summit = the_summit()
    naming = summit.naming.get(person.role, "name") if summit else "name"
    if naming == "delegation":
        return person.delegation.name if person.delegation else f"{person.role} {person.badge}"
    return {"name": person.name, "seat": f"{person.role} {person.badge}", "nothing": "not named"}[naming]
