"""How sentences name an option of a poll."""

from summit.domain.marking import STANCES
from summit.voting.models import KEEP, Option

KEPT = "Keep the text as it is"


def name_of(option: Option) -> str:
    """AM 15, the text as it is in quotation marks, else the option's own name."""
    if option.id in STANCES:
        return option.title
    if option.amendment_number:
        return f"AM {option.amendment_number}"
    return "“Keep the text”" if option.id == KEEP and option.title == KEPT else option.title
