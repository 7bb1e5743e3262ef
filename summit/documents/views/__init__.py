"""Pages on which texts are listed, brought in and amended."""

from summit.documents.views import amending, bringing, listing, standing
from summit.documents.views.blueprint import blueprint

__all__ = ["amending", "blueprint", "bringing", "listing", "standing"]
