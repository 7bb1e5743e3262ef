"""The organisers' desk and the hall's wall."""

from summit.console.views import acts, desk, projector
from summit.console.views.blueprint import blueprint

__all__ = ["acts", "blueprint", "desk", "projector"]
