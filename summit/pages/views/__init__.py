"""The composed pages."""

from summit.pages.views import (
    acts,
    amendments,
    anchors,
    awaiting,
    feed,
    floor,
    growing,
    papers,
    revisions,
    searching,
    standing,
    translated_files,
    translating,
    ways,
    written,
)
from summit.pages.views.blueprint import blueprint

__all__ = [
    "acts",
    "amendments",
    "anchors",
    "awaiting",
    "blueprint",
    "feed",
    "floor",
    "growing",
    "papers",
    "revisions",
    "searching",
    "standing",
    "translated_files",
    "translating",
    "ways",
    "written",
]
