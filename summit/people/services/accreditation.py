"""Accreditation: enter people one by one or from a list, with what they have from the beginning."""

from collections.abc import Iterable, Mapping, Sequence

from summit.db import db, transaction
from summit.domain.badges import (
    faults_of_badge,
    faults_of_delegation,
    faults_of_email,
    faults_of_name,
    written_badge,
    written_name,
)
from summit.domain.errors import Refusal, Unacceptable, require
from summit.people import queries
from summit.people.models import Attendance, Body, Duty, Office, Person, Role
from summit.people.permissions import is_organiser
from summit.people.reading import Entry, Known, PeopleList, but_for
from summit.people.services.delegations import delegations_by_name
from summit.people.services.desk import BY_COMMAND, announce_people, require_desk, sought
from summit.people.services.seating import new_seats
from summit.record import keep, keep_all


@transaction
def accredit(
    actor_id: int | None,
    name: str,
    role: Role,
    badge: str,
    delegation: str = "",
    attends: Attendance = Attendance.ROOM,
    email: str = "",
    bodies: Sequence[str] = (),
) -> Person:
    """Enter a person; a delegate gets the seat with the badge's number in the plenary and in `bodies`.

    Raises NotAllowed (only an organiser accredits organisers), Unacceptable for a name, badge, delegation or
    e-mail address that is empty or cannot be used, Refusal for a badge that is taken or a body there is not.
    """
    require_desk(actor_id)
    if role == Role.VISITOR:
        raise Unacceptable("The role is organiser, delegate, substitute or observer.")
    entry = Entry(
        0, written_name(name), written_badge(badge), role, written_name(delegation), tuple(bodies), attends,
        email.strip(),
    )  # fmt: skip
    if faults := _faults(entry):
        raise Unacceptable(faults[0])
    known = known_to(actor_id)
    require(known.by_organiser or role != Role.ORGANISER, "Only an organiser accredits organisers.")
    checked = but_for(_alone(entry), known)
    if checked.faults:
        raise Refusal(checked.faults[0].what[0])
    return _enter(actor_id, checked.entries)[0]


def _faults(entry: Entry) -> list[str]:
    faults = [*faults_of_name(entry.name), *faults_of_badge(entry.badge)]
    return [*faults, *faults_of_delegation(entry.delegation), *faults_of_email(entry.email)]


def _alone(entry: Entry) -> PeopleList:
    return PeopleList((entry,), (), (), "", "", "")


@transaction
def import_people(actor_id: int | None, listed: PeopleList) -> PeopleList:
    """Accredit everybody on a list whose line is in order, all of them or nobody; answers what was stored.

    What has changed since the list was looked at (a badge was given away, a body renamed) is among the
    faults of the answer. Raises NotAllowed, and Unacceptable when no line can be stored.
    """
    require_desk(actor_id)
    free = but_for(listed, known_to(actor_id))
    if not free.entries:
        raise Unacceptable("No line of this list can be stored.")
    _enter(actor_id, free.entries)
    keep(
        "people_imported",
        stored=len(free.entries),
        faulty=len(free.faults),
        file_sha256=listed.digest,
        by=actor_id,
    )
    return free


def known_to(actor_id: int | None) -> Known:
    """What a list brought by this person is held against."""
    by_organiser = actor_id is BY_COMMAND or is_organiser(queries.person(actor_id))
    return Known(queries.holders(), [body.name for body in queries.bodies()], by_organiser)


def _enter(actor_id: int | None, entries: Sequence[Entry]) -> list[Person]:
    """Everybody by a few statements, however many they are."""
    delegations = delegations_by_name({entry.delegation for entry in entries if entry.delegation})
    people = [_person(entry, delegations) for entry in entries]
    db.session.add_all(people)
    db.session.flush()
    bodies = {body.name: body for body in queries.bodies()}
    pairs = list(zip(entries, people, strict=True))
    new_seats(_seated(pairs, bodies))
    db.session.add_all(_offices(pairs, bodies))
    keep_all("person_accredited", [_kept(entry, actor_id) for entry in entries])
    announce_people()
    return people


def _person(entry: Entry, delegations: Mapping[str, int]) -> Person:
    return Person(
        name=entry.name,
        badge=entry.badge,
        role=entry.role,
        delegation_id=delegations.get(entry.delegation),
        attends=entry.attends,
        email=entry.email or None,
        sought=sought(entry.name, entry.badge, entry.delegation),
    )


def _seated(pairs: Iterable[tuple[Entry, Person]], bodies: Mapping[str, Body]) -> list[tuple[Person, Body]]:
    """Who sits where: every delegate in the plenary, and in the bodies named on their line."""
    delegates = [(entry, person) for entry, person in pairs if entry.role == Role.DELEGATE]
    if delegates and not bodies:
        raise Refusal("There is no body to sit in yet: start with `flask summit init`.")
    return [
        (person, bodies[name])
        for entry, person in delegates
        for name in dict.fromkeys((next(iter(bodies)), *entry.bodies))
    ]


def _offices(pairs: Iterable[tuple[Entry, Person]], bodies: Mapping[str, Body]) -> list[Office]:
    """What the line says; who has no vote is a member of the bodies in which they sit."""
    offices = []
    for entry, person in pairs:
        held = [(duty, bodies[name].id if name else None) for duty, name in entry.offices]
        if entry.role != Role.DELEGATE:
            held += [(Duty.MEMBER, bodies[name].id) for name in entry.bodies]
        offices += [
            Office(person_id=person.id, duty=duty, body_id=body) for duty, body in dict.fromkeys(held)
        ]
    return offices


def _kept(entry: Entry, actor_id: int | None) -> dict[str, object]:
    more = {"delegation": entry.delegation, "bodies": list(entry.bodies)}
    more["offices"] = [": ".join(filter(None, office)) for office in entry.offices]
    attends = {"attends": entry.attends.value} if entry.attends != Attendance.ROOM else {}
    said = {name: value for name, value in more.items() if value}
    return {"badge": entry.badge, "role": entry.role.value, **attends, **said, "by": actor_id}
