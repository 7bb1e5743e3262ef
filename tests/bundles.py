"""A decided summit whose record is packed, and bundles made of it with something changed."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256

from nacl.signing import SigningKey

import verify
from summit.db import db
from summit.documents.services import (
    Change,
    propose_amendment,
    translated,
    withdraw_amendment,
    withdraw_translation,
)
from summit.domain.rules import Rules
from summit.domain.text import Kind, Provision
from summit.export.composition import Composition, compose_document
from summit.people.models import Role
from summit.people.queries import person
from summit.people.services import accredit, countersign, seat_substitute
from summit.voting.models import KEEP, Poll
from summit.voting.services import announce_poll, ask_to_change_roll, make_statement, open_poll, put_to_poll
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, an_amendment, cast, published

Files = dict[str, bytes]
COMPOSED = Composition(
    number="T/1",
    place="Quito",
    address="https://summit.example.org/record",
    titles=(("es", "Semillas y suelos"),),
    preamble=("Recalling that seeds travel,", "Convinced that nobody owns them,"),
    signatures=("Paz Cevallos, chair",),
)


def a_poll(chair: int, amendments: list[int], **rules: object) -> int:
    """An open poll under the usual rules but for these."""
    number = put_to_poll(chair, amendments)
    poll = db.session.get_one(Poll, number)
    poll.rules = Rules.from_json(poll.rules).with_(**rules).as_json()
    db.session.commit()
    announce_poll(chair, number)
    open_poll(chair, number, "4 1 6")
    return number


def a_decided_summit(people: Cast) -> None:
    """Three decided polls: linked, published apart, and too few ballots to publish (two officers let a
    substitute vote in it); one more is open."""
    compose_document(people.organiser, COMPOSED)
    voters = [
        *people.delegates,
        *(accredit(None, f"Delegate {n}", Role.DELEGATE, f"02-{n:02}").id for n in range(1, 23)),
    ]
    document = a_document()
    words = [SENTENCES[0].replace("may", one) for one in ("shall", "must", "shall within a year")]
    one, two, three = (an_amendment(people.lucia, document, each, title=each[28:50]) for each in words)
    ranked = a_poll(people.organiser, [one, two, three])
    options = [f"am{one}", f"am{two}", f"am{three}", KEEP]
    for place, voter in enumerate(voters):
        if place % 9 != 8:
            first = (0, 1, 0, 2, 1, 0, 3, 2, 0, 1)[place % 10]  # so that no lot decides
            order = options[first:] + options[: place % 3]
            cast(voter, ranked, *dict.fromkeys(order), blank=False)
    cast(voters[8], ranked, blank=True)
    published(people.organiser, ranked)
    make_statement(voters[0], ranked, "reservation", "Not on common land.")
    translated(people.organiser, SENTENCES[1], "en", "es", "Los bancos de semillas reciben apoyo.")
    gone = translated(None, SENTENCES[2], "en", "es", "Otro.")
    withdraw_translation(people.organiser, gone, "es", "A word is missing.")
    translated(None, SENTENCES[0], "en", "es", "Las instituciones pueden publicar.")
    inserted = Change("p3", inserted=(Provision("new", Kind.PARAGRAPH, 0, "", "Seeds travel freely."),))
    four = propose_amendment(
        people.tomas, document, 2, [inserted, Change("p4", struck=True)], "Travel", "Why not."
    )
    apart = a_poll(people.organiser, [four], publication="separate")
    for place, voter in enumerate(voters[:21]):
        cast(voter, apart, *([f"am{four}"] if place % 3 else [KEEP]))
    published(people.organiser, apart)
    five = an_amendment(people.rosa, document, "Community seed banks receive support.", "p3", seen=3)
    few = a_poll(people.organiser, [five])
    for voter in (a_substitute_on_the_roll(people.organiser, few, people.amaru), *voters[4:8]):
        cast(voter, few, KEEP)
    published(people.organiser, few)
    withdraw_amendment(people.rosa, an_amendment(people.rosa, document, "Banks.", "p3", seen=3))
    a_poll(people.organiser, [an_amendment(people.rosa, document, "Seed banks.", "p3", seen=3)])


def a_substitute_on_the_roll(chair: int, poll: int, instead_of: int) -> int:
    """Two officers let a substitute vote in an open poll for somebody who has left; answers them."""
    substitute = accredit(None, "Sisa Tenesaca", Role.SUBSTITUTE, "S-01")
    seat = person(instead_of).seats[0].id
    seat_substitute(None, seat, substitute.badge, instead_of)
    second = accredit(None, "Nuna Grefa", Role.ORGANISER, "O-2").id
    countersign(second, ask_to_change_roll(chair, poll, seat))
    return substitute.id


def unpacked(bundle: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(bundle)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as whole:
        for name, content in files.items():
            whole.writestr(name, content)
    return out.getvalue()


def verified(bundle: bytes, **more: object) -> tuple[int, str]:
    """How many things do not fit, and what was said."""
    said = io.StringIO()
    return verify.verify(io.BytesIO(bundle), out=said, **more).wrong, said.getvalue()


def signed_anew(files: Files, key: SigningKey | None = None) -> Files:
    """The same files under a manifest that fits them, signed by whoever has changed them."""
    key = key or SigningKey.generate()
    manifest = json.loads(files["manifest.json"])
    others = {name: one for name, one in files.items() if name not in ("manifest.json", "manifest.sig")}
    manifest["files"] = {
        name: {"bytes": len(one), "sha256": sha256(one).hexdigest()} for name, one in others.items()
    }
    public = bytes(key.verify_key)
    manifest["key"] = {
        "algorithm": "Ed25519",
        "public": public.hex(),
        "fingerprint": sha256(public).hexdigest(),
    }
    written = json.dumps(manifest).encode()
    return {**others, "manifest.json": written, "manifest.sig": key.sign(written).signature.hex().encode()}


def edited(files: Files, name: str, edit: Callable[[dict], object]) -> Files:
    """The files with one JSON file changed in place."""
    content = json.loads(files[name])
    edit(content)
    return {**files, name: json.dumps(content, ensure_ascii=False).encode()}
