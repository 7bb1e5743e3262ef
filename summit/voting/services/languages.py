"""The languages in which every option has to be reviewed before a poll opens, and opening without one."""

from collections.abc import Sequence

from summit.agenda.services import give_ruling
from summit.db import db
from summit.domain.errors import Refusal, Unacceptable
from summit.people.queries import the_summit
from summit.voting.models import Poll
from summit.voting.queries.translated import missing_languages


class NotTranslated(Refusal):
    """An option is not reviewed in a language that the rules of the poll name."""


def checked_languages(languages: Sequence[str]) -> tuple[str, ...]:
    """The languages to require, each once. Raises Unacceptable for one that is not the summit's."""
    summit = the_summit()
    offered = summit.languages if summit else []
    for one in languages:
        if one not in offered:
            raise Unacceptable(f"Texts are not translated into {one} here.")
    return tuple(one for one in offered if one in languages)


def require_languages(actor_id: int, poll: Poll, ruling: str) -> None:
    """Every option is reviewed in every language of the rules, or the chair rules on the record to go ahead.

    What is missing then stands on the ballot, in that language. Raises NotTranslated, NotAllowed where
    somebody else than the chair rules so.
    """
    missing = missing_languages(poll)
    if missing and not ruling.strip():
        raise NotTranslated(
            f"The options are not all reviewed in {', '.join(missing)}. Wait for the translators, or open "
            "without: that is a ruling of the chair, with its reason on the record."
        )
    if missing:
        named = ", ".join(missing)
        words = f"Poll {poll.name} opens without reviewed translations into {named}: {ruling.strip()}"
        give_ruling(actor_id, poll.body_id, words)
    poll.untranslated = missing
    db.session.flush()
