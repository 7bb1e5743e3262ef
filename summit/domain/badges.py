"""What a person is accredited with: how names and badge numbers are written, and what is wrong with one."""

import re
import unicodedata

LONGEST_NAME = 120
LONGEST_BADGE = 20
LONGEST_DELEGATION = 120
LONGEST_EMAIL = 254
_BADGE = re.compile(r"[\w-]+")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_FORMULA = ("=", "+", "-", "@")


def written_name(typed: str) -> str:
    """A name as it is stored: NFC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def written_badge(typed: str) -> str:
    """A badge number as it is stored: NFKC (a wide ４ is a 4), capitals, no white space at the ends."""
    return unicodedata.normalize("NFKC", typed).strip().upper()


def folded(words: str) -> str:
    """Words as they are compared: without case, accents and white space at the ends."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def faults_of_name(name: str) -> list[str]:
    """What is wrong with a written name, each in a sentence; nothing for a good one."""
    return _faults_of_words("name", name, LONGEST_NAME) if name else ["The name is empty."]


def faults_of_delegation(name: str) -> list[str]:
    """What is wrong with the written name of a delegation; to have none is in order."""
    return _faults_of_words("delegation", name, LONGEST_DELEGATION)


def _faults_of_words(what: str, words: str, longest: int) -> list[str]:
    faults = []
    if len(words) > longest:
        faults.append(f"The {what} has {len(words)} signs; at most {longest} are stored.")
    if not words.isprintable():
        faults.append(f"The {what} has signs that cannot be printed.")
    # names leave again in files that spreadsheets open, some of which take a wide ＝ for a plain one
    if unicodedata.normalize("NFKC", words[:1]).startswith(_FORMULA):
        faults.append(f"The {what} begins with a sign that a spreadsheet takes for a formula.")
    return faults


def faults_of_email(address: str) -> list[str]:
    """What is wrong with an e-mail address; to have none is in order."""
    if not address:
        return []
    faults = []
    if len(address) > LONGEST_EMAIL:
        faults.append(f"The e-mail address has {len(address)} signs; at most {LONGEST_EMAIL} are stored.")
    if not _EMAIL.fullmatch(address) or not address.isprintable() or address.startswith(_FORMULA):
        faults.append("The e-mail address has not the form name@example.org.")
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
    if badge.startswith("-"):  # badge numbers leave in files for spreadsheets, too
        faults.append("A badge number begins with a letter or a figure.")
    return faults
