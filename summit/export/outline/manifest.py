"""Annex VI, manifest: the digest of everything that the document is made of."""

from collections.abc import Iterator

from summit.export.blocks import Block, Facts, Heading, Paragraph, Runs, code, plain, said
from summit.export.model import FinalDocument
from summit.export.wording import vote


def manifest(document: FinalDocument) -> list[Block]:
    """What the bundle holds under these digests can be compared without it."""
    sentence = (
        "SHA-256 of what the record bundle holds: latest texts, rules and ballots of each vote. "
        "There manifest.json has that of every file; docs/bundle.md says how each is made."
    )
    return [
        Heading(2, "Annex VI. Manifest", "annex-6"),
        Paragraph(said(sentence)),
        Facts(tuple(_lines(document))),
    ]


def _lines(document: FinalDocument) -> Iterator[tuple[str, Runs]]:
    if document.key:
        yield "Signing key", (plain("fingerprint "), code(document.key))
    yield "Record", (plain(f"{document.record_entries} entries, head "), code(document.record_code))
    for part in sorted(document.parts, key=lambda one: one.number):
        yield f"Document {part.number}", (plain(f"revision {part.revision}, "), code(part.digest))
    for one in document.votes:
        yield f"{vote(one.number)} rules", (code(one.rules_digest),)
        yield f"{vote(one.number)} ballots", (plain(f"{one.stored.number}, "), code(one.stored.digest))
