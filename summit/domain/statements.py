"""The digest under which the record keeps words that stand beside it, so that they can be taken down."""

from summit.domain.canonical import canonical_json, sha256_hex


def words_digest(poll: int, number: int, kind: str, words: str) -> str:
    """SHA-256 of the canonical JSON of [poll, number, kind, words].

    `kind` is challenge, ruling, explanation, minority or reservation; `number` that of either.
    """
    return sha256_hex(canonical_json([poll, number, kind, words]))
