"""Verbs on people: found the summit and its bodies, accredit, seat, give offices, let in and out."""

from summit.people.services.accreditation import accredit, import_people, known_to
from summit.people.services.bodies import change_body, found_body
from summit.people.services.changing import (
    ON_WITHDRAWAL,
    Particulars,
    change_person,
    readmit_person,
    set_more_time,
    withdraw_person,
)
from summit.people.services.countersigning import ask_for, countersign, refuse, take_back
from summit.people.services.delegations import rename_delegation
from summit.people.services.devices import (
    allow_new_devices,
    end_other_sign_ins,
    end_sign_in,
    notice_sign_in,
    unlock,
)
from summit.people.services.founding import found_summit, name_role, plenary_in
from summit.people.services.issuing import issue_codes, issue_slip, new_code, new_link
from summit.people.services.offices import give_office, take_office
from summit.people.services.reissuing import ask_to_reissue, end_by_command
from summit.people.services.seating import free_seat, give_seat, return_seat, seat_substitute
from summit.people.services.signing_in import Device, redeem_slip, sign_in, sign_out
from summit.people.services.telling import read_all_news, read_news, tell_person

__all__ = [
    "ON_WITHDRAWAL",
    "Device",
    "Particulars",
    "accredit",
    "allow_new_devices",
    "ask_for",
    "ask_to_reissue",
    "change_body",
    "change_person",
    "countersign",
    "end_by_command",
    "end_other_sign_ins",
    "end_sign_in",
    "found_body",
    "found_summit",
    "free_seat",
    "give_office",
    "give_seat",
    "import_people",
    "issue_codes",
    "issue_slip",
    "known_to",
    "name_role",
    "new_code",
    "new_link",
    "notice_sign_in",
    "plenary_in",
    "read_all_news",
    "read_news",
    "readmit_person",
    "redeem_slip",
    "refuse",
    "rename_delegation",
    "return_seat",
    "seat_substitute",
    "set_more_time",
    "sign_in",
    "sign_out",
    "take_back",
    "take_office",
    "tell_person",
    "unlock",
    "withdraw_person",
]
