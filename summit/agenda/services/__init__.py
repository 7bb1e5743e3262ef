"""Verbs of the agenda: drive a body."""

from summit.agenda.services.driving import NotDriving, give_up_driving, require_driver, take_over

__all__ = ["NotDriving", "give_up_driving", "require_driver", "take_over"]
