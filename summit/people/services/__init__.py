"""Verbs on people: found the summit and its bodies, accredit, give offices, issue slips, sign in and out."""

from summit.people.services.accreditation import accredit, import_people, unlock
from summit.people.services.countersigning import ask_for, countersign, refuse, take_back
from summit.people.services.founding import found_summit
from summit.people.services.issuing import issue_codes, issue_slip, new_code, new_link
from summit.people.services.offices import found_body, give_office, take_office
from summit.people.services.signing_in import redeem_slip, sign_in, sign_out

__all__ = [
    "accredit",
    "ask_for",
    "countersign",
    "found_body",
    "found_summit",
    "give_office",
    "import_people",
    "issue_codes",
    "issue_slip",
    "new_code",
    "new_link",
    "redeem_slip",
    "refuse",
    "sign_in",
    "sign_out",
    "take_back",
    "take_office",
    "unlock",
]
