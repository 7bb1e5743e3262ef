"""Lists of people as an office keeps them: a CSV file read into entries, and what is wrong with the rest."""

from summit.people.reading.lists import Entry, Fault, PeopleList, but_for, read_people
from summit.people.reading.tables import LARGEST, MOST_LINES, ListRefused

__all__ = [
    "LARGEST",
    "MOST_LINES",
    "Entry",
    "Fault",
    "ListRefused",
    "PeopleList",
    "but_for",
    "read_people",
]
