"""Reading a rule set from JSON strictly: what is unknown, missing or wrong is named."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from summit.domain.majorities import Majority, Quorum
from summit.domain.rules.choices import MOST, RulesRejected, check_choice
from summit.domain.rules.parts import (
    AgainstDefault,
    Hygiene,
    InstantRunoff,
    LeastShare,
    SingleTransferableVote,
)

if TYPE_CHECKING:
    from summit.domain.rules import Rules

_PARTS: dict[str, Any] = {
    "majority": Majority,
    "quorum": Quorum,
    "hygiene": Hygiene,
    "irv": InstantRunoff,
    "stv": SingleTransferableVote,
    "least_share": LeastShare,
    "against_default": AgainstDefault,
}
_OPTIONAL = {
    "majority",
    "quorum",
    "default_option",
    "maximum_ranks",
    "hygiene",
    "entitled",
    "places",
    "maximum_skipped",
    "developers",
    "more_than",
    "least_share",
}


def plain(value: Any) -> Any:
    """A rule as plain JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def read_rules(kind: type[Rules], value: Any) -> dict[str, Any]:
    """The arguments of `Rules` from JSON; raises RulesRejected."""
    return _read(kind, value, "")


def _read(kind: Any, value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RulesRejected(where or "rules", "must be an object with named rules")
    known = {field.name: field for field in fields(kind)}
    for name in value:
        if name not in known:
            raise RulesRejected(where + str(name), "there is no rule of this name")
    for name, field in known.items():
        if field.default is MISSING and name not in value:
            raise RulesRejected(where + name, "is missing")
    return {name: _read_rule(known[name], item, where) for name, item in value.items()}


def _read_rule(field: Any, value: Any, where: str) -> Any:
    name = field.name
    if value is None:
        if name in _OPTIONAL:
            return None
        raise RulesRejected(where + name, "may not be empty")
    if name in _PARTS:
        return _part(_PARTS[name], value, f"{where}{name}.")
    return _scalar(str(field.type), name, value, where)


def _part(kind: Any, value: Any, where: str) -> Any:
    read = _read(kind, value, where)
    try:
        return kind(**read)
    except (ValueError, ZeroDivisionError) as error:
        raise RulesRejected(where.rstrip("."), "is not a number or a ratio") from error


def _scalar(kind: str, name: str, value: Any, where: str) -> Any:
    if kind.startswith("tuple"):
        return _tuple(kind, where + name, value)
    wanted: tuple[type, str] = (
        (bool, "true or false")
        if kind.startswith("bool")
        else (int, "a whole number")
        if kind.startswith("int")
        else (str, "text")
    )
    if not isinstance(value, wanted[0]) or (wanted[0] is int and isinstance(value, bool)):
        raise RulesRejected(where + name, f"must be {wanted[1]}")
    if isinstance(value, int) and abs(value) > MOST:
        raise RulesRejected(where + name, f"must not be more than {MOST}")
    check_choice(where + name, name, value)
    return value


def _tuple(kind: str, name: str, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise RulesRejected(name, "must be a list")
    if kind == "tuple[str, ...]":
        if not all(isinstance(item, str) for item in value):
            raise RulesRejected(name, "must be a list of texts")
        return tuple(value)
    if not all(_is_ratio(item) for item in value):
        raise RulesRejected(name, "must be a list of [option, num, den]")
    return tuple(tuple(item) for item in value)


def _is_ratio(item: Any) -> bool:
    parts: list[Any] = item if isinstance(item, list) else []
    return [type(part) for part in parts] == [str, int, int] and all(abs(part) <= MOST for part in parts[1:])
