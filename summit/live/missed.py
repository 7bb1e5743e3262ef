"""The answer to a reader's positions."""

from dataclasses import dataclass, field
from typing import Any

from summit.live.frames import Frame


@dataclass(frozen=True, slots=True)
class Missed:
    """The frames that bring a reader up to `heads`; `more` says that a further question is needed."""

    frames: list[Frame] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    more: bool = False

    def as_json(self, spread: int = 0) -> dict[str, Any]:
        return {"frames": self.frames, "heads": self.heads, "more": self.more, "spread": spread}
