"""The composed pages."""

from summit.pages.views import anchors, papers
from summit.pages.views.blueprint import blueprint

__all__ = ["anchors", "blueprint", "papers"]
