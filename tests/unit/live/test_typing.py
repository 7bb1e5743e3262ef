"""Who writes, as figures."""

from types import SimpleNamespace
from typing import Any, cast

from summit.live.typing import LASTS_S, Typing


def test_a_figure_is_told_when_it_is_another_and_forgotten_by_itself() -> None:
    typing = Typing(cast(Any, SimpleNamespace()))
    typing.writes("a", "debate:x/1", at=0.0)
    typing.writes("b", "debate:x/1", at=1.0)
    assert typing.changed(1.0) == {"debate:x/1": 2}
    typing.writes("b", "debate:x/1", at=2.0)
    assert typing.changed(2.0) == {}
    typing.writes("b", "debate:x/2", at=3.0)
    assert typing.changed(3.0) == {"debate:x/1": 1, "debate:x/2": 1}
    assert typing.changed(LASTS_S) == {"debate:x/1": 0}
    assert typing.changed(3.0 + LASTS_S) == {"debate:x/2": 0}
    assert typing.changed(9.0 + LASTS_S) == {}
