"""The record bundle: everything that anybody needs to verify the summit without its server, in one zip."""

from summit.export.bundle.making import FILE, VERB, VERIFIER, Made, ask_for_bundle, make_bundle, write_bundle
from summit.export.bundle.signing import KeyLost, fingerprint, kept_key, key_in, recorded, spoken
from summit.export.bundle.votes import write_scrutiny

__all__ = [
    "FILE",
    "VERB",
    "VERIFIER",
    "KeyLost",
    "Made",
    "ask_for_bundle",
    "fingerprint",
    "kept_key",
    "key_in",
    "make_bundle",
    "recorded",
    "spoken",
    "write_bundle",
    "write_scrutiny",
]
