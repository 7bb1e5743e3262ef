"""Found the summit: its name, zone and languages, and the body that sits."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from summit.db import db, transaction
from summit.domain.errors import Refusal, Unacceptable
from summit.people import queries
from summit.people.models import Body, Role, Summit
from summit.record import keep

PLENARY = {"en": "Plenary", "es": "Plenaria", "fr": "Plénière"}


def plenary_in(languages: Sequence[str]) -> str:
    """What the body that decides is called if nobody names it: in the first language, else English."""
    return PLENARY.get(languages[0], PLENARY["en"]) if languages else PLENARY["en"]


@transaction
def found_summit(
    name: str, zone: str, languages: Sequence[str], body: str = PLENARY["en"], is_demo: bool = False
) -> Summit:
    """Enter the one summit of this deployment and its plenary.

    Raises Refusal when there is one already, Unacceptable for an empty name or an unknown zone.
    """
    if queries.the_summit() is not None:
        raise Refusal("There is a summit here already. One deployment serves one summit.")
    if not name.strip():
        raise Unacceptable("The summit needs a name.")
    _check_zone(zone)
    summit = Summit(id=1, name=name.strip(), zone=zone, languages=list(languages), is_demo=is_demo)
    db.session.add_all([summit, Body(name=body)])
    keep("summit_founded", name=summit.name, zone=zone, languages=list(languages))
    return summit


@transaction
def name_role(role: Role, naming: str) -> None:
    """Say how the public record calls people of a role. Raises Refusal before the summit or after its end."""
    summit = queries.the_summit()
    if summit is None or summit.closed_at is not None:
        raise Refusal("There is no summit that goes on.")
    if naming not in queries.NAMINGS:
        raise Unacceptable(f"People are called by one of {', '.join(queries.NAMINGS)}.")
    summit.naming = {**summit.naming, role.value: naming}
    keep("naming_set", role=role.value, naming=naming)


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise Unacceptable(f"“{zone}” is not a time zone; write it like America/Guayaquil.") from error
