"""Files into one signed zip whose bytes depend on nothing but the files: no day, no machine, no library."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from nacl.signing import SigningKey

from summit.domain.canonical import sha256_hex
from summit.export.bundle.lines import json_lines
from summit.export.bundle.signing import fingerprint
from summit.jobs.politely import politely

FORM = "summit-record/1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first day that a zip can name."""


def manifest(files: Mapping[str, bytes], about: Mapping[str, Any], key: SigningKey) -> bytes:
    """The manifest: what the record is of, the head of its chain, its key, and the digest of every file."""
    listed = {
        path: {"bytes": len(content), "sha256": sha256_hex(content)}
        for path, content in sorted(files.items())
    }
    named = {"algorithm": "Ed25519", "public": bytes(key.verify_key).hex(), "fingerprint": fingerprint(key)}
    return json_lines({"format": FORM, **about, "key": named, "files": listed})


def packed(
    files: Mapping[str, bytes], about: Mapping[str, Any], key: SigningKey, at: datetime | None
) -> bytes:
    """The zip. `at` is the time that its entries bear; nothing is compressed, for libraries differ in how."""
    written = manifest(files, about, key)
    signature = key.sign(written).signature.hex().encode() + b"\n"
    day = max((at or EARLIEST).astimezone(UTC), EARLIEST).timetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as whole:
        for path, content in politely(sorted({**files, MANIFEST: written, SIGNATURE: signature}.items())):
            entry = zipfile.ZipInfo(path, day)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            whole.writestr(entry, content)
    return out.getvalue()
