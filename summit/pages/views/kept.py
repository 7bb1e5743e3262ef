"""Texts kept as drawn: when something happens to a text, its readers all ask for the same bytes at once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from markupsafe import Markup

MOST = 16

_kept: OrderedDict[Hashable, tuple[str, Markup]] = OrderedDict()


def kept(key: Hashable, draw: Callable[[], tuple[str, Markup]]) -> tuple[str, Markup]:
    """What `draw` answers, drawn once for each key; the key names all that it depends on."""
    found = _kept.get(key) or draw()
    _kept[key] = found
    _kept.move_to_end(key)
    while len(_kept) > MOST:
        _kept.popitem(last=False)
    return found
