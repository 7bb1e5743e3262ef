"""What a person is accredited with: how names and badge numbers are written, and what is wrong with one."""

import re
import unicodedata

LONGEST_NAME = 120
LONGEST_BADGE = 20
_BADGE = re.compile(r"[\w-]+")
_FORMULA = ("=", "+", "-", "@")


def written_name(typed: str) -> str:
    """A name as it is stored: NFC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def written_badge(typed: str) -> str:
    """A badge number as it is stored: NFC, capitals, no white space at the ends."""
    return unicodedata.normalize("NFC", typed).strip().upper()


def faults_of_name(name: str) -> list[str]:
    """What is wrong with a written name, each in a sentence; nothing for a good one."""
    if not name:
        return ["The name is empty."]
    faults = []
    if len(name) > LONGEST_NAME:
        faults.append(f"The name has {len(name)} signs; at most {LONGEST_NAME} are stored.")
    if not name.isprintable():
        faults.append("The name has signs that cannot be printed.")
    if name.startswith(_FORMULA):  # names leave again in files that spreadsheets open
        faults.append("The name begins with a sign that a spreadsheet takes for a formula.")
    return faults


def faults_of_badge(badge: str) -> list[str]:
    """What is wrong with a written badge number. It stands in addresses, which allow few signs."""
    if not badge:
        return ["The badge number is empty."]
    faults = []
    if len(badge) > LONGEST_BADGE:
        faults.append(f"The badge number has {len(badge)} signs; at most {LONGEST_BADGE} are stored.")
    if not _BADGE.fullmatch(badge):
        faults.append("A badge number has letters, figures and hyphens only, for example 04-07.")
    return faults
