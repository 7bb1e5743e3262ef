"""Pages of polls: the list, each poll in every state, casting a ballot, the organisers' steps."""

from summit.voting.views import (
    afterwards,
    casting,
    consent,
    counting,
    own,
    pages,
    practising,
    preparing,
    recommending,
    steps,
    voiding,
    watching,
    whole,
)
from summit.voting.views.blueprint import blueprint

__all__ = [
    "afterwards",
    "blueprint",
    "casting",
    "consent",
    "counting",
    "own",
    "pages",
    "practising",
    "preparing",
    "recommending",
    "steps",
    "voiding",
    "watching",
    "whole",
]
