"""Lists of people as an office keeps them: a CSV file read into entries, and what is wrong with the rest."""

from summit.people.reading.cells import Entry
from summit.people.reading.checking import Known, but_for
from summit.people.reading.lists import Fault, PeopleList, read_people
from summit.people.reading.tables import LARGEST, MOST_LINES, ListRefused

__all__ = [
    "LARGEST",
    "MOST_LINES",
    "Entry",
    "Fault",
    "Known",
    "ListRefused",
    "PeopleList",
    "but_for",
    "read_people",
]
