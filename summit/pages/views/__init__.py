"""The composed pages."""

from summit.pages.views import anchors, floor, papers, standing
from summit.pages.views.blueprint import blueprint

__all__ = ["anchors", "blueprint", "floor", "papers", "standing"]
