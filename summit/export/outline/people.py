"""Annex I, participation."""

from summit.domain.wording import share
from summit.export.blocks import Block, Facts, Grid, Heading, said
from summit.export.model import FinalDocument
from summit.export.wording import NOTHING, vote

_ROLES = {"organiser": "Organisers", "delegate": "Delegates", "observer": "Observers"}


def participation(document: FinalDocument) -> list[Block]:
    who = document.participation
    accredited = ", ".join(f"{_ROLES.get(role, role)} {number}" for role, number in who.accredited)
    blocks: list[Block] = [
        Heading(2, "Annex I. Participation", "annex-1"),
        Facts(
            (
                ("Accredited", said(accredited or NOTHING)),
                ("Seats", said(f"{who.seats}, of which {who.held} are held")),
            )
        ),
    ]
    if who.polls:
        rows = tuple(
            (vote(one.poll), str(one.entitled), str(one.number), share(one.number, one.entitled))
            for one in who.polls
        )
        head = ("Vote", "Entitled", "Took part", "Of those entitled")
        blocks.append(Grid("Who took part in the votes", head, rows))
    return blocks
