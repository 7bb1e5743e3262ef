"""Put a question to a poll: a choice, an election or a point of procedure, without a text."""

import re
from collections.abc import Sequence

from summit.db import db, transaction
from summit.domain.errors import Unacceptable, require
from summit.domain.marking import STANCES, Way, paper_of
from summit.domain.rules import Rules
from summit.people.permissions import is_officer
from summit.people.queries import person
from summit.record import keep
from summit.voting.models import Option, Poll, PollKind, PollState
from summit.voting.services.steps import require_driver_of, tell

LONGEST_TITLE = 300
MOST_OPTIONS = 60
WITHOUT_TEXT = (PollKind.QUESTION, PollKind.ELECTION, PollKind.PROCEDURE)
STANCE_TITLES = {"for": "For", "against": "Against", "abstain": "Abstain"}
_ID = re.compile(r"[A-Za-z0-9_-]{1,20}")


@transaction
def put_question(
    actor_id: int,
    body_id: int | None,
    title: str,
    options: Sequence[tuple[str, str]],
    rules: Rules,
    kind: PollKind = PollKind.QUESTION,
) -> int:
    """Draft a poll on a question; answers its number.

    `options` are (id, title) in the order of the paper; a poll for or against has its own and takes none.
    The body is the plenary where none is named. Its result is published and changes no text. Raises
    NotAllowed, NotDriving, NotFound, Unacceptable for a title, options or rules that do not fit together.
    """
    require(is_officer(person(actor_id)), "Only chairs, secretaries and organisers put questions to a poll.")
    body = require_driver_of(actor_id, body_id)
    if kind not in WITHOUT_TEXT:
        raise Unacceptable("This kind of poll is about a text.")
    poll = Poll(
        body_id=body,
        kind=kind,
        title=poll_title(title, "Write the question that the poll asks."),
        rules=rules.as_json(),
        provisions=[],
        state=PollState.DRAFT,
    )
    poll.options = paper_options(options, rules)
    db.session.add(poll)
    db.session.flush()
    keep("question_put", poll=poll.number, form=str(kind), by=actor_id)
    tell("poll_drafted", poll)
    return poll.number


def poll_title(title: str, missing: str) -> str:
    """The title on one line. Raises Unacceptable with `missing` where there is none, or for a long one."""
    wanted = " ".join(title.split())
    if not wanted:
        raise Unacceptable(missing)
    if len(wanted) > LONGEST_TITLE:
        raise Unacceptable(f"A poll's title has at most {LONGEST_TITLE} signs.")
    return wanted


def paper_options(options: Sequence[tuple[str, str]], rules: Rules) -> list[Option]:
    """The options of a paper without a text. Raises Unacceptable for those that no voter could tell apart."""
    if paper_of(rules).way is Way.STANCE:
        if options:
            raise Unacceptable("A poll for or against has its own options. Leave them out.")
        return stances()
    given = [(id, " ".join(title.split())) for id, title in options]
    _check(given, rules)
    return [Option(id=id, position=at, title=title) for at, (id, title) in enumerate(given)]


def stances(amendment: int | None = None, operations: Sequence[dict[str, object]] = ()) -> list[Option]:
    """For, against, abstain; what is carried with "for" goes along."""
    found = [Option(id=id, position=at, title=STANCE_TITLES[id]) for at, id in enumerate(STANCES)]
    found[0].amendment_number, found[0].operations = amendment, list(operations)
    return found


def _check(given: Sequence[tuple[str, str]], rules: Rules) -> None:
    ids = [id for id, _ in given]
    titles = [title.casefold() for _, title in given]
    if len(given) < 2:
        raise Unacceptable("A question needs two options or more. For one proposal, ask for or against.")
    if len(given) > MOST_OPTIONS:
        raise Unacceptable(f"A poll has at most {MOST_OPTIONS} options.")
    if not all(titles) or max(map(len, titles)) > LONGEST_TITLE:
        raise Unacceptable(f"Every option has a name of at most {LONGEST_TITLE} signs.")
    if len(set(titles)) < len(titles):
        raise Unacceptable("Two options have the same name. Nobody could tell them apart.")
    if len(set(ids)) < len(ids) or not all(_ID.fullmatch(id) for id in ids):
        raise Unacceptable("Options are named by letters, figures, - and _, each of them once.")
    if rules.default_option is not None and rules.default_option not in ids:
        raise Unacceptable("The option that stands if no other wins is not among the options.")
