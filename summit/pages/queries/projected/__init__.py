"""What a body's projector shows, which the now page says as text at the same moment."""

from summit.pages.queries.projected.following import Projected, projected
from summit.pages.queries.projected.scenes import Scene

__all__ = ["Projected", "Scene", "projected"]
