"""Reads about the summit and its people."""

from summit.people.queries.desk import Accredited, accredited
from summit.people.queries.entering import PIN_FAILURES_ALLOWED, Awaiting, signed_in, token_hash, without_pin
from summit.people.queries.persons import holders, own_topic, person, person_by_badge
from summit.people.queries.places import bodies, body, entitled_seats, plenary, seat_numbers, the_summit
from summit.people.queries.signing import lately_signed, waiting_for_signature

__all__ = [
    "PIN_FAILURES_ALLOWED",
    "Accredited",
    "Awaiting",
    "accredited",
    "bodies",
    "body",
    "entitled_seats",
    "holders",
    "lately_signed",
    "own_topic",
    "person",
    "person_by_badge",
    "plenary",
    "seat_numbers",
    "signed_in",
    "the_summit",
    "token_hash",
    "waiting_for_signature",
    "without_pin",
]
