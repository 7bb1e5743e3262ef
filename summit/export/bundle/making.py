"""Put a bundle together, in one snapshot of the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from summit import jobs
from summit.db import db
from summit.domain.canonical import sha256_hex
from summit.export.bundle.acts import logs
from summit.export.bundle.browsing import index
from summit.export.bundle.packing import packed
from summit.export.bundle.signing import fingerprint, kept_key, spoken
from summit.export.bundle.texts import amendments, texts
from summit.export.bundle.translations import translations
from summit.export.bundle.votes import votes
from summit.export.composing import UNNAMED, compose
from summit.export.formats import FORMATS
from summit.export.keeping import state
from summit.export.making import snapshot, sweep
from summit.export.model import FinalDocument, edition, languages_of
from summit.people.queries import the_summit
from summit.record import RecordHead

VERB = "record bundle"
FILE = "summit-record.zip"
VERIFIER = Path(__file__).parents[3] / "verify.py"

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle, the fingerprint of the key that signed it, and the head of the record it holds."""

    content: bytes
    fingerprint: str
    head: str


def ask_for_bundle() -> int:
    """The job that makes the bundle of the summit as it stands."""
    sweep()
    return jobs.ask(VERB, state=sha256_hex(repr(state()).encode()))


def write_bundle(argument: Mapping[str, Any], folder: Path, tell: Tell) -> str:
    """The work of the job: leaves the bundle in its folder."""
    return jobs.leave(folder, FILE, make_bundle(tell).content)


def make_bundle(tell: Tell) -> Made:
    """The whole bundle; equal states give equal bytes. Raises KeyLost, NotTypeset, NotConverted."""
    key = kept_key(current_app.config["INSTANCE"])
    steps = len(FORMATS) + 2
    tell(0, steps, "reading the record")
    with snapshot():
        document, about = compose(), _about()
        files = {**logs(), **dict(texts()), **dict(amendments()), **dict(votes())}
        files |= dict(translations())
    files["verify.py"] = VERIFIER.read_bytes()
    for place, format in enumerate(FORMATS, start=1):
        tell(place, steps, f"writing {format.words}")
        files[f"final/final.{format.suffix}"] = format.write(document)
    for language in languages_of(document):
        for format in (one for one in FORMATS if one.suffix in ("html", "md")):
            path = f"final/final.{language}.{format.suffix}"
            files[path] = format.write(edition(document, language))
    tell(steps - 1, steps, "packing and signing")
    about = {"summit": about["summit"], **_standing(document), "record": about["record"]}
    files["index.html"] = index(document, files.keys(), about, spoken(fingerprint(key)))
    content = packed(files, about, key, document.as_of)
    tell(steps, steps, "done")
    return Made(content, fingerprint(key), document.record_code)


def _about() -> dict[str, Any]:
    summit, head = the_summit(), db.session.get(RecordHead, 1)
    named = {"name": summit.name, "zone": summit.zone, "languages": summit.languages} if summit else {}
    return {
        "summit": {"name": UNNAMED, **named},
        "record": {"entries": head.seq, "head": head.digest} if head else {"entries": 0, "head": "0" * 64},
    }


def _standing(document: FinalDocument) -> dict[str, Any]:
    at = None if document.as_of is None else document.as_of.isoformat()
    return {"status": document.status, "as_of": at, "document": document.digest}
