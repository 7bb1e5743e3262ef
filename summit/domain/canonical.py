"""Canonical JSON (RFC 8785) and its digest, so that equal values have equal bytes everywhere."""

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """The canonical UTF-8 bytes of a JSON value (RFC 8785, sections 3.2.1 to 3.2.4).

    Takes dict with text keys, list or tuple, str, int, bool and None. Floats are refused because no count or
    text of a summit needs one, integers beyond 2^53 because readers of JSON elsewhere would round them.
    Raises TypeError on any other type, ValueError on a lone surrogate or an integer out of range.
    """
    if _is_in_plain_order(value):
        return _PLAIN.encode(value).encode("utf-8", "strict")
    return "".join(_parts(value)).encode("utf-8", "strict")


def sha256_hex(content: bytes) -> str:
    """SHA-256 (FIPS 180-4) of the bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Canonical where keys are ASCII and there are no floats, in a tenth of the time."""


def _is_in_plain_order(value: Any) -> bool:
    """Whether all keys are sorted alike by any rule; what may not be written at all is not decided here."""
    if value is None or isinstance(value, (bool, str)):
        return True
    if isinstance(value, int):
        return -(2**53) < value < 2**53
    if isinstance(value, (list, tuple)):
        return all(map(_is_in_plain_order, value))
    if isinstance(value, dict):
        return all(isinstance(key, str) and key.isascii() for key in value) and all(
            map(_is_in_plain_order, value.values())
        )
    return False


def _parts(value: Any) -> list[str]:
    if value is None or isinstance(value, (bool, str)):
        return [json.dumps(value, ensure_ascii=False)]
    if isinstance(value, int):
        return [_integer(value)]
    if isinstance(value, (list, tuple)):
        return ["[", ",".join("".join(_parts(one)) for one in value), "]"]
    if isinstance(value, dict):
        return ["{", ",".join(_member(key, value[key]) for key in _sorted_keys(value)), "}"]
    raise TypeError(f"canonical JSON has no form for {type(value).__name__}")


def _integer(value: int) -> str:
    if abs(value) > 2**53 - 1:
        raise ValueError("canonical JSON holds integers up to 2^53 - 1 only")
    return str(int(value))


def _member(key: str, value: Any) -> str:
    return json.dumps(key, ensure_ascii=False) + ":" + "".join(_parts(value))


def _sorted_keys(value: dict[Any, Any]) -> list[str]:
    for key in value:
        if not isinstance(key, str):
            raise TypeError("a key of canonical JSON is text")
    # RFC 8785 sorts by UTF-16 code units, which differs from code points beyond the basic plane.
    return sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
