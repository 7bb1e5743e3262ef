"""The composed pages."""

from summit.pages.views import (
    acts,
    anchors,
    awaiting,
    floor,
    papers,
    revisions,
    searching,
    standing,
    translating,
)
from summit.pages.views.blueprint import blueprint

__all__ = [
    "acts",
    "anchors",
    "awaiting",
    "blueprint",
    "floor",
    "papers",
    "revisions",
    "searching",
    "standing",
    "translating",
]
