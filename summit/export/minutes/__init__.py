"""The minutes of a sitting and each corrigendum, as files of their own for word processors."""

from summit.export.minutes.reading import Minutes, minutes_of
from summit.export.minutes.writing import corrigendum_file, minutes_file

__all__ = ["Minutes", "corrigendum_file", "minutes_file", "minutes_of"]
