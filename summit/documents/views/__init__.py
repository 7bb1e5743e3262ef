"""Pages on which texts are listed, brought in, put right and amended."""

from summit.documents.views import (
    amending,
    bringing,
    correcting,
    fates,
    listing,
    moving,
    noting,
    splitting,
    spoken,
    standing,
    uncorrecting,
)
from summit.documents.views.blueprint import blueprint

__all__ = [
    "amending",
    "blueprint",
    "bringing",
    "correcting",
    "fates",
    "listing",
    "moving",
    "noting",
    "splitting",
    "spoken",
    "standing",
    "uncorrecting",
]
