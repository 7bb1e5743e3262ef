"""The states of a text as a whole, and those of an amendment."""

from enum import StrEnum


class DocumentState(StrEnum):
    """The fate of a text as a whole; only what is adopted enters the operative part of the final document."""

    DRAFT = "draft"
    """Readable by everybody, but before no body yet: nobody amends it."""
    BEFORE = "before"
    """Before its body, which amends it and decides about it."""
    ADOPTED = "adopted"
    REJECTED = "rejected"
    REFERRED = "referred"
    """Sent to a named body; it can be brought before one again."""
    WITHDRAWN = "withdrawn"


FATES = (
    DocumentState.ADOPTED,
    DocumentState.REJECTED,
    DocumentState.REFERRED,
    DocumentState.WITHDRAWN,
)
"""What ends the work on a text."""


class AmendmentState(StrEnum):
    """The fates of an amendment that has been proposed."""

    LATE = "late"
    """Sent after the deadline: the chair may admit it."""
    PROPOSED = "proposed"
    """It gathers seconders."""
    TABLED = "tabled"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    FALLEN = "fallen"
    ORPHANED = "orphaned"
    OBSOLETE = "obsolete"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Not seconded in time, too late and not admitted, or its text was decided as a whole first."""
    MERGED = "merged"
    """A compromise that replaces it was adopted."""
    SPLIT = "split"
    """The chair divided it: its parts are amendments of their own."""
    ON_HOLD = "on_hold"
    """Adopted, until words it built upon were taken back with another adoption: the chair has to rule."""


ON_TEXT = (AmendmentState.LATE, AmendmentState.PROPOSED, AmendmentState.TABLED)
"""States in which an amendment moves along with its text; only what is tabled can be put to a poll."""
PENDING = frozenset({*ON_TEXT, AmendmentState.ORPHANED})
"""States in which an amendment still waits for something; nothing else can be withdrawn."""
