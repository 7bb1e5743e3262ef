"""What is kept as drawn: when something happens, all who follow it ask for the same bytes at once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

MOST = 64

_kept: OrderedDict[Hashable, Any] = OrderedDict()


def kept(key: Hashable, draw: Callable[[], T]) -> T:
    """What `draw` answers, drawn once for each key; the key names all that it depends on."""
    found: T = _kept.get(key) or draw()
    _kept[key] = found
    _kept.move_to_end(key)
    while len(_kept) > MOST:
        _kept.popitem(last=False)
    return found
