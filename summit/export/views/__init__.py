"""The final document as a page and as files, how far a long one is, and what the desk prints."""

from summit.export.views import cards, composing, documents, making, minutes, record  # noqa: F401 - each enters its routes
from summit.export.views.blueprint import blueprint

__all__ = ["blueprint"]
