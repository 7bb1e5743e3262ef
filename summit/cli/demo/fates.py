"""Short papers of the demonstration that have met each fate: adopted, referred, withdrawn, still a draft."""

import secrets

from summit import due
from summit.cli.demo.cast import FARMING, body_named
from summit.documents.services import import_document, refer_text, withdraw_text
from summit.domain.text import Kind, Provision, Text
from summit.voting.services import (
    Marks,
    announce_poll,
    cast_ballot,
    close_poll,
    open_poll,
    publish_poll,
    put_text,
    set_rules,
)

ADOPTED = (
    "A library of tools in every town",
    "Every town keeps a library of tools that anybody may borrow.",
    "The summit asks the provinces for a room, a shelf and a list.",
)
REFERRED = ("Water for school gardens", "Every school garden has water all year round.")
WITHDRAWN = ("A day without screens", "Once a year the tables meet without a single screen.")
DRAFT = ("Letters to those who come after us", "Each table writes a letter that is opened in twenty years.")


def meet(who: dict[str, int]) -> None:
    """Bring the papers in and let them meet their fates."""
    chair = who["O-1"]
    _adopted(who, _paper(*ADOPTED))
    refer_text(chair, _paper(*REFERRED), "Who farms knows better.", to_body=body_named(FARMING).id)
    withdraw_text(chair, _paper(*WITHDRAWN), "The remote participants could not take part in it.")
    _paper(*DRAFT, is_draft=True)


def _paper(title: str, *sentences: str, is_draft: bool = False) -> int:
    text: Text = (
        Provision("p1", Kind.HEADING, 1, "", title),
        *(Provision(f"p{n}", Kind.PARAGRAPH, 0, "", words) for n, words in enumerate(sentences, 2)),
    )
    return import_document(None, title, "en", text, is_draft=is_draft)


def _adopted(who: dict[str, int], paper: int) -> None:
    chair = who["O-1"]
    poll = put_text(chair, paper)
    set_rules(chair, poll, {"grace_seconds": 0})
    announce_poll(chair, poll)
    open_poll(chair, poll)
    for badge, stance in (("04-07", "for"), ("11-03", "for"), ("09-02", "against"), ("02-05", "for")):
        cast_ballot(who[badge], poll, Marks(secrets.token_hex(16), secrets.token_hex(16), 0, (stance,)))
    close_poll(chair, poll)
    due.run_due()
    publish_poll(chair, poll)
