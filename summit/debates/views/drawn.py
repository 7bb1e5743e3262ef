"""Interventions as drawn: the same bytes for everybody, drawn once for each state and language."""

from collections import OrderedDict
from collections.abc import Hashable

from flask import get_template_attribute
from markupsafe import Markup

from summit.web.languages import in_language

MOST_DRAWN = 4_000
_kept: OrderedDict[tuple[Hashable, str], Markup] = OrderedDict()


def drawn(state: Hashable, language: str) -> Markup:
    """The HTML of an intervention by the page's own macro; the latest are kept."""
    key = (state, language)
    if key not in _kept:
        with in_language(language):
            macro = get_template_attribute("debates/_intervention.html", "intervention")
            _kept[key] = Markup(macro(state))  # noqa: S704 - a template of ours
        while len(_kept) > MOST_DRAWN:
            _kept.popitem(last=False)
    else:
        _kept.move_to_end(key)
    return _kept[key]
