"""Pages about e-mail; none of them is there where no server is named."""

from summit.mail.views import desk, links, own
from summit.mail.views.blueprint import blueprint

__all__ = ["blueprint", "desk", "links", "own"]
