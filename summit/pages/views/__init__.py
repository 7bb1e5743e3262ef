"""The composed pages."""

from summit.pages.views import acts, anchors, floor, papers, standing
from summit.pages.views.blueprint import blueprint

__all__ = ["acts", "anchors", "blueprint", "floor", "papers", "standing"]
