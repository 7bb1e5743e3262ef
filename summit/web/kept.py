"""What is kept as drawn: when something happens, all who follow it ask for the same bytes at once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")

MOST = 256


class _Drawing:
    """One who draws; the others with the same key wait."""

    def __init__(self) -> None:
        self.lock = Lock()


_kept: OrderedDict[Hashable, Any] = OrderedDict()
_drawing: WeakValueDictionary[Hashable, _Drawing] = WeakValueDictionary()
_finding = Lock()
"""Two who come first at the same moment find the same one who draws."""


def kept(key: Hashable, draw: Callable[[], T]) -> T:
    """What `draw` answers, drawn once for each key; the key names all that it depends on."""
    found = _kept.get(key)
    if found is None:
        with _alone(key):
            found = _kept.get(key)
            if found is None:
                found = _kept[key] = draw()
    if key in _kept:
        _kept.move_to_end(key)
    while len(_kept) > MOST:
        _kept.popitem(last=False)
    return found


@contextmanager
def _alone(key: Hashable) -> Iterator[None]:
    with _finding:
        drawing = _drawing.get(key)
        if drawing is None:
            drawing = _drawing[key] = _Drawing()
    with drawing.lock:
        yield
