"""Pages on which texts are listed, brought in and amended."""

from summit.documents.views import amending, bringing, listing, splitting, standing
from summit.documents.views.blueprint import blueprint

__all__ = ["amending", "blueprint", "bringing", "listing", "splitting", "standing"]
