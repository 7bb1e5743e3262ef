"""Codes that people read aloud and type: Crockford's base 32, without letters that look like figures."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS_PER_SIGN = 5
GROUP = 4
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code(raw: bytes) -> str:
    """`raw` as signs, most significant bits first; its bits must be a multiple of five.

    Source of the alphabet: Douglas Crockford, "Base 32".
    """
    signs, rest = divmod(len(raw) * 8, BITS_PER_SIGN)
    if rest:
        raise ValueError(f"{len(raw)} bytes do not make whole signs")
    number = int.from_bytes(raw)
    return "".join(ALPHABET[(number >> BITS_PER_SIGN * place) & 31] for place in reversed(range(signs)))


def grouped(signs: str) -> str:
    """The code in groups of four, as it is printed: 7K4Q-M2XD-9F0T-HB6W."""
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def typed(text: str) -> str:
    """What a person typed or pasted, as signs: case, gaps and misread letters do not matter."""
    return "".join(text.upper().translate(_MISREAD).replace("-", "").split())
