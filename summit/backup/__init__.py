"""Copies of the database while the server runs, putting one back, and a warm copy for a second machine."""

from summit.backup.beforehand import copy_beforehand
from summit.backup.checking import faults
from summit.backup.copies import NotCopied, copy_to
from summit.backup.following import follow
from summit.backup.restoring import Restored, restore

__all__ = ["NotCopied", "Restored", "copy_beforehand", "copy_to", "faults", "follow", "restore"]
