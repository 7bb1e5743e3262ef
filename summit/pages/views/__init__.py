"""The composed pages."""

from summit.pages.views import (
    acts,
    amendments,
    anchors,
    awaiting,
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
