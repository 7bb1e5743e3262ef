"""The summit, its bodies and seats, its persons, their offices and their ways in."""

from summit.people.models.bodies import Body, Seat
from summit.people.models.countersigning import Countersign, CountersignState
from summit.people.models.entering import SignIn, Slip, Way
from summit.people.models.founding import Summit
from summit.people.models.news import News
from summit.people.models.persons import (
    BODY_DUTIES,
    SUMMIT_DUTIES,
    Attendance,
    Delegation,
    Duty,
    Office,
    Person,
    Role,
)

__all__ = [
    "BODY_DUTIES",
    "SUMMIT_DUTIES",
    "Attendance",
    "Body",
    "Countersign",
    "CountersignState",
    "Delegation",
    "Duty",
    "News",
    "Office",
    "Person",
    "Role",
    "Seat",
    "SignIn",
    "Slip",
    "Summit",
    "Way",
]
