"""Verbs of the agenda: drive a body, run its sittings, see who is there, set deadlines, announce, rule."""

from summit.agenda.services.afar import drop_silent, leave_sitting, note_seen, take_part
from summit.agenda.services.deadlines import (
    AFTER_DEADLINE,
    ActIsOver,
    end_now,
    pass_deadline,
    remove_deadline,
    require_open,
    set_deadline,
)
from summit.agenda.services.door import Direction, Scanned, scan_in, scan_out, scanned, undo_scan
from summit.agenda.services.driving import NotDriving, give_up_driving, require_driver, take_over
from summit.agenda.services.floor import defer_item, finish_item, take_up
from summit.agenda.services.items import add_item, change_item, move_item, order_items, remove_item
from summit.agenda.services.leaving import ON_LEAVING, ON_SUSPENDING
from summit.agenda.services.notices import end_announcement, give_ruling, make_announcement
from summit.agenda.services.planning import (
    add_channel,
    call_off_sitting,
    change_sitting,
    plan_sitting,
    remove_channel,
)
from summit.agenda.services.presence_told import announce_presence
from summit.agenda.services.showing import let_follow, show, show_what_follows
from summit.agenda.services.sittings import (
    HOLDS_OPEN,
    close_sitting,
    open_sitting,
    reopen_sitting,
    resume_sitting,
    suspend_sitting,
)

__all__ = [
    "AFTER_DEADLINE",
    "HOLDS_OPEN",
    "ON_LEAVING",
    "ON_SUSPENDING",
    "ActIsOver",
    "Direction",
    "NotDriving",
    "Scanned",
    "add_channel",
    "add_item",
    "announce_presence",
    "call_off_sitting",
    "change_item",
    "change_sitting",
    "close_sitting",
    "defer_item",
    "drop_silent",
    "end_announcement",
    "end_now",
    "finish_item",
    "give_ruling",
    "give_up_driving",
    "leave_sitting",
    "let_follow",
    "make_announcement",
    "move_item",
    "note_seen",
    "open_sitting",
    "order_items",
    "pass_deadline",
    "plan_sitting",
    "remove_channel",
    "remove_deadline",
    "remove_item",
    "reopen_sitting",
    "require_driver",
    "require_open",
    "resume_sitting",
    "scan_in",
    "scan_out",
    "scanned",
    "set_deadline",
    "show",
    "show_what_follows",
    "suspend_sitting",
    "take_over",
    "take_part",
    "take_up",
    "undo_scan",
]
