"""The final document as a page and as files, and how far a file is that takes long."""

from summit.export.views import documents, making, record  # noqa: F401 - each enters its routes
from summit.export.views.blueprint import blueprint

__all__ = ["blueprint"]
