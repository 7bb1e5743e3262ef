"""Verify the record of a summit offline: python3 verify.py summit-record.zip [--key FINGERPRINT] [--seen CODE ...]

Standard library only, one file, and written apart from the program that held the votes: what is counted, merged
and chained here follows docs/bundle.md and nothing else. One line for each thing looked at:

    ok   it was derived again from the files and is what the record says
    ??   it cannot be verified from these files, and is not called verified
    NO   it does not fit

Exit 0 if nothing reads NO, 1 if something does, 2 for a wrong command.
"""

import argparse
import csv
import difflib
import hashlib
import io
import json
import re
import sys
import zipfile
from datetime import datetime
from fractions import Fraction
from pathlib import Path

# ============================================================================================= what is said


class Report:
    """The lines said so far, and how many of each kind."""

    def __init__(self, out=None):
        self.out = out or sys.stdout
        self.fine = self.open = self.wrong = 0

    def ok(self, said):
        self.fine += 1
        self._say("ok", said)

    def unknown(self, said):
        self.open += 1
        self._say("??", said)

    def no(self, said):
        self.wrong += 1
        self._say("NO", said)

    def check(self, holds, said, otherwise):
        if holds:
            self.ok(said)
        else:
            self.no(otherwise)
        return holds

    def _say(self, sign, said):
        print(f"{sign:<4} {said}", file=self.out)


class DoesNotFit(Exception):
    """What a file says cannot be; the message names the file and the place."""


class CannotRecount(Exception):
    """The rules leave something open that only a person or another program can settle."""


# ============================================================================================= bytes and digests


def canonical(value):
    """RFC 8785 for the values a record holds: objects, lists, text, whole numbers, true, false, null."""
    return _canonical(value).encode()


def _canonical(value):
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return (
            "{" + ",".join(json.dumps(k, ensure_ascii=False) + ":" + _canonical(value[k]) for k in keys) + "}"
        )
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_canonical, value)) + "]"
    if isinstance(value, float):
        raise DoesNotFit("a number that is not whole")
    return json.dumps(value, ensure_ascii=False)


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def digest_of(value):
    return sha256(canonical(value))


# --- Ed25519 (RFC 8032, section 5.1), verification alone

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _recovered(encoded):
    """The point that 32 bytes stand for, as (X, Y, Z, T), or None."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _sum(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number, point):
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = _sum(found, point)
        point = _sum(point, point)
        number >>= 1
    return found


BASE = _recovered((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public, message, signature):
    """Whether `signature` (64 bytes) is that of the holder of `public` (32 bytes) on the message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, nonce = _recovered(public), _recovered(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or scalar >= Q:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = _times(scalar, BASE), _sum(nonce, _times(challenge, key))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# ============================================================================================= the bundle's files


class Bundle:
    """The files of a bundle by path: a zip, or a folder into which one was unpacked."""

    def __init__(self, path):
        self.files, self.twice = {}, []
        if not hasattr(path, "read") and Path(path).is_dir():
            for one in sorted(Path(path).rglob("*")):
                if one.is_file():
                    self.files[one.relative_to(path).as_posix()] = one.read_bytes()
            return
        with zipfile.ZipFile(path) as packed:
            for entry in packed.infolist():
                if entry.filename in self.files:
                    self.twice.append(entry.filename)
                self.files[entry.filename] = packed.read(entry)

    def json(self, path):
        if path not in self.files:
            raise DoesNotFit(f"{path}: it is not in the bundle")
        try:
            return json.loads(self.files[path].decode(), object_pairs_hook=_no_key_twice)
        except (ValueError, RecursionError) as error:
            raise DoesNotFit(f"{path}: it is no JSON ({error})") from error

    def rows(self, path):
        if path not in self.files:
            raise DoesNotFit(f"{path}: it is not in the bundle")
        try:
            return list(csv.DictReader(io.StringIO(self.files[path].decode(), newline="")))
        except (ValueError, csv.Error) as error:
            raise DoesNotFit(f"{path}: it is no table ({error})") from error

    def folders(self, under):
        """Names of the folders directly below one."""
        return sorted(
            {
                path.split("/")[1]
                for path in self.files
                if path.startswith(under + "/") and "/" in path[len(under) + 1 :]
            }
        )


def _no_key_twice(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


MANIFEST, SIGNATURE, CHAIN = "manifest.json", "manifest.sig", "log/record.jsonl"


def check_files(bundle, manifest, report):
    """Every file is the one of the manifest, and there is no other."""
    listed = manifest["files"]
    wrong = 0
    for path in bundle.twice:
        report.no(f"{path}: it stands twice in the bundle")
        wrong += 1
    for path, said in sorted(listed.items()):
        content = bundle.files.get(path)
        if content is None:
            report.no(f"{path}: the manifest names it and the bundle lacks it")
        elif len(content) != said["bytes"] or sha256(content) != said["sha256"]:
            report.no(f"{path}: its content is not that of the manifest")
        else:
            continue
        wrong += 1
    for path in sorted(set(bundle.files) - set(listed) - {MANIFEST, SIGNATURE}):
        report.no(f"{path}: it is in the bundle and the manifest does not name it")
        wrong += 1
    if not wrong:
        report.ok(f"files: all {len(listed)} are those of the manifest, and there is no other")


def spoken(fingerprint):
    """A fingerprint as it is read out: its first 32 figures in groups of four."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, 32, 4))


def check_signature(bundle, manifest, wanted, report):
    key = manifest["key"]
    try:
        public, signature = (
            bytes.fromhex(key["public"]),
            bytes.fromhex(bundle.files[SIGNATURE].decode().strip()),
        )
    except (KeyError, ValueError):
        report.no(f"{SIGNATURE}: it is missing, or not written in hexadecimal figures")
        return
    fingerprint = sha256(public)
    if not report.check(
        is_signed(public, bundle.files[MANIFEST], signature),
        f"signature: {MANIFEST} is signed by the key {spoken(fingerprint)}",
        f"{SIGNATURE}: it is not the signature of the key {spoken(fingerprint)} on {MANIFEST}",
    ):
        return
    if key.get("fingerprint") != fingerprint:
        report.no(f"{MANIFEST}: the fingerprint it states is not that of its key")
    if wanted is None:
        report.unknown("whose key it is: compare the fingerprint with the order paper, or give it with --key")
        return
    figures = re.sub(r"[\s:]", "", wanted).lower()
    report.check(
        len(figures) >= 16 and fingerprint.startswith(figures),
        "key: it is the one whose fingerprint you gave",
        f"key: the bundle is signed by {spoken(fingerprint)}, not by the key whose fingerprint you gave",
    )


# ============================================================================================= the chain


class Chain:
    """The acts of the record in order, each holding the digest of the one before."""

    def __init__(self, bundle):
        if CHAIN not in bundle.files:
            raise DoesNotFit(f"{CHAIN}: it is not in the bundle")
        self.entries = []
        previous = "0" * 64
        for place, line in enumerate(bundle.files[CHAIN].decode().splitlines(), start=1):
            try:
                entry = json.loads(line, object_pairs_hook=_no_key_twice)
                body = {name: entry[name] for name in ("seq", "at", "kind", "payload", "previous")}
            except (ValueError, KeyError, TypeError) as error:
                raise DoesNotFit(f"{CHAIN}: line {place} is no entry ({error!r})") from error
            if entry["seq"] != place or entry["previous"] != previous or digest_of(body) != entry["digest"]:
                raise DoesNotFit(f"{CHAIN}: entry {place} ({entry['kind']}) does not fit the chain")
            previous = entry["digest"]
            self.entries.append(entry)
        self.head = previous

    def of(self, kind, **wanted):
        """The payloads of this kind with these values, in order."""
        return [
            one["payload"]
            for one in self.entries
            if one["kind"] == kind
            and all(one["payload"].get(name) == value for name, value in wanted.items())
        ]

    def seq_of(self, payload):
        """The number of the entry that holds this payload."""
        return next(one["seq"] for one in self.entries if one["payload"] is payload)

    def last(self, kind, where, **wanted):
        found = self.of(kind, **wanted)
        if not found:
            named = ", ".join(f"{name} {value}" for name, value in wanted.items())
            raise DoesNotFit(f"{where}: the record has no act {kind} ({named})")
        return found[-1]


def told(entry):
    """An entry as a person would name it."""
    number = entry["payload"].get("poll")
    return (
        f"entry {entry['seq']}, {entry['kind']}{'' if number is None else f' V-{number:02}'}, {entry['at']}"
    )


def check_chain(bundle, manifest, seen, report):
    chain = Chain(bundle)
    stated = manifest["record"]
    report.check(
        stated == {"entries": len(chain.entries), "head": chain.head},
        f"chain: {len(chain.entries)} entries, each holds the digest of the one before; head {chain.head[:12]}",
        f"{MANIFEST}: the chain it states is not the one of {CHAIN}",
    )
    for entry in chain.entries:
        if entry["kind"] == "restored":
            report.unknown(
                f"what happened between entry {entry['payload']['entries']} and the loss: {told(entry)}"
            )
    for code in seen:
        wanted = code.strip().lower()
        found = [one for one in chain.entries if len(wanted) >= 12 and one["digest"].startswith(wanted)]
        report.check(
            bool(found),
            f"code {code}: {told(found[0]) if found else ''}",
            f"code {code}: it belongs to no entry of this record. This is not the record whose code was shown",
        )
    return chain


# ============================================================================================= texts


def words_digest(provision):
    """What an operation calls `base_digest`: everything of a provision but its id."""
    return digest_of([provision["kind"], provision["depth"], provision["marker"], provision["text"]])


def applied(text, operations, where):
    """The text after the operations of one amendment that was made on exactly this text."""
    places = [dict(one, struck=False) for one in text]
    for number, operation in enumerate(operations, start=1):
        try:
            _apply(places, operation)
        except (KeyError, TypeError, LookupError) as error:
            raise DoesNotFit(f"{where}: operation {number} cannot be applied ({error})") from error
    return [
        {name: one[name] for name in ("id", "kind", "depth", "marker", "text")}
        for one in places
        if not one["struck"]
    ]


def _apply(places, operation):
    kind = operation["op"]
    if kind == "insert":
        at = _behind(places, operation["after"])
        known = {one["id"] for one in places}
        for new in operation["provisions"]:
            if new["id"] in known:
                raise LookupError(f"provision {new['id']} is there already")
        places[at:at] = [dict(new, struck=False) for new in operation["provisions"]]
        return
    one = _standing(places, operation["id"])
    if kind == "move":
        if operation["after"] == operation["id"]:
            return
        at = _behind(places, operation["after"])
        here = next(place for place, each in enumerate(places) if each is one)
        del places[here]
        places.insert(at - (here < at), one)
        return
    if words_digest(one) != operation["base_digest"]:
        raise LookupError(f"provision {operation['id']} has other words")
    if kind == "replace":
        one["text"] = operation["text"]
    elif kind == "delete":
        one["struck"] = True
    else:
        raise LookupError(f"there is no operation {kind}")


def _standing(places, id):
    for one in places:
        if one["id"] == id and not one["struck"]:
            return one
    raise LookupError(f"provision {id} is not there")


def _behind(places, after):
    """The place behind a provision; one struck by the same amendment still marks its place."""
    if after is None:
        return 0
    for place, one in enumerate(places):
        if one["id"] == after:
            return place + 1
    raise LookupError(f"provision {after} is not there")


class Document:
    """One document: its revisions as the bundle states them."""

    def __init__(self, bundle, folder):
        self.bundle = bundle
        self.where = f"text/{folder}"
        self.about = bundle.json(f"{self.where}/document.json")
        self.number = self.about["number"]
        self.revisions = [
            bundle.json(f"{self.where}/revision-{number:03}.json")
            for number in range(1, self.about["head"] + 1)
        ]

    def text(self, number):
        return self.revisions[number - 1]["provisions"]

    def written(self, number):
        """The operations that lead to a revision, and those of every form of the amendment it adopted."""
        revision = self.revisions[number - 1]
        forms = []
        if revision["amendment"] is not None:
            forms = self.bundle.json(f"amendments/AM-{revision['amendment']:03}.json")["forms"]
        return [*revision["operations"], *(one for form in forms for one in form["operations"])]


ADOPTING = {"adoption": "amendment_adopted", "reinstatement": "adoption_reinstated"}


def check_document(document, chain, report):
    """The base is the imported one, and every revision follows from the one before."""
    name = f"document {document.number}"
    for place, revision in enumerate(document.revisions, start=1):
        where = f"{document.where}/revision-{place:03}.json"
        if revision["number"] != place or digest_of(revision["provisions"]) != revision["digest"]:
            raise DoesNotFit(f"{where}: its digest is not that of its provisions")
        if place == 1:
            imported = chain.last("document_imported", where, document=document.number)
            report.check(
                imported["digest"] == revision["digest"],
                f"{name}: revision 1 is the imported text",
                f"{where}: it is not the text that the record says was imported",
            )
        elif revision["cause"] in ADOPTING:
            _check_adoption(document, place, revision, chain, where, report)
        elif revision["cause"] == "correction":
            _check_correction(document, place, revision, chain, where, report)
        elif revision["cause"] == "replacement":
            _check_replacement(document, place, revision, chain, where, report)
        elif revision["cause"] == "rescission":
            _check_rescission(document, place, revision, chain, where, report)
        else:
            raise DoesNotFit(f"{where}: no act of the record has the cause {revision['cause']!r}")
    _check_text_fate(document, chain, report)
    head = document.revisions[-1]
    report.ok(
        f"{name}: revision {head['number']}, sha256 {head['digest']}, is what its base and its log make"
    )


FATE_ACTS = ("text_decided", "text_brought", "fate_taken_back")


def _check_text_fate(document, chain, report):
    """What became of the text as a whole is what the acts of the record made of it, each as a vote allows."""
    number, about = document.number, document.about
    where = f"{document.where}/document.json"
    state = chain.last("document_imported", where, document=number)["state"]
    by, to, reason, decided_on = None, "", "", None
    for entry in chain.entries:
        said = entry["payload"]
        if entry["kind"] not in FATE_ACTS or said["document"] != number:
            continue
        if entry["kind"] == "text_decided":
            _check_decision(document, said, chain, where)
            state, by, to, reason = said["becomes"], said["poll"], said["to"], said["reason"]
            decided_on = said["revision"]
        elif entry["kind"] == "text_brought":
            if state not in ("draft", "referred", "withdrawn") or said["before"] != state:
                raise DoesNotFit(f"{where}: it was {state}, and the record brings it before a body")
            state, by, to, reason, decided_on = "before", None, "", "", None
        else:
            chain.last("poll_voided", where, poll=said["poll"])
            if by == said["poll"]:
                state, by, to, reason, decided_on = "before", None, "", "", None
            if said["becomes"] != state:
                raise DoesNotFit(f"{where}: what a void vote left of it is not what the record says")
    stated = (about["state"], about["decided_by"], about["referred_to"], about["reason"])
    if stated != (state, by, to, reason):
        raise DoesNotFit(f"{where}: it is {stated[0]}, and the record says {state}")
    for revision in document.revisions[decided_on:] if decided_on is not None else ():
        if revision["cause"] != "correction" and not (
            revision["cause"] == "rescission" and revision["poll"] is None
        ):
            raise DoesNotFit(f"{where}: revision {revision['number']} changed it after it was {state}")
    if state != "before":
        vote = "" if by is None else f" as a whole by {poll_name(by)}"
        report.ok(f"document {number}: {state}{vote}{f' to {to}' if to else ''}")


def _check_decision(document, said, chain, where):
    """A text is adopted or rejected by a vote on it alone; what is decided without one is told with a reason."""
    if said["poll"] is None:
        if said["becomes"] not in ("referred", "withdrawn") or not said["reason"]:
            raise DoesNotFit(f"{where}: no vote decided that it is {said['becomes']}")
        return
    poll = document.bundle.json(f"votes/{poll_name(said['poll'])}/poll.json")
    if poll["kind"] != "text" or (poll["document"], poll["base"]) != (document.number, said["revision"]):
        raise DoesNotFit(f"{where}: {poll_name(said['poll'])} did not put revision {said['revision']} of it")


def _check_adoption(document, place, revision, chain, where, report):
    said = chain.last(ADOPTING[revision["cause"]], where, document=document.number, revision=place)
    expected = {
        "amendment": revision["amendment"],
        "poll": revision["poll"],
        "digest": revision["digest"],
        "operations": revision["operations"],
    }
    for member, value in expected.items():
        if said[member] != value:
            raise DoesNotFit(f"{where}: its {member} is not that of the record")
    if applied(document.text(place - 1), revision["operations"], where) != revision["provisions"]:
        raise DoesNotFit(f"{where}: its operations on the revision before do not give it")
    back = ""
    if revision["cause"] == "reinstatement":
        ruled = chain.of("held_ruled", amendment=revision["amendment"], becomes="adopted")
        if not ruled:
            raise DoesNotFit(f"{where}: the record holds no ruling that puts it back in force")
        back = " back in force"
    report.ok(
        f"document {document.number}: revision {place} is revision {place - 1} with AM {revision['amendment']}{back} of {poll_name(revision['poll'])}"
    )


def _as_said(document, place, revision, said, members, where):
    """A revision is as its act in the record says, and follows from the one before by its operations."""
    for member in members:
        if said[member] != revision[member]:
            raise DoesNotFit(f"{where}: its {member} is not that of the record")
    if applied(document.text(place - 1), revision["operations"], where) != revision["provisions"]:
        raise DoesNotFit(f"{where}: its operations on the revision before do not give it")


def _check_correction(document, place, revision, chain, where, report):
    said = chain.last("document_corrected", where, document=document.number, revision=place)
    _as_said(document, place, revision, said, ("digest", "operations", "reason"), where)
    if revision["amendment"] is not None or revision["poll"] is not None:
        raise DoesNotFit(f"{where}: a correction has neither an amendment nor a poll")
    if not revision["reason"] or (revision["author"] is None) != (said["by"] is None):
        raise DoesNotFit(f"{where}: a correction has a reason, and its author is the one of the record")
    _no_ballot_on(document, revision, chain, said, where)
    report.ok(
        f"document {document.number}: revision {place} is revision {place - 1} with a correction: {revision['reason']}"
    )


def _no_ballot_on(document, revision, chain, said, where):
    """No text moves under a ballot: no poll that was open then asks about what a correction touches."""
    place = chain.seq_of(said)
    touched = _places(revision["operations"])
    for folder in document.bundle.folders("votes"):
        poll = document.bundle.json(f"votes/{folder}/poll.json")
        if poll["document"] != document.number:
            continue
        opened = [chain.seq_of(one) for one in chain.of("poll_opened", poll=poll["number"])]
        decided = [chain.seq_of(one) for one in chain.of("poll_published", poll=poll["number"])]
        if min(opened) < place < min(decided):
            for option in poll["options"]:
                if touched & _places(option["operations"]):
                    raise DoesNotFit(f"{where}: {poll_name(poll['number'])} was open on what it touches")


def _places(operations):
    """The provisions that operations change, strike, move or put something behind."""
    return {one["after"] if one["op"] == "insert" else one["id"] for one in operations}


def _check_replacement(document, place, revision, chain, where, report):
    """A better file took the place of the text before anybody proposed to amend it."""
    said = chain.last("document_replaced", where, document=document.number, revision=place)
    _as_said(document, place, revision, said, ("digest", "operations"), where)
    for one in chain.of("amendment_proposed", document=document.number):
        if chain.seq_of(one) < chain.seq_of(said):
            raise DoesNotFit(f"{where}: AM {one['amendment']} was proposed before it")
    report.ok(f"document {document.number}: revision {place} is a better file, before any amendment")


def _check_rescission(document, place, revision, chain, where, report):
    """What was taken back is gone wherever nobody else has touched the text since, and nothing else is."""
    is_correction = revision["poll"] is None
    kind = "correction_rescinded" if is_correction else "adoption_rescinded"
    said = chain.last(kind, where, document=document.number, revision=place)
    for member in ("digest", "operations", "rescinds", "reason" if is_correction else "poll"):
        if said[member] != revision[member]:
            raise DoesNotFit(f"{where}: its {member} is not that of the record")
    held = [document.revisions[one - 1]["amendment"] for one in revision["held"]]
    if said["held_revisions"] != revision["held"] or said["held"] != [one for one in held if one is not None]:
        raise DoesNotFit(f"{where}: what is on hold is not that of the record")
    if not is_correction:
        chain.last("poll_voided", where, poll=revision["poll"])
    elif document.revisions[revision["rescinds"] - 1]["cause"] != "correction":
        raise DoesNotFit(f"{where}: what it takes back is no correction")
    before, after = document.text(place - 1), revision["provisions"]
    if applied(before, revision["operations"], where) != after:
        raise DoesNotFit(f"{where}: its operations on the revision before do not give it")
    gone = {revision["rescinds"], *revision["held"]}
    first = min(gone)
    back, _ = _touched(document, gone)
    others, alike = _touched(document, set(range(first, place)) - gone)
    untouched, earlier, now = _by_id(before), _by_id(document.text(first - 1)), _by_id(after)
    open_ones, derived = set(), set()
    for id in sorted(untouched.keys() | earlier.keys() | now.keys()):
        expected = earlier if id in back else untouched
        standing = untouched.get(id) or now.get(id)
        if id in back and (id in others or (standing and words_digest(standing) in alike)):
            if _without(document, gone, before, id) == now.get(id) is not None:
                derived.add(id)
            else:
                open_ones.add(id)
        elif now.get(id) != expected.get(id):
            raise DoesNotFit(f"{where}: provision {id} is not what the log without revision {first} makes")
    name = f"document {document.number}: revision {place} is revision {place - 1} without revision"
    why = "that correction is taken back" if is_correction else f"{poll_name(revision['poll'])} is void"
    report.ok(f"{name} {', '.join(str(one) for one in sorted(gone))}; {why}")
    if derived:
        report.ok(f"{name} {first}: {len(derived)} provisions that others changed too hold the others' words")
    if open_ones:
        count = len(open_ones)
        report.unknown(
            f"{name} {first}: {count} provisions that others changed too follow from its operations"
        )


def _without(document, gone, before, id):
    """A provision without the words of these revisions, word by word, those of the others kept.

    None where it is not there all the time, or others changed the same words.
    """
    now = _by_id(before).get(id)
    for number in sorted(gone, reverse=True):
        had, has = _by_id(document.text(number - 1)).get(id), _by_id(document.text(number)).get(id)
        if None in (now, had, has):
            return None
        words = _merged_words(has["text"], now["text"], had["text"])
        if words is None:
            return None
        now = {**now, "text": words}
    return now


def _merged_words(base, one, other):
    """Both changes of a line of words; None where they touch."""
    words, edits = re.findall(r"\w+|\s+|[^\w\s]", base), []
    for text in (one, other):
        after = re.findall(r"\w+|\s+|[^\w\s]", text)
        codes = difflib.SequenceMatcher(None, words, after, autojunk=False).get_opcodes()
        edits.append([(i, j, after[k:m]) for kind, i, j, k, m in codes if kind != "equal"])
    mine, theirs = edits
    if any(i <= b and a <= j for i, j, _ in mine for a, b, _ in theirs):
        return None
    for i, j, put in sorted([*mine, *theirs], key=lambda edit: edit[0], reverse=True):
        words[i:j] = put
    return "".join(words)


def _touched(document, revisions):
    """The provisions that these revisions changed, struck, moved or put in, and the words of those put in."""
    ids, words = set(), set()
    for number in revisions:
        for operation in document.written(number):
            put_in = operation.get("provisions", ())
            ids.update(one["id"] for one in put_in)
            words.update(words_digest(one) for one in put_in)
            if not put_in:
                ids.add(operation["id"])
    return ids, words


def _by_id(text):
    return {one["id"]: one for one in text}


# ============================================================================================= amendments

FATES = {
    "amendment_adopted": "adopted",
    "adoption_reinstated": "adopted",
    "amendment_split": "split",
    "amendment_rejected": "rejected",
    "amendment_withdrawn": "withdrawn",
}
CARRIED = {"obsolete": "obsolete", "orphaned": "orphaned"}
STANDING = {"amendment_proposed": None, "amendment_tabled": "tabled", "late_ruled": None}
SUPPORT = (
    "amendment_seconded",
    "support_withdrawn",
    "split_asked",
    "pull_asked",
    "item_pulled_out",
    "moved_from_floor",
)
ADVICE = ("recommended", "recommendation_taken_back")
TAKEN_BACK = (
    "adoption_rescinded",
    "rejection_rescinded",
    "correction_rescinded",
    "text_brought",
    "fate_taken_back",
)
MOVED = (*ADOPTING.values(), "document_corrected")


def check_amendment(bundle, path, documents, chain, report):
    """Its first form is what was proposed, its other forms fit their revisions, its fate is the record's."""
    one = bundle.json(path)
    number, document = one["number"], documents[one["document"]]
    proposed = chain.last("amendment_proposed", path, amendment=number)
    first = one["forms"][0]
    stated = {
        "document": one["document"],
        "base": first["base"],
        "operations": first["operations"],
        "title": one["title"],
    }
    for member, value in stated.items():
        if proposed[member] != value:
            raise DoesNotFit(f"{path}: its {member} is not what was proposed")
    if one.get("part_of") != proposed.get("part_of"):
        raise DoesNotFit(f"{path}: what it is a part of is not what the record says")
    for entry in chain.of("amendment_split", amendment=number):
        found = [bundle.json(f"amendments/AM-{part:03}.json") for part in entry["parts"]]
        made = [operation for part in found for operation in part["forms"][0]["operations"]]
        whole = one["forms"][-1]["operations"]
        if sorted(map(digest_of, made)) != sorted(map(digest_of, whole)):
            raise DoesNotFit(f"{path}: its parts are not what it was divided into")
        if any(part.get("part_of") != number for part in found):
            raise DoesNotFit(f"{path}: its parts do not name it")
    replaces = proposed.get("replaces", [])
    if one.get("replaces", []) != replaces:
        raise DoesNotFit(f"{path}: what it replaces is not what was proposed")
    for entry in chain.of("amendment_adopted", amendment=number):
        if not set(entry.get("merged", ())) <= set(replaces):
            raise DoesNotFit(f"{path}: what was merged into it is not what it replaces")
    for form in one["forms"]:
        applied(document.text(form["base"]), form["operations"], f"{path}: form {form['number']}")
    if _advice(chain, number) != {each["body"]: _advised(each) for each in one.get("recommended", ())}:
        raise DoesNotFit(f"{path}: what bodies recommend on it is not what the record says")
    fate, is_known = _fate(chain, number)
    if fate != one["state"] and is_known:
        raise DoesNotFit(f"{path}: its state is {one['state']}, and the record says {fate}")
    if fate != one["state"]:
        report.unknown(f"AM {number}: that it is {one['state']} follows from acts this program does not know")
    else:
        report.ok(f"AM {number}: as proposed, {one['state']}")


def _advised(one):
    return one["advice"], one["modified_by"], one["reasons"]


def _advice(chain, number):
    """What each body recommended last on an amendment, and did not take back."""
    last = {}
    for entry in chain.entries:
        said = entry["payload"]
        if entry["kind"] in ADVICE and said["amendment"] == number:
            last.pop(said["body"], None)
            if entry["kind"] == "recommended":
                last[said["body"]] = _advised(said)
    return last


def _fate(chain, number):
    """What the acts made of an amendment, and whether all that name it are of a known kind."""
    fate, is_known = "tabled", True
    standing = fate  # what it is whenever its words fit the text and nothing is decided
    for entry in chain.entries:
        kind, said = entry["kind"], entry["payload"]
        if kind in STANDING and said["amendment"] == number:
            fate = standing = STANDING[kind] or said["state" if kind == "amendment_proposed" else "becomes"]
            continue
        if kind in FATES and said.get("amendment") == number:
            fate = FATES[kind]
        elif kind in ADOPTING.values() and number in said["fallen"]:
            fate = "fallen"
        elif kind in ADOPTING.values() and number in said.get("merged", ()):
            fate = "merged"
        elif kind in MOVED and str(number) in said["carried"]:
            fate = CARRIED.get(said["carried"][str(number)], fate)
        elif kind in ("held_ruled", "amendment_taken_over") and said["amendment"] == number:
            fate = said["becomes"]
        elif (kind == "text_decided" and number in said["lapsed"]) or (
            kind == "amendment_lapsed" and said["amendment"] == number
        ):
            fate = "lapsed"
        elif kind in TAKEN_BACK and number in said.get("held", ()):
            fate = "on_hold"
        elif kind in TAKEN_BACK and str(number) in said["carried"]:
            fate = CARRIED.get(said["carried"][str(number)], standing)
        elif said.get("amendment") == number and kind not in (*FATES, *SUPPORT, *ADVICE):
            is_known = False
    return fate, is_known


# ============================================================================================= counting: ballots

UNREADABLE = "*"


class Paper:
    """One distinct valid ballot: its ranks best first, how many say so, and why it ends when they are used up."""

    __slots__ = ("ends", "ranks", "votes")

    def __init__(self, ranks, votes, ends="choices"):
        self.ranks, self.votes, self.ends = [tuple(rank) for rank in ranks], votes, ends


class Papers:
    """Valid papers with equal ones put together; how many ballots were blank and how many spoilt."""

    def __init__(self, options, ballots, rules):
        self.options = list(options)
        together = {}
        for ranks, votes in ballots:
            key = tuple(tuple(rank) for rank in ranks)
            together[key] = together.get(key, 0) + votes
        self.valid, self.blank, self.spoilt = [], 0, 0
        for ranks, votes in together.items():
            if not votes:
                continue
            if not any(ranks):
                self.blank += votes
                continue
            read = _read_strictly if rules["hygiene"] is None else _read_leniently
            paper = read(ranks, votes, self.options, rules)
            if paper is None:
                self.spoilt += votes
            else:
                self.valid.append(paper)
        self.number = sum(paper.votes for paper in self.valid)


def _read_strictly(ranks, votes, options, rules):
    """A paper without any irregularity, else None."""
    named = [option for rank in ranks for option in rank]
    most, method = rules["maximum_ranks"], rules["method"]
    if len(set(named)) != len(named) or not set(named) <= set(options):
        return None
    if most is not None and len(ranks) > most:
        return None
    if (
        rules["equal_ranks"] == "refused"
        and method not in ("approval", "score")
        and any(len(r) > 1 for r in ranks)
    ):
        return None
    return Paper(ranks, votes) if all(ranks) or method == "score" else None


def _read_leniently(ranks, votes, options, rules):
    """A paper cut where the rules end it, None where it names what is no option."""
    said = rules["hygiene"]
    overvote = said["overvote"]
    if overvote == "exhaust_if_multiple_continuing" and rules["method"] not in ("irv", "stv"):
        overvote = "exhaust_immediately"
    kept, seen, last = [], set(), 0
    for place, rank in enumerate(ranks[: rules["maximum_ranks"]], start=1):
        if not rank:
            continue
        if tuple(rank) != (UNREADABLE,) and not set(rank) <= set(options):
            return None
        if said["maximum_skipped"] is not None and place - last - 1 > said["maximum_skipped"]:
            return Paper(kept, votes, "skipped")
        last = place
        if said["exhaust_on_duplicate"] and seen & set(rank):
            return Paper(kept, votes, "repeated")
        if tuple(rank) == (UNREADABLE,) or (len(rank) > 1 and rules["equal_ranks"] == "refused"):
            if overvote == "exhaust_immediately":
                return Paper(kept, votes, "overvote")
            if overvote == "skip_to_next" or tuple(rank) == (UNREADABLE,):
                seen |= set(rank)
                continue
        left = [option for option in rank if option not in seen]
        if left:
            kept.append(left)
        seen |= set(rank)
    return Paper(kept, votes)


# ============================================================================================= counting: ties


class Ties:
    """Breaks ties in the order the rules state and remembers each; `lots`: the first wins, the last goes."""

    def __init__(self, rules, lots, decisions=None):
        self.rules, self.lots, self.decisions, self.found = rules, list(lots), decisions or {}, []

    def loser(self, tied, number, earlier, purpose="elimination"):
        return self._one_of(tied, number, earlier, purpose, -1, min)

    def winner(self, tied, number, earlier, purpose="winner"):
        return self._one_of(tied, number, earlier, purpose, 0, max)

    def _one_of(self, tied, number, earlier, purpose, place, extreme):
        tied = sorted(tied)
        if len(tied) == 1:
            return tied[0]
        left, used, chosen = tied, "unresolved", None
        for rule in self.rules:
            if rule == "earlier_rounds":
                for tally in reversed(earlier):
                    votes = {option: tally.get(option, 0) for option in left}
                    left = [option for option in left if votes[option] == extreme(votes.values())]
                chosen = left[0] if len(left) == 1 else None
            elif rule in ("lots", "chair"):
                order = self.lots if rule == "lots" else self.decisions.get(frozenset(left), ())
                if set(left) <= set(order):
                    chosen = [option for option in order if option in left][place]
            elif rule == "lost":
                used = "lost"
                break
            if chosen is not None:
                used = rule
                break
        self.found.append(
            {"round": number, "purpose": purpose, "options": tied, "rule": used, "chosen": chosen}
        )
        return chosen


# ============================================================================================= counting: results


def written(votes, places=None):
    """A number of votes as text: with so many decimals, else as a whole number or p/q."""
    votes = Fraction(votes)
    if not places:
        return str(votes)
    units = votes * 10**places
    if units.denominator != 1:
        raise DoesNotFit(f"{votes} has more than {places} decimals")
    figures = str(abs(units.numerator)).rjust(places + 1, "0")
    return ("-" if units < 0 else "") + figures[:-places] + "." + figures[-places:]


class Outcome:
    """What a method found, before majority and quorum are judged."""

    def __init__(self, winners=(), rounds=(), **more):
        self.winners, self.rounds = list(winners), list(rounds)
        self.quota = self.pairwise = self.support = self.cast = self.places = None
        self.ranking, self.dropped = [], {}
        for name, value in more.items():
            setattr(self, name, value)


def a_round(number, tally, **more):
    """A round of a count; numbers stay exact until the result is written."""
    plain = {
        "elected": [],
        "eliminated": [],
        "transfers": {},
        "exhausted": {},
        "continuing": 0,
        "threshold": None,
    }
    return {"number": number, "tally": dict(tally), **plain, "residue": 0, "action": "", **more}


def _written_round(one, places):
    def text(votes):
        return {name: written(number, places) for name, number in votes.items()}

    return {
        **one,
        "tally": text(one["tally"]),
        "transfers": {option: text(to) for option, to in one["transfers"].items()},
        "exhausted": text(one["exhausted"]),
        "continuing": written(one["continuing"], places),
        "threshold": None if one["threshold"] is None else written(one["threshold"], places),
        "residue": written(one["residue"], places),
    }


def count(
    options,
    ballots,
    rules,
    lots=(),
    entitled=None,
    present=None,
    decisions=None,
    present_for_quorum=None,
):
    """The whole result as the record writes it. `ballots`: pairs of ranks and number; `rules`: all of them."""
    papers = Papers(options, ballots, rules)
    ties = Ties(rules["ties"], lots, decisions)
    if rules["method"] not in METHODS:
        raise CannotRecount(f"there is no method {rules['method']} here")
    found = METHODS[rules["method"]](papers, rules, ties) if papers.options else Outcome()
    default = rules["default_option"]
    majority, quorum = (
        _majority(found, papers, rules, entitled, present),
        _quorum(papers, rules, entitled, present if present_for_quorum is None else present_for_quorum),
    )
    is_open = any(tie["rule"] == "unresolved" for tie in ties.found)
    failed = (majority is not None and not majority["is_reached"]) or (
        quorum is not None and not quorum["is_met"]
    )
    winners = [] if failed or is_open else found.winners
    if not winners and not is_open and default in papers.options:
        winners = [default]
    pairs = found.pairwise
    return {
        "method": rules["method"],
        "rules": rules,
        "winners": winners,
        "is_carried": any(winner != default for winner in winners),
        "nobody": not any(winner != default for winner in winners),
        "is_decided": not is_open,
        "rounds": [_written_round(one, found.places) for one in found.rounds],
        "quota": None if found.quota is None else written(found.quota, found.places),
        "pairwise": None
        if pairs is None
        else {a: {b: str(v) for b, v in row.items()} for a, row in pairs.items()},
        "dropped": found.dropped,
        "ties": ties.found,
        "ranking": found.ranking,
        "ballots": {"valid": str(papers.number), "blank": str(papers.blank), "spoilt": str(papers.spoilt)},
        "majority": majority,
        "quorum": quorum,
    }


def _majority(found, papers, rules, entitled, present):
    said = rules["majority"]
    if said is None or found.support is None or found.winners == [rules["default_option"]]:
        return None
    cast = papers.number if found.cast is None else found.cast
    size = {"cast": cast, "present": present, "entitled": entitled}[said["base"]]
    left, right = found.support * said["den"], said["num"] * (size or 0)
    reached = (
        size is not None and found.support > 0 and (left > right if said["more_than"] else left >= right)
    )
    return {
        "votes": str(Fraction(found.support)),
        "base": said["base"],
        "size": str(Fraction(size or 0)),
        "num": said["num"],
        "den": said["den"],
        "more_than": said["more_than"],
        "is_reached": reached,
    }


def _quorum(papers, rules, entitled, present):
    said = rules["quorum"]
    if said is None:
        return None
    cast = papers.number + papers.blank + papers.spoilt
    number = {"cast": cast, "present": present, "entitled": entitled}[said["base"]]
    if number is None:
        met = None
    elif "/" not in said["value"]:
        met = number >= int(said["value"])
    else:
        met = None if entitled is None else number >= Fraction(said["value"]) * entitled
    return {
        "value": said["value"],
        "base": said["base"],
        "number": None if number is None else str(number),
        "entitled": None if entitled is None else str(entitled),
        "is_met": met,
    }


# ============================================================================================= counting: most votes


def _most_votes(tally, lost, rules, ties, valid):
    """The options with the most votes take the seats; without a vote nobody does."""
    if not any(tally.values()):
        return Outcome(rounds=[a_round(1, tally, exhausted=lost)])
    order = [
        sorted(o for o in tally if tally[o] == votes) for votes in sorted(set(tally.values()), reverse=True)
    ]
    winners = _seated([group for group in order if tally[group[0]]], rules["seats"], ties)
    one = a_round(1, tally, elected=winners, exhausted=lost, continuing=valid - sum(lost.values()))
    support = tally[winners[0]] if len(winners) == 1 else None
    return Outcome(winners, [one], support=support, ranking=order)


def _seated(order, seats, ties):
    """The first of an order in groups of equals; nobody where a tie for a seat is left open or lost."""
    winners = []
    for group in order:
        left = list(group)
        if len(left) <= seats - len(winners):
            winners += left
            continue
        while left and len(winners) < seats:
            one = ties.winner(left, 1, [])
            if one is None:
                return []
            winners.append(one)
            left.remove(one)
        break
    return winners


def plurality(papers, rules, ties):
    tally, lost = {option: Fraction(0) for option in papers.options}, {}
    for paper in papers.valid:
        first = paper.ranks[0] if paper.ranks else ()
        if not first or (len(first) > 1 and rules["equal_ranks"] == "refused"):
            why = "overvote" if first else paper.ends
            lost[why] = lost.get(why, 0) + paper.votes
            continue
        for option in first:
            tally[option] += Fraction(paper.votes, len(first))
    return _most_votes(tally, lost, rules, ties, papers.number)


def approval(papers, rules, ties):
    tally = dict.fromkeys(papers.options, 0)
    for paper in papers.valid:
        for option in (each for rank in paper.ranks for each in rank):
            tally[option] += paper.votes
    return _most_votes(tally, {}, rules, ties, papers.number)


def borda(papers, rules, ties):
    tally, size = {option: Fraction(0) for option in papers.options}, len(papers.options)
    for paper in papers.valid:
        named = {option for rank in paper.ranks for option in rank}
        place = 0
        for group in [*paper.ranks, [option for option in papers.options if option not in named]]:
            points = sum(size - 1 - (place + each) for each in range(len(group)))
            for option in group:
                tally[option] += Fraction(points * paper.votes, len(group))
            place += len(group)
    return _most_votes(tally, {}, rules, ties, sum(tally.values()))


def score(papers, rules, ties):
    tally = dict.fromkeys(papers.options, 0)
    for paper in papers.valid:
        for place, rank in enumerate(paper.ranks):
            for option in rank:
                tally[option] += max(rules["score_maximum"] - place, 0) * paper.votes
    return _most_votes(tally, {}, rules, ties, sum(tally.values()))


def for_against_abstain(papers, rules, ties):
    tally = dict.fromkeys((*papers.options, "for", "against"), 0)
    for paper in papers.valid:
        if paper.ranks and len(paper.ranks[0]) == 1:
            tally[paper.ranks[0][0]] += paper.votes
    cast = sum(tally.values())
    if rules["abstentions"] == "not_counted":
        cast -= tally.get("abstain", 0)
    casting = 0
    if tally["for"] == tally["against"] and tally["for"]:
        casting = int(ties.winner(["for", "against"], 1, []) == "for")
    winners = ["for"] if tally["for"] + casting > tally["against"] else []
    one = a_round(1, tally, elected=winners, continuing=papers.number)
    return Outcome(winners, [one], support=tally["for"] + casting, cast=cast + casting)


# ============================================================================================= counting: two by two


def _pairs(papers):
    """How many ballots put each option above each other; what is not ranked is last and equal."""
    matrix = {a: {b: 0 for b in papers.options if b != a} for a in papers.options}
    for paper in papers.valid:
        below = set(papers.options)
        for rank in paper.ranks:
            below -= set(rank)
            for one in rank:
                for other in below:
                    matrix[one][other] += paper.votes
    return matrix


def _over_default(matrix, winners, rules):
    default = rules["default_option"]
    return (
        matrix[winners[0]][default]
        if len(winners) == 1 and default in matrix and winners != [default]
        else None
    )


def condorcet_winner(papers, rules, ties):
    matrix = _pairs(papers)
    winners = [a for a in papers.options if all(votes > matrix[b][a] for b, votes in matrix[a].items())]
    winners = winners if papers.number else []
    return Outcome(winners, pairwise=matrix, support=_over_default(matrix, winners, rules))


def schulze(papers, rules, ties):
    matrix = _pairs(papers)
    path = {}
    for a in matrix:
        for b, votes in matrix[a].items():
            won = votes > matrix[b][a]
            path[a, b] = (
                (votes if rules["strength"] == "winning_votes" else votes - matrix[b][a]) if won else 0
            )
    for middle in matrix:
        for a in matrix:
            for b in matrix:
                if len({a, b, middle}) == 3:
                    path[a, b] = max(path[a, b], min(path[a, middle], path[middle, b]))
    left, order = sorted(matrix), []
    while left:
        best = [a for a in left if all(path[a, b] >= path[b, a] for b in left if b != a)]
        order.append(best)
        left = [option for option in left if option not in best]
    winners = _seated(order, rules["seats"], ties) if papers.number else []
    return Outcome(winners, pairwise=matrix, support=_over_default(matrix, winners, rules), ranking=order)


MOST_STEPS = 20_000


def ranked_pairs(papers, rules, ties):
    matrix = _pairs(papers)
    left, order, steps = set(matrix), [], [MOST_STEPS]
    while left:
        best = _possible_tops(matrix, _smith(matrix, left), rules["strength"], steps)
        order.append(best)
        left -= set(best)
    winners = _seated(order, rules["seats"], ties) if papers.number else []
    return Outcome(winners, pairwise=matrix, support=_over_default(matrix, winners, rules), ranking=order)


def _smith(matrix, options):
    """The smallest group of which everybody beats everybody outside."""
    groups = []
    for option in options:
        group = {option}
        while more := {b for b in options - group for a in group if matrix[a][b] <= matrix[b][a]}:
            group |= more
        groups.append(group)
    return min(groups, key=len)


def _possible_tops(matrix, options, strength, steps):
    """Options that stand on top for some order in which equally strong victories are locked in.

    `steps` holds how many are left; beyond them everybody is said to be able to stand on top.
    """
    levels = {}
    for a in options:
        for b in options - {a}:
            votes, against = matrix[a][b], matrix[b][a]
            if votes > against:
                weight = (votes - against, 0) if strength == "margins" else (votes, -against)
                levels.setdefault(weight, []).append((a, b))
    states = {frozenset()}
    for weight in sorted(levels, reverse=True):
        states = set().union(*(_locked(state, levels[weight], steps) for state in states))
        if steps[0] < 0:
            return sorted(options)
    return sorted({a for state in states for a in options if all(b != a for _, b in state)})


def _locked(state, pairs, steps):
    """Every way to add equally strong victories to those locked in, closed under "a over b over c"."""
    steps[0] -= len(pairs)
    whole = state
    for a, b in pairs:
        whole = _closed(whole, a, b)
    if all(a != b for a, b in whole):
        return {whole}
    done, todo, seen = set(), [state], {state}
    while todo and steps[0] >= 0:
        at = todo.pop()
        steps[0] -= len(pairs)
        free = [(a, b) for a, b in pairs if (a, b) not in at and (b, a) not in at]
        if not free:
            done.add(at)
        for a, b in free:
            after = _closed(at, a, b)
            if after not in seen:
                seen.add(after)
                todo.append(after)
    return done


def _closed(state, a, b):
    over = {a} | {x for x, y in state if y == a}
    under = {b} | {y for x, y in state if x == b}
    return state | {(x, y) for x in over for y in under}


def debian_a6(papers, rules, ties):
    """The constitution's A.6, steps 2 to 8: against the default option, then the Schwartz set."""
    matrix, default, said = _pairs(papers), rules["default_option"], rules["against_default"]
    if default not in matrix:
        return Outcome(pairwise=matrix)
    ratios = {option: (num, den) for option, num, den in reversed(said["ratios"])}
    few, lost = [], []
    for option in papers.options:
        if option == default:
            continue
        votes, against = matrix[option][default], matrix[default][option]
        num, den = ratios.get(option, (1, 1))
        if 4 * votes * votes < 9 * (said["developers"] or 0) or votes < said["minimum_votes"]:
            few.append(option)
        elif votes * den < num * against or votes <= against:
            lost.append(option)
    left = [option for option in papers.options if option not in few and option not in lost]
    defeats = {(a, b) for a in left for b in left if a != b and matrix[a][b] > matrix[b][a]}
    rounds = []
    while True:
        left = _schwartz(left, defeats)
        inside = [(a, b) for a, b in defeats if a in left and b in left]
        if not inside:
            break
        weight = {(a, b): (matrix[a][b], -matrix[b][a]) for a, b in inside}
        gone = {pair for pair in inside if weight[pair] == min(weight.values())}
        tally = {f"{a} > {b}": matrix[a][b] for a, b in gone}
        rounds.append(a_round(len(rounds) + 1, tally, action="weakest defeats dropped"))
        defeats -= gone
    winner = ties.winner(left, len(rounds) + 1, []) if papers.number else None
    dropped = {"quorum": few, "majority": lost}
    return Outcome(
        [] if winner is None else [winner], rounds, pairwise=matrix, ranking=[left], dropped=dropped
    )


def _schwartz(left, defeats):
    beaten = {a: {b for x, b in defeats if x == a and b in left} for a in left}
    grown = True
    while grown:
        grown = False
        for a in left:
            further = set().union(*(beaten[b] for b in beaten[a])) - beaten[a] if beaten[a] else set()
            if further:
                beaten[a] |= further
                grown = True
    return [a for a in left if all(b in beaten[a] for b in left if b != a and a in beaten[b])]


# ============================================================================================= counting: runoff


class Heaps:
    """Papers on the heap of the option each counts for: (paper, rank it counts by, part of its vote)."""

    def __init__(self, papers, rules):
        self.shares = rules["equal_ranks"] == "allowed"
        self.heaps = {option: [] for option in papers.options}
        self.exhausted = {}
        for paper in papers.valid:
            self._lay(paper, 0, Fraction(1), {})

    def tally(self):
        return {
            option: sum((part * paper.votes for paper, _, part in heap), Fraction(0))
            for option, heap in self.heaps.items()
        }

    def remove(self, gone):
        """Take options out at once; answers the votes from each of them to each receiver."""
        leaving = [(option, self.heaps.pop(option)) for option in gone]
        moved = {}
        for option, heap in leaving:
            to = moved[option] = {}
            for paper, rank, part in heap:
                self._lay(paper, rank, part, to)
        return moved

    def _lay(self, paper, rank, part, to):
        for place in range(rank, len(paper.ranks)):
            left = [option for option in paper.ranks[place] if option in self.heaps]
            if len(left) > 1 and not self.shares:
                self._end("overvote", part * paper.votes, to)
                return
            for option in left:
                self.heaps[option].append((paper, place, part / len(left)))
                to[option] = to.get(option, 0) + part * paper.votes / len(left)
            if left:
                return
        self._end(paper.ends, part * paper.votes, to)

    def _end(self, why, votes, to):
        self.exhausted[why] = self.exhausted.get(why, 0) + votes
        to["exhausted"] = to.get("exhausted", 0) + votes


def irv(papers, rules, ties):
    said, heaps, rounds, winner, threshold = rules["irv"], Heaps(papers, rules), [], None, 0
    while papers.number:
        tally = heaps.tally()
        continuing = sum(tally.values())
        if not rounds or not said["fixed_threshold"]:
            are_whole = all(votes.denominator == 1 for votes in tally.values())
            threshold = continuing // 2 + 1 if are_whole else continuing / 2
        one = a_round(
            len(rounds) + 1,
            tally,
            exhausted=dict(heaps.exhausted),
            continuing=continuing,
            threshold=threshold,
        )
        earlier = [each["tally"] for each in rounds]
        rounds.append(one)
        if winner is None:
            winner = _runoff_winner(tally, continuing, threshold, ties, one["number"], earlier)
            if winner is not None:
                one["elected"] = [winner]
                if not said["continue_until_two"] or len(tally) <= 2:
                    break
                continue
        if not continuing or len(tally) <= 2:
            break
        gone = _runoff_losers(tally, rules, ties, one["number"], earlier)
        if not gone:
            if winner is not None:
                ties.found.pop()
            break
        one["eliminated"], one["transfers"] = gone, heaps.remove(gone)
    support = rounds[-1]["tally"].get(winner) if winner is not None else None
    return Outcome([] if winner is None else [winner], rounds, support=support)


def _runoff_winner(tally, continuing, threshold, ties, number, earlier):
    if not continuing:
        return None
    best = [option for option in tally if tally[option] == max(tally.values())]
    if len(tally) <= 2:
        return ties.winner(best, number, earlier)
    most = tally[best[0]]
    return best[0] if most >= threshold and 2 * most > continuing else None


def _runoff_losers(tally, rules, ties, number, earlier):
    first = [option for option in rules["irv"]["write_ins_first"] if tally.get(option)]
    if first and not earlier:
        return first
    if rules["irv"]["batch_elimination"]:
        order, found, below = sorted(tally, key=tally.get), 0, Fraction(0)
        for place, option in enumerate(order):
            if place and below < tally[option]:
                found = place
            below += tally[option]
        if found > 1:
            return order[:found]
    tied = [option for option in tally if tally[option] == min(tally.values())]
    others = [tally[option] for option in tally if option not in tied]
    if len(tied) > 1 and "together" in rules["ties"] and others and sum(tally[o] for o in tied) < min(others):
        return tied
    loser = ties.loser(tied, number, earlier)
    return [] if loser is None else [loser]


# ============================================================================================= counting: transferable vote

FAMILY = {
    # decimals, quota, batch, all surpluses of a round, seats checked first after, those with the quota go on receiving
    "scottish": (5, "whole", "", False, (), False),
    "wigm": (4, "fraction", "", False, (), False),
    "wigm_batch": (4, "fraction", "prf", False, ("batch",), False),
    "cfer": (5, "fraction", "", True, ("batch", "single"), False),
    "cfer_batch": (5, "fraction", "cfer", True, ("batch", "single"), False),
    "minneapolis": (4, "whole", "minneapolis", False, ("single",), True),
    "rounds": (4, "whole", "", False, (), False),
    "rounds_hare": (4, "whole", "", False, (), False),
}


def stv(papers, rules, ties):
    variant = rules["stv"]["variant"]
    if variant in ("meek", "meek_fine"):
        return Meek(papers, rules, ties).run()
    if variant == "bottoms_up":
        return _bottoms_up(papers, rules, ties)
    if variant in ("rounds", "rounds_hare"):
        return Rounds(papers, rules, ties).run()
    if variant not in FAMILY:
        raise CannotRecount(f"the variant {variant} is not known here")
    return Gregory(papers, rules, ties).run()


class Gregory:
    """Weighted inclusive Gregory: every paper has a value, a surplus passes all papers on at a lower one."""

    def __init__(self, papers, rules, ties):
        said = rules["stv"]
        self.places, quota, self.batch, self.at_once, self.checked, self.receive = FAMILY[said["variant"]]
        self.places = None if said["exact"] else self.places if said["places"] is None else said["places"]
        self.unit = Fraction(1, 10 ** (self.places or 0))
        self.shares, self.seats, self.ties = rules["equal_ranks"] == "allowed", rules["seats"], ties
        self.valid = papers.number
        if quota == "whole":
            self.quota = Fraction(self.valid // (self.seats + 1) + 1)
        elif self.places is None:
            self.quota = Fraction(self.valid, self.seats + 1)
        else:
            self.quota = self._cut(Fraction(self.valid, self.seats + 1)) + self.unit
        self.asks_more = quota == "fraction" and self.places is None
        self.heaps = {option: [] for option in papers.options}
        self.tally = {option: Fraction(0) for option in papers.options}
        self.receivers, self.continuing = set(papers.options), set(papers.options)
        self.elected, self.waiting, self.rounds, self.exhausted = [], [], [], {}
        for paper in papers.valid:
            self._lay(paper, 0, Fraction(1), {})

    def _cut(self, value):
        return value if self.places is None else value // self.unit * self.unit

    def _lay(self, paper, rank, value, to):
        for place in range(rank, len(paper.ranks)):
            left = [option for option in paper.ranks[place] if option in self.receivers]
            if len(left) > 1 and not self.shares:
                self._end("overvote", value * paper.votes, to)
                return
            for option in left:
                each = self._cut(value / len(left))
                self.heaps[option].append((paper, place, each))
                self.tally[option] += each * paper.votes
                to[option] = to.get(option, 0) + each * paper.votes
            if left:
                return
        self._end(paper.ends, value * paper.votes, to)

    def _end(self, why, votes, to):
        self.exhausted[why] = self.exhausted.get(why, 0) + votes
        to["exhausted"] = to.get("exhausted", 0) + votes

    def _hand_on(self, option, share):
        heap, self.heaps[option], to = self.heaps[option], [], {}
        for paper, rank, value in heap:
            self._lay(paper, rank, self._cut(value * share), to)
        return to

    def run(self):
        while self.valid:
            fresh = sorted(
                (o for o in self.continuing if self._has_quota(o)), key=lambda o: (-self.tally[o], o)
            )
            self.continuing -= set(fresh)
            if not self.receive:
                self.receivers -= set(fresh)
            self.elected += fresh
            self.waiting += fresh
            left = self.seats - len(self.elected)
            if left <= 0 or (len(self.continuing) <= left and not (self.receive and self.waiting)):
                if left > 0:
                    rest = sorted(self.continuing, key=lambda o: (-self.tally[o], o))
                    self.elected, fresh = self.elected + rest, fresh + rest
                self._write(fresh, "complete")
                return self._outcome(self.elected)
            if not self._step(fresh, left):
                break
        return self._outcome([])

    def _has_quota(self, option):
        return self.tally[option] > self.quota if self.asks_more else self.tally[option] >= self.quota

    def _outcome(self, winners):
        return Outcome(winners, self.rounds, quota=self.quota, places=self.places)

    def _write(self, fresh, action):
        held, lost = sum(self.tally.values()), sum(self.exhausted.values())
        self.rounds.append(
            a_round(
                len(self.rounds) + 1, self.tally, elected=list(fresh), exhausted=dict(self.exhausted),
                continuing=held, threshold=self.quota, residue=self.valid - held - lost, action=action,
            )
        )  # fmt: skip

    def _step(self, fresh, left):
        losers = self._sure_losers(left)
        if losers:
            self._write(fresh, "exclude")
            self._exclude(losers, left, "batch")
            return True
        if self.waiting:
            return self._surplus(fresh)
        self._write(fresh, "exclude")
        lowest = min(self.tally[option] for option in self.continuing)
        tied = [option for option in self.continuing if self.tally[option] == lowest]
        loser = self.ties.loser(tied, len(self.rounds), [one["tally"] for one in self.rounds[:-1]])
        if loser is not None:
            self._exclude([loser], left, "single")
        return loser is not None

    def _exclude(self, losers, left, how):
        self.continuing -= set(losers)
        self.rounds[-1]["eliminated"] = list(losers)
        if how in self.checked and len(self.continuing) <= left:
            return
        self.receivers -= set(losers)
        for loser in losers:
            del self.tally[loser]
            self.rounds[-1]["transfers"][loser] = self._hand_on(loser, Fraction(1))

    def _surplus(self, fresh):
        if self.at_once:
            for option in sorted(self.waiting):
                self._write(fresh, "surplus")
                fresh = []
                self._pass_on(option)
            self.waiting = []
            return True
        self._write(fresh, "surplus")
        most = max(self.tally[option] for option in self.waiting)
        tied = [option for option in self.waiting if self.tally[option] == most]
        one = self.ties.winner(
            tied, len(self.rounds), [each["tally"] for each in self.rounds[:-1]], "surplus"
        )
        if one is not None:
            self.waiting.remove(one)
            self._pass_on(one)
        return one is not None

    def _pass_on(self, option):
        share = (self.tally[option] - self.quota) / self.tally[option]
        self.receivers.discard(option)
        self.tally[option] = self.quota
        self.rounds[-1]["transfers"] = {option: self._hand_on(option, share)}

    def _sure_losers(self, left):
        """The largest group of lowest candidates that all surpluses could not lift to the next."""
        if not self.batch:
            return []
        order = sorted(self.continuing, key=lambda o: (self.tally[o], o))
        surplus = sum((self.tally[o] - self.quota for o in self.waiting), Fraction(0))
        found = 0
        for size in range(1, min(len(order) - max(left, 0), len(order) - 1) + 1):
            total = surplus + sum(self.tally[o] for o in order[:size])
            if total < self.tally[order[size]] and (
                self.batch != "cfer" or self._cfer(order, size, total, surplus)
            ):
                found = size
        return order[:found]

    def _cfer(self, order, size, total, surplus):
        """Draft act 10059 (k) (3): no exclusion that could change who is elected before."""
        gap = self.quota - self.tally[order[-1]]
        if (
            len(self.elected) == self.seats - 1
            or len(order) - size + len(self.elected) == self.seats
            or total < gap
        ):
            return True
        return surplus == 0 and total - max(self.tally[o] for o in order[:size]) < gap


class Rounds(Gregory):
    """All who reach the quota are elected together, their surpluses pass on together; the fraction is cut off, too."""

    ending = None

    def __init__(self, papers, rules, ties):
        super().__init__(papers, rules, ties)
        votes, seats = sum(self.tally.values()) // 1, self.seats
        hare = max(1, -(-votes // max(1, seats)))
        self.quota = Fraction(hare if rules["stv"]["variant"] == "rounds_hare" else votes // (seats + 1) + 1)
        self.written_in = rules["stv"]["write_ins_first"]

    def _end(self, why, votes, to):
        super()._end(self.ending or why, votes, to)

    def run(self):
        while self.valid:
            left = self.seats - len(self.elected)
            is_full = left <= 0 or not self.continuing
            fresh, gone = self._fresh(left, is_full), []
            if not fresh and not is_full:
                gone = self._losers()
            self._write(fresh, "round")
            if fresh:
                self._elect(fresh)
            elif gone:
                self._exclude(gone, left, "")
            else:
                return self._outcome(self.elected if is_full else [])
        return self._outcome([])

    def _names(self):
        return [option for option in self.written_in if option in self.continuing and self.tally[option]]

    def _fresh(self, left, is_full):
        if is_full or self._names():
            return []
        enough = [option for option in self.continuing if self.tally[option] >= self.quota]
        fresh = self.continuing if len(self.continuing) <= left else enough
        return sorted(fresh, key=lambda o: (-self.tally[o], o))

    def _losers(self):
        if self._names():
            return self._names()
        lowest = min(self.tally[option] for option in self.continuing)
        tied = [option for option in self.continuing if self.tally[option] == lowest]
        loser = self.ties.loser(tied, len(self.rounds) + 1, [one["tally"] for one in self.rounds])
        return [] if loser is None else [loser]

    def _elect(self, fresh):
        self.elected += fresh
        self.continuing -= set(fresh)
        self.receivers -= set(fresh)
        if len(self.elected) >= self.seats or not self.continuing:
            self.receivers, self.ending = set(), "last_surplus"
        above = [option for option in fresh if self.tally[option] > self.quota]
        transfers = {}
        for option in above:
            share = self._cut((self.tally[option] - self.quota) / self.tally[option])
            self.tally[option] = self.quota
            transfers[option] = self._hand_on(option, share)
        self.rounds[-1]["transfers"] = transfers


def _bottoms_up(papers, rules, ties):
    """The last goes until as many are left as seats, or all have the least share; no surplus is passed on."""
    heaps, rounds, need, share = Heaps(papers, rules), [], 0, rules["stv"].get("least_share")
    while papers.number:
        tally = heaps.tally()
        total = sum(tally.values())
        if not need or (share is not None and not share["fixed_threshold"]):
            need = (
                total // (rules["seats"] + 1) + 1
                if share is None
                else Fraction(share["num"], share["den"]) * total
            )
        one = a_round(
            len(rounds) + 1, tally, exhausted=dict(heaps.exhausted), continuing=total, threshold=need
        )
        earlier = [each["tally"] for each in rounds]
        rounds.append(one)
        if len(tally) <= rules["seats"] if share is None else total and min(tally.values()) >= need:
            one["elected"] = sorted(tally, key=lambda o: (-tally[o], o))
            return Outcome(one["elected"], rounds, quota=need)
        gone = (
            [option for option in rules["stv"]["write_ins_first"] if tally.get(option)] if not earlier else []
        )
        if not gone and share is not None and share["batch_elimination"] and total:
            gone = [option for option in tally if tally[option] < need]
            gone = gone if len(gone) < len(tally) else []
        if not gone and (share is None or total):
            tied = [option for option in tally if tally[option] == min(tally.values())]
            loser = ties.loser(tied, one["number"], earlier)
            gone = [] if loser is None else [loser]
        if not gone:
            return Outcome([], rounds, quota=need)
        one["eliminated"], one["transfers"] = gone, heaps.remove(gone)
    return Outcome()


class Meek:
    """Each candidate keeps a part of what reaches it on a ballot, the elected just enough; all in whole units.

    `meek`: nine decimals, everything rounded up. `meek_fine`: p decimals (18 if not stated) and half as many more
    that guard them; everything cut off, and what differs by less than half of the last place but the guard is equal.
    """

    def __init__(self, papers, rules, ties):
        fine = 18 if rules["stv"]["places"] is None else rules["stv"]["places"]
        self.guard = fine // 2 if rules["stv"]["variant"] == "meek_fine" else 0
        self.places = 9 if rules["stv"]["variant"] == "meek" else fine + fine // 2
        self.unit = 10**self.places
        self.omega = self.unit // 10 ** (6 if rules["stv"]["variant"] == "meek" else fine // 2)
        self.papers, self.shares = papers.valid, rules["equal_ranks"] == "allowed"
        self.seats, self.ties, self.valid = rules["seats"], ties, papers.number
        self.keep = dict.fromkeys(papers.options, self.unit)
        self.tally = dict.fromkeys(papers.options, 0)
        self.hopeful, self.elected, self.rounds, self.quota, self.surplus = list(papers.options), [], [], 0, 0
        self.lost = {}

    def _over(self, number, by):
        return number // by if self.guard else -(-number // by)

    def _distribute(self):
        self.tally, self.lost = dict.fromkeys(self.tally, 0), {}
        for paper in self.papers:
            left = self._handed_down(paper.ranks, self.unit, paper.votes)
            self.lost[paper.ends] = self.lost.get(paper.ends, 0) + left * paper.votes

    def _handed_down(self, ranks, left, votes):
        """What is left of a ballot after each rank took its part; equal options share what reaches them."""
        for place, rank in enumerate(ranks):
            here = [option for option in rank if self.keep[option]]
            if len(here) > 1:
                if not self.shares:
                    return left
                each, rest = divmod(left, len(here))
                below = list(ranks[place + 1 :])
                return rest + sum(self._handed_down([(option,), *below], each, votes) for option in here)
            for option in here:
                kept = self._over(left * self.keep[option], self.unit)
                self.tally[option] += kept * votes
                left -= kept
            if left <= 0:
                break
        return left

    def _anew(self):
        self._distribute()
        self.quota = sum(self.tally.values()) // (self.seats + 1) + (0 if self.guard else 1)

    def run(self):
        if not self.valid:
            return Outcome(quota=0, places=self.places)
        self._anew()
        while 0 < self.seats - len(self.elected) < len(self.hopeful):
            fresh, losers = self._iterate()
            losers = losers or ([] if fresh else self._lowest())
            self._write(fresh, losers)
            if not fresh and not losers:
                return self._outcome([])
            self._exclude(losers)
        fresh = list(self.hopeful) if len(self.elected) < self.seats else []
        self.elected += fresh
        if not fresh and self.rounds and self.guard:
            self.rounds[-1]["eliminated"] = list(self.hopeful)
            self._exclude(list(self.hopeful))
        self._write(fresh, [])
        return self._outcome(self.elected)

    def _outcome(self, winners):
        return Outcome(winners, self.rounds, quota=Fraction(self.quota, self.unit), places=self.places)

    def _iterate(self):
        before = self.valid * self.unit
        while True:
            self._anew()
            fresh = [o for o in self.hopeful if self.tally[o] - self.quota >= 10**self.guard // 2]
            fresh.sort(key=lambda o: (-self.tally[o], o))
            self.hopeful = [option for option in self.hopeful if option not in fresh]
            self.elected += fresh
            self.surplus = max(0, sum(self.tally[option] - self.quota for option in self.elected))
            if fresh or self.surplus < self.omega or self.surplus >= before:
                return fresh, []
            losers = self._sure_losers() if self.guard else []
            if losers:
                return [], losers
            before = self.surplus
            for option in self.elected:
                share = self._over(self.keep[option] * self.quota, self.unit)
                self.keep[option] = self._over(share * self.unit, self.tally[option])

    def _sure_losers(self):
        order = sorted(self.hopeful, key=lambda o: (self.tally[o], o))
        found, left = 0, self.seats - len(self.elected)
        for size in range(1, min(len(order) - left, len(order) - 1) + 1):
            if self.surplus + sum(self.tally[o] for o in order[:size]) < self.tally[order[size]]:
                found = size
        return order[:found]

    def _lowest(self):
        least = min(self.tally[option] for option in self.hopeful) + self.surplus
        tied = [option for option in self.hopeful if self.tally[option] <= least]
        loser = self.ties.loser(tied, len(self.rounds) + 1, [one["tally"] for one in self.rounds])
        return [] if loser is None else [loser]

    def _exclude(self, losers):
        self.hopeful = [option for option in self.hopeful if option not in losers]
        for option in losers:
            self.keep[option] = 0
            del self.tally[option]
        if losers:
            self._distribute()

    def _write(self, fresh, eliminated):
        def votes(units):
            return Fraction(units, self.unit)

        held, lost = sum(self.tally.values()), sum(self.lost.values())
        self.rounds.append(
            a_round(
                len(self.rounds) + 1, {o: votes(v) for o, v in self.tally.items()}, elected=list(fresh),
                eliminated=list(eliminated), exhausted={why: votes(v) for why, v in self.lost.items()},
                continuing=votes(held), threshold=votes(self.quota),
                residue=votes(self.valid * self.unit - held - lost), action="meek",
            )
        )  # fmt: skip


METHODS = {
    "approval": approval,
    "borda": borda,
    "condorcet_winner": condorcet_winner,
    "debian_a6": debian_a6,
    "for_against_abstain": for_against_abstain,
    "irv": irv,
    "plurality": plurality,
    "ranked_pairs": ranked_pairs,
    "schulze": schulze,
    "score": score,
    "stv": stv,
}


# ============================================================================================= polls


def poll_name(number):
    return "no poll" if number is None else f"V-{number:02}"


def lots_of(options, half, chair, poll):
    """The order of lots: SHA-256(seed, poll, option), where the seed is SHA-256(half, the chair's number)."""
    seed = hashlib.sha256(half + chair.strip().encode()).digest()
    return sorted(
        options, key=lambda option: hashlib.sha256(seed + str(poll).encode() + option.encode()).digest()
    )


def check_poll(bundle, folder, documents, chain, sealed, report):
    where = f"votes/{folder}"
    poll = bundle.json(f"{where}/poll.json")
    number, name = poll["number"], poll_name(poll["number"])
    if folder != name:
        raise DoesNotFit(f"{where}/poll.json: it is poll {name}")
    rules = _check_rules(bundle, where, poll, chain, report)
    register = _check_register(bundle, where, poll, chain, report)
    lots = _check_lots(bundle, where, poll, chain, report)
    result = bundle.json(f"{where}/result.json")
    said = chain.last("poll_published", where, poll=number)
    report.check(
        said["result"] == result and said["revision"] == poll["revision"],
        f"{name}: the result is the one that was published",
        f"{where}/result.json: it is not the result that the record says was published",
    )
    ballots = _check_ballots(bundle, where, poll, chain, sealed.get(number), report)
    _check_called(bundle, where, poll, rules, register, report)
    took_part = sum(row["took_part"] == "yes" for row in register)
    counted = sum(int(result["ballots"][kind]) for kind in ("valid", "blank", "spoilt"))
    if poll.get("by_hand"):  # nobody's hand is on the register
        took_part = poll["received"] if took_part == 0 else -1
    report.check(
        took_part == poll["received"] == counted,
        f"{name}: {took_part} took part, as many ballots were counted"
        + (", none of them on the register" if poll.get("by_hand") else ""),
        f"{where}/register.csv: {took_part} took part, {poll['received']} ballots were received, {counted} counted",
    )
    if ballots is not None:
        _recount(where, poll, rules, ballots, lots, result, report)
    _check_effect(where, poll, result, documents, chain, report)
    guarded(report, f"{where}/statements.json", _check_words, bundle, where, poll, chain, report)


def _check_words(bundle, where, poll, chain, report):
    """What was said about a result has the digests of the record, and nothing is left out."""
    number, path = poll["number"], f"{where}/statements.json"
    repeated = [one["repeats"] for one in chain.of("poll_repeated", poll=number)]
    if repeated != ([] if poll.get("repeats") is None else [poll["repeats"]]):
        raise DoesNotFit(f"{where}/poll.json: what it repeats is not what the record says")
    said = {one["challenge"]: one for one in chain.of("poll_challenged", poll=number)}
    made = {one["statement"]: one for one in chain.of("statement_made", poll=number)}
    if not (said or made or path in bundle.files):
        return
    told = bundle.json(path)
    for acts, name in ((said, "challenges"), (made, "statements")):
        if [one["number"] for one in told[name]] != list(acts):
            raise DoesNotFit(f"{path}: its {name} are not those of the record")
    rulings = {one["challenge"]: one for one in chain.of("challenge_ruled", poll=number)}
    for one in told["challenges"]:
        _hold(path, number, one, "challenge", one["words"], said[one["number"]])
        ruling = rulings.get(one["number"], {"is_upheld": None, "digest": None})
        if ruling["is_upheld"] != one["upheld"] or (ruling["digest"] is None) != (one["ruling"] is None):
            raise DoesNotFit(f"{path}: the ruling on challenge {one['number']} is not that of the record")
        if one["ruling"] is not None:
            _hold(path, number, one, "ruling", one["ruling"], {**ruling, "by": one["person"]})
    gone = {one["statement"] for one in chain.of("statement_withdrawn", poll=number)}
    for one in told["statements"]:
        if (one["words"] is None) != (one["number"] in gone) or one["kind"] != made[one["number"]]["what"]:
            raise DoesNotFit(f"{path}: statement {one['number']} is not as the record says")
        if one["words"] is not None:
            _hold(path, number, one, one["kind"], one["words"], made[one["number"]])
    many = [
        f"{len(acts)} {name}{'' if len(acts) == 1 else 's'}"
        for acts, name in ((said, "challenge"), (made, "statement"))
        if acts
    ]
    be = "is that" if len(said) + len(made) == 1 else "are those"
    report.ok(f"{poll_name(number)}: {' and '.join(many)} {be} of the record")


def _hold(path, poll, one, kind, words, act):
    if digest_of([poll, one["number"], kind, words]) != act["digest"] or act["by"] != one["person"]:
        raise DoesNotFit(f"{path}: the words of {kind} {one['number']} are not those of the record")


def _check_rules(bundle, where, poll, chain, report):
    rules = bundle.json(f"{where}/rules.json")
    opened = chain.last("poll_opened", where, poll=poll["number"])
    name, frozen = poll_name(poll["number"]), digest_of(rules)
    if opened["rules"] != frozen:
        raise DoesNotFit(f"{where}/rules.json: they are not the rules frozen when the poll opened")
    options = [[one["id"], one["amendment"], one["title"], one["operations"]] for one in poll["options"]]
    if opened["options"] != digest_of(options):
        raise DoesNotFit(f"{where}/poll.json: its options are not those frozen when the poll opened")
    if opened.get("title", poll["title"]) != poll["title"]:
        raise DoesNotFit(f"{where}/poll.json: its question is not the one frozen when the poll opened")
    if (opened["base"], opened["entitled"]) != (poll["base"], poll["entitled"]):
        raise DoesNotFit(f"{where}/poll.json: base or number of those entitled is not that of the opening")
    if opened.get("asks") != poll.get("asks"):
        raise DoesNotFit(f"{where}/poll.json: what it asks is not what was frozen when the poll opened")
    if opened.get("items") != poll.get("items"):
        raise DoesNotFit(f"{where}/poll.json: its list is not the one frozen when the poll opened")
    report.ok(f"{name}: rules (sha256 {frozen[:12]}…) and options are those frozen at the opening")
    return rules


def _check_register(bundle, where, poll, chain, report):
    path = f"{where}/register.csv"
    rows = bundle.rows(path)
    seats = [row["seat"] for row in rows]
    if seats != sorted(seats) or len(set(seats)) != len(seats):
        raise DoesNotFit(f"{path}: its seats are not in order, or one stands twice")
    roll = [[row["seat"], row["person"]] for row in rows if row["entitled"] == "yes"]
    closed = chain.last("poll_closed", where, poll=poll["number"])
    if closed["roll"] != digest_of(roll) or len(roll) != poll["entitled"]:
        raise DoesNotFit(f"{path}: it is not the roll that the record holds since the closing")
    _check_roll(path, roll, chain, poll["number"], where)
    took_part = [row["seat"] for row in rows if row["took_part"] == "yes"]
    if digest_of(took_part) != closed["participation"]:
        raise DoesNotFit(f"{path}: who took part is not what the record holds since the closing")
    ways = [[row["seat"], row["way"]] for row in rows if row["took_part"] == "yes" or row["way"]]
    if digest_of(ways) != closed["ways"]:
        raise DoesNotFit(
            f"{path}: the ways on which ballots came are not what the record holds since the closing"
        )
    if not set(took_part) <= {seat for seat, _ in roll}:
        raise DoesNotFit(f"{path}: a seat took part that was not entitled")
    report.ok(f"{poll_name(poll['number'])}: the register is the one of the record, {len(roll)} entitled")
    return rows


def _check_roll(path, roll, chain, number, where):
    """From the roll at the closing back to the one frozen at the opening, by each change that two officers signed."""
    holder = dict(roll)
    for change in reversed(chain.of("roll_changed", poll=number)):
        before, after = str(change["before"]), str(change["after"])
        if (
            digest_of(sorted(map(list, holder.items()))) != change["roll"]
            or holder.get(change["seat"]) != after
        ):
            raise DoesNotFit(f"{path}: it does not follow from the changes of the roll in the record")
        if change["by"] == change["countersigned_by"]:
            raise DoesNotFit(f"{path}: the roll was changed by one officer alone")
        holder[change["seat"]] = before
    if digest_of(sorted(map(list, holder.items()))) != chain.last("poll_opened", where, poll=number)["roll"]:
        raise DoesNotFit(f"{path}: it is not the roll frozen when the poll opened")


def _check_lots(bundle, where, poll, chain, report):
    path, number = f"{where}/lots.json", poll["number"]
    drawn = bundle.json(path)
    opened, closed = (chain.last(kind, where, poll=number) for kind in ("poll_opened", "poll_closed"))
    announced = _committed(chain, number, where, report)
    half = bytes.fromhex(drawn["half"])
    if sha256(half) != announced["lot_commitment"] or drawn["commitment"] != announced["lot_commitment"]:
        raise DoesNotFit(f"{path}: the system's half is not the one it committed to before the opening")
    if (drawn["half"], drawn["chair_number"]) != (closed["lot_half"], opened["chair_number"]):
        raise DoesNotFit(f"{path}: half or chair's number is not that of the record")
    order = lots_of([one["id"] for one in poll["options"]], half, drawn["chair_number"], number)
    if order != drawn["order"]:
        raise DoesNotFit(f"{path}: the order of lots does not follow from the two halves")
    report.ok(
        f"{poll_name(number)}: lots follow from what was committed to and the chair's {drawn['chair_number']}"
    )
    return order


def _committed(chain, number, where, report):
    """The commitment that counts: a later one is made only after a loss, and is said."""
    kinds = ("poll_announced", "lot_made_anew", "poll_key_lost")
    made = [one for one in chain.entries if one["kind"] in kinds and one["payload"]["poll"] == number]
    if not made:
        raise DoesNotFit(f"{where}: the record has no act poll_announced (poll {number})")
    for again in made[1:]:
        report.unknown(f"{poll_name(number)}: its lot was lost and committed to anew ({told(again)})")
    return made[-1]["payload"]


def _check_ballots(bundle, where, poll, chain, sealed, report):
    """The ballots as (ranks, number) where they are public or given, else None."""
    path, name = f"{where}/ballots.json", poll_name(poll["number"])
    stated = bundle.json(path)
    closed = chain.last("poll_closed", where, poll=poll["number"])
    if stated["digest"] != closed["ballots"] or closed["received"] != poll["received"]:
        raise DoesNotFit(f"{path}: digest or number is not that of the closing")
    if stated["published"] == "digest" and sealed is None:
        report.unknown(
            f"{name}: its {closed['received']} ballots are kept by the scrutineers, too few to be published; not recounted"
        )
        return None
    if stated["published"] == "digest":
        stated, path = sealed, f"the ballots of {name} that you gave"
    if (stated["published"] == "by_hand") != bool(closed.get("by_hand")):
        raise DoesNotFit(f"{path}: whether it was counted by hand is not what the record says")
    if stated["published"] == "by_hand":
        return _check_hand_count(path, stated, poll, closed, report)
    if stated["published"] == "separate":
        if digest_of([stated["ids"], stated["contents"]]) != closed["ballots"]:
            raise DoesNotFit(f"{path}: the ballots are not those of the closing")
        contents = stated["contents"]
    else:
        pairs = [[one["id"], {k: v for k, v in one.items() if k != "id"}] for one in stated["ballots"]]
        if pairs != sorted(pairs, key=lambda pair: pair[0]) or digest_of(pairs) != closed["ballots"]:
            raise DoesNotFit(f"{path}: the ballots are not those of the closing")
        contents = [content for _, content in pairs]
    if len(contents) != closed["received"]:
        raise DoesNotFit(f"{path}: it holds {len(contents)} ballots, and {closed['received']} were received")
    report.ok(
        f"{name}: its {len(contents)} ballots are those the record took the digest of before anything was counted"
    )
    if f"{where}/ballots.csv" in bundle.files:
        _check_copies(bundle, where, poll, contents, report)
    return [(ranks_of(content), 1) for content in contents]


def _check_hand_count(path, stated, poll, closed, report):
    """Figures of two tellers: what stands on no paper here cannot be recounted, only what follows from them."""
    figures, name = stated["figures"], poll_name(poll["number"])
    if digest_of([stated["salt"], figures]) != closed["ballots"]:
        raise DoesNotFit(f"{path}: the figures are not those of the closing")
    if set(figures) != {*(one["id"] for one in poll["options"]), "blank"} or min(figures.values()) < 0:
        raise DoesNotFit(f"{path}: the figures are not those of the options")
    if len(set(closed["tellers"])) != 2 or not poll["by_hand"]:
        raise DoesNotFit(f"{path}: it was not counted by two tellers")
    report.unknown(
        f"{name}: counted by hand by two tellers who agreed on {sum(figures.values())}; it cannot be recounted, "
        "only whether the result follows from their figures"
    )
    return [([] if one == "blank" else [(one,)], number) for one, number in figures.items() if number]


def _check_called(bundle, where, poll, rules, register, report):
    """A roll call names who cast each ballot, and nothing else does."""
    stated, name = bundle.json(f"{where}/ballots.json"), poll_name(poll["number"])
    is_called = rules["secrecy"] == "roll_call" and not poll.get("by_hand")
    if is_called != (stated["published"] == "roll_call") or is_called != (
        f"{where}/roll_call.csv" in bundle.files
    ):
        raise DoesNotFit(
            f"{where}/ballots.json: whether names stand beside ballots is not what the rules say"
        )
    if not is_called:
        return
    took_part = {row["seat"]: row for row in register if row["took_part"] == "yes"}
    path, rows = f"{where}/roll_call.csv", bundle.rows(f"{where}/roll_call.csv")
    told = {row["seat"]: row["ballot"] for row in rows}
    marked = {one["seat"]: _in_line(one) for one in stated["ballots"]}
    if len(told) != len(rows) or told != marked or set(marked) != set(took_part):
        raise DoesNotFit(f"{path}: its seats and ballots are not those of ballots.json and register.csv")
    for row in rows:
        if (row["person"], row["name"]) != tuple(took_part[row["seat"]][each] for each in ("person", "name")):
            raise DoesNotFit(f"{path}: seat {row['seat']} is not that of who is on the register")
    report.ok(f"{name}: a roll call: each of its {len(rows)} ballots stands beside the seat that cast it")


def _in_line(content):
    """The ballot as roll_call.csv writes it."""
    if content.get("spoilt"):
        return "spoilt"
    return " > ".join(rank if isinstance(rank, str) else " = ".join(rank) for rank in content["ranking"])


def ranks_of(content):
    """The ranks of one ballot; a spoilt one names what is no option."""
    if content.get("spoilt"):
        return [("not an option of this poll",)]
    return [(rank,) if isinstance(rank, str) else tuple(rank) for rank in content["ranking"]]


def _check_copies(bundle, where, poll, contents, report):
    """The tables for other programs hold the same valid rankings."""
    options = [one["id"] for one in poll["options"]]
    marked = sorted(ranks_of(one) for one in contents if not one.get("spoilt") and one["ranking"])
    table = []
    for row in bundle.rows(f"{where}/ballots.csv"):
        ranks = {}
        for option in options:
            if row[option]:
                ranks.setdefault(int(row[option]), []).append(option)
        if ranks:
            table.append([tuple(ranks.get(place, ())) for place in range(1, max(ranks) + 1)])
    if sorted(table) != marked:
        raise DoesNotFit(f"{where}/ballots.csv: its rankings are not those of ballots.json")
    lines = bundle.files[f"{where}/ballots.blt"].decode().splitlines()
    told = []
    for line in lines[1 : lines.index("0")]:
        weight, *ranks = line.split()[:-1]
        if ranks:
            told += [[_blt_rank(rank, options) for rank in ranks]] * int(weight)
    if sorted(told) != marked:
        raise DoesNotFit(f"{where}/ballots.blt: its rankings are not those of ballots.json")
    report.ok(f"{poll_name(poll['number'])}: ballots.csv and ballots.blt hold the same rankings")


def _blt_rank(rank, options):
    """Options that share a rank are joined by "="; a rank that nobody has is a dash."""
    return () if rank == "-" else tuple(options[int(each) - 1] for each in rank.split("="))


def _recount(where, poll, rules, ballots, lots, result, report):
    name = poll_name(poll["number"])
    options = [one["id"] for one in poll["options"]]
    try:
        present, for_quorum = poll.get("present"), poll.get("present_for_quorum")
        again = count(options, ballots, rules, lots, poll["entitled"], present, present_for_quorum=for_quorum)
    except CannotRecount as why:
        report.unknown(f"{name}: not recounted, because {why}")
        return
    for member in again:
        if again[member] != result.get(member):
            raise DoesNotFit(f"{where}/result.json: recounted, its {member} is another")
    if set(result) != set(again):
        raise DoesNotFit(
            f"{where}/result.json: it states {', '.join(sorted(set(result) - set(again)))}, which no count gives"
        )
    winners = ", ".join(result["winners"]) or "nobody"
    report.ok(
        f"{name}: recounted by {rules['method']}, {len(result['rounds'])} rounds equal; elected: {winners}"
    )


def _check_list(where, poll, result, documents, chain, report):
    """A consent list that is carried adopts and rejects what it says, each once; one that is lost nothing."""
    number, name = poll["number"], poll_name(poll["number"])
    carried = "for" in result["winners"]
    does = {
        what: [one["amendment"] for one in poll["items"] if carried and one["does"] == what]
        for what in ("adopt", "reject")
    }
    adopted = chain.of("amendment_adopted", poll=number)
    if [one["amendment"] for one in adopted] != does["adopt"]:
        raise DoesNotFit(f"{where}/result.json: what was adopted is not what the list says")
    if [one["amendment"] for one in chain.of("amendment_rejected", poll=number)] != does["reject"]:
        raise DoesNotFit(f"{where}/result.json: what was rejected is not what the list says")
    made = [one["revision"] for one in adopted]
    if made and (made != list(range(made[0], made[0] + len(made))) or made[-1] != poll["revision"]):
        raise DoesNotFit(f"{where}/poll.json: the revisions it made are not those of the record")
    for one in adopted:
        revision = documents[one["document"]].revisions[one["revision"] - 1]
        if (revision["poll"], revision["amendment"]) != (number, one["amendment"]):
            raise DoesNotFit(f"{where}/poll.json: the revision it made is not that of the record")
    if made and poll["base"] == made[0] - 1:
        _check_together(where, poll, does["adopt"], documents[poll["document"]])
    voided = [one["reason"] for one in chain.of("poll_voided", poll=number)]
    if voided != ([] if poll["void"] is None else [poll["void"]]):
        raise DoesNotFit(f"{where}/poll.json: whether it is void is not what the record says")
    if voided and len(chain.of("adoption_rescinded", poll=number)) != len(adopted):
        raise DoesNotFit(f"{where}/poll.json: it is void, and not all that it adopted was taken back")
    said = ", ".join(f"AM {one}" for one in does["adopt"]) or "nothing"
    said += f" adopted, {len(does['reject'])} rejected" + ("; void, and taken back" if voided else "")
    report.ok(f"{name}: its effect is the one of the record: {said}")


def _check_together(where, poll, adopting, document):
    """Each alone does to its provisions what all of them do together, for none touches those of another."""
    alone = {one["amendment"]: one["operations"] for one in poll["items"]}
    touched = [id for number in adopting for id in {each.get("id") for each in alone[number]} - {None}]
    after = _by_id(document.text(poll["revision"]))
    for number in adopting:
        for id, one in _by_id(applied(document.text(poll["base"]), alone[number], where)).items():
            is_its_own = any(each.get("id") == id for each in alone[number]) and touched.count(id) == 1
            if is_its_own and after.get(id) != one:
                raise DoesNotFit(f"{where}/poll.json: provision {id} is not what AM {number} makes of it")


def _check_whole(where, poll, result, chain, report):
    """Carried, a text becomes what was asked; lost, it is rejected, or stays where it was not referred."""
    number, asks, name = poll["number"], poll["asks"], poll_name(poll["number"])
    becomes = asks["becomes"] if "for" in result["winners"] else None
    if becomes is None and asks["becomes"] == "adopted":
        becomes = "rejected"
    to = asks["to"] if becomes == "referred" else ""
    decided = chain.of("text_decided", poll=number)
    made = [(one["document"], one["becomes"], one["to"], one["revision"]) for one in decided]
    if made != ([] if becomes is None else [(poll["document"], becomes, to, poll["base"])]):
        raise DoesNotFit(f"{where}/result.json: what became of document {poll['document']} is not what won")
    if chain.of("amendment_adopted", poll=number) or chain.of("amendment_rejected", poll=number):
        raise DoesNotFit(f"{where}/poll.json: it decided about amendments that it did not put")
    voided = [one["reason"] for one in chain.of("poll_voided", poll=number)]
    if voided != ([] if poll["void"] is None else [poll["void"]]):
        raise DoesNotFit(f"{where}/poll.json: whether it is void is not what the record says")
    if len(chain.of("fate_taken_back", poll=number)) != len(voided):
        raise DoesNotFit(f"{where}/poll.json: it is void, and the record does not say what was taken back")
    said = f"document {poll['document']} {becomes or 'stays before its body'}{f' to {to}' if to else ''}"
    report.ok(
        f"{name}: its effect is the one of the record: {said}{'; void, and taken back' if voided else ''}"
    )


def _check_effect(where, poll, result, documents, chain, report):
    """An adopted amendment is the winner's, on the text that was voted on or the one it was carried over to."""
    if "asks" in poll:
        _check_whole(where, poll, result, chain, report)
        return
    if "items" in poll:
        _check_list(where, poll, result, documents, chain, report)
        return
    number, name = poll["number"], poll_name(poll["number"])
    by_id = {one["id"]: one for one in poll["options"]}
    won = [
        by_id[winner]["amendment"] for winner in result["winners"] if by_id.get(winner, {}).get("amendment")
    ]
    adopted = chain.of("amendment_adopted", poll=number)
    if [one["amendment"] for one in adopted] != won[: len(adopted)] or bool(adopted) != bool(won):
        raise DoesNotFit(f"{where}/result.json: what was adopted is not what won")
    for one in adopted:
        revision = documents[one["document"]].revisions[one["revision"] - 1]
        option = next(each for each in poll["options"] if each["amendment"] == one["amendment"])
        if poll["revision"] != one["revision"] or (revision["poll"], revision["amendment"]) != (
            number,
            one["amendment"],
        ):
            raise DoesNotFit(f"{where}/poll.json: the revision it made is not that of the record")
        if poll["base"] == one["revision"] - 1 and option["operations"] != one["operations"]:
            raise DoesNotFit(f"{where}/poll.json: what was adopted is not what was voted on")
    kept = "the text is kept" if poll["document"] is not None else "it is about no text"
    made = f"AM {won[0]} adopted, revision {poll['revision']}" if won else kept
    voided = [one["reason"] for one in chain.of("poll_voided", poll=number)]
    if voided != ([] if poll["void"] is None else [poll["void"]]):
        raise DoesNotFit(f"{where}/poll.json: whether it is void is not what the record says")
    taken_back = chain.of("adoption_rescinded", poll=number) or chain.of("rejection_rescinded", poll=number)
    if poll["document"] is not None and len(taken_back) != len(voided):
        raise DoesNotFit(f"{where}/poll.json: it is void, and the record does not say what was taken back")
    made += ("; void" if poll["document"] is None else "; void, and taken back") if voided else ""
    report.ok(f"{name}: its effect is the one of the record: {made}")


# ============================================================================================= the final document


def check_final(bundle, documents, votes, report):
    """What the final document says of texts and results is what the files hold."""
    path = "final/final.json"
    final = bundle.json(path)
    stated = {name: value for name, value in final.items() if name != "digest"}
    if digest_of(stated) != final["digest"]:
        raise DoesNotFit(f"{path}: its digest is not that of its content")
    for part in final["parts"]:
        head = documents[part["number"]].revisions[-1]
        if [one["provision"] for one in part["provisions"]] != head["provisions"] or part["digest"] != head[
            "digest"
        ]:
            raise DoesNotFit(f"{path}: document {part['number']} is not its latest revision")
        about = documents[part["number"]].about
        if (part["state"], part["decided"], part["referred_to"], part["reason"]) != (
            about["state"],
            about["decided_by"],
            about["referred_to"],
            about["reason"],
        ):
            raise DoesNotFit(f"{path}: what became of document {part['number']} is not what the record says")
    if len(final["parts"]) != len(documents):
        raise DoesNotFit(f"{path}: it does not hold every document")
    if sorted(one["number"] for one in final["votes"]) != sorted(votes):
        raise DoesNotFit(f"{path}: its votes are not those of the folder votes/")
    for one in final["votes"]:
        if one["result"] != votes[one["number"]]:
            raise DoesNotFit(f"{path}: the result of {poll_name(one['number'])} is not that of its folder")
    report.ok(f"final document: its texts and results are those derived here; digest {final['digest']}")
    others = sorted(name for name in bundle.files if name.startswith("final/") and name != path)
    stale = [
        name
        for name in others
        if name.endswith((".html", ".md")) and final["digest"].encode() not in bundle.files[name]
    ]
    for name in stale:
        report.no(f"{name}: it was not written from {path}")
    report.unknown(f"{', '.join(others)}: written from {path}; these are signed, and not derived here")


def check_annexes(bundle, report):
    """What the annexes of the final document print of amendments and votes is what their files hold."""
    path = "final/final.json"
    final = bundle.json(path)
    kept = sorted(name for name in bundle.files if name.startswith("amendments/AM-"))
    if [f"amendments/AM-{one['number']:03}.json" for one in final["amendments"]] != kept:
        raise DoesNotFit(f"{path}: its amendments are not those of the folder amendments/")
    for one in final["amendments"]:
        name = f"amendments/AM-{one['number']:03}.json"
        its = bundle.json(name)
        members = ("document", "title", "fell_because_of", "rationale", "replaces")
        if one["fate"] != its["state"] or any(one[each] != its[each] for each in members):
            raise DoesNotFit(f"{path}: AM {one['number']} is not as in {name}")
    for one in final["votes"]:
        where = f"votes/{poll_name(one['number'])}"
        if _printed(one) != _in_files(bundle, where):
            raise DoesNotFit(f"{path}: what it says of {poll_name(one['number'])} is not what {where}/ holds")
    report.ok("final document: its annexes say of each amendment and vote what their files hold")


def _printed(one):
    """What Annex III and the statements say of a vote, in the terms of its files."""
    ids = {each["letter"]: each["id"] for each in one["options"]}
    return {
        "poll": [one[each] for each in ("title", "entitled", "received", "late", "void", "repeats")],
        "options": [(each["id"], each["amendment"], each["title"]) for each in one["options"]],
        "counted": [one[each] for each in ("valid", "blank", "spoilt")],
        "winners": [ids.get(each) for each in one["winners"]],
        "statements": [(each["kind"], each["words"]) for each in one["statements"]],
        "challenges": [(each["reason"], each["upheld"], each["ruling"]) for each in one["challenges"]],
    }


def _in_files(bundle, where):
    poll, result = bundle.json(f"{where}/poll.json"), bundle.json(f"{where}/result.json")
    path = f"{where}/statements.json"
    told = bundle.json(path) if path in bundle.files else {"statements": [], "challenges": []}
    return {
        "poll": [poll.get(each) for each in ("title", "entitled", "received", "late", "void", "repeats")],
        "options": [(each["id"], each["amendment"], each["title"]) for each in poll["options"]],
        "counted": [int(result["ballots"][each]) for each in ("valid", "blank", "spoilt")],
        "winners": result["winners"],
        "statements": [
            (each["kind"], each["words"]) for each in told["statements"] if each["words"] is not None
        ],
        "challenges": [(each["words"], each["upheld"], each["ruling"]) for each in told["challenges"]],
    }


TURNS = {
    "sitting_opened": "opened",
    "sitting_suspended": "suspended",
    "sitting_resumed": "resumed",
    "sitting_closed": "closed",
    "sitting_reopened": "opened again",
}
CHANGES = {
    "person_accredited": "{role}",
    "person_withdrawn": "withdrawn",
    "person_readmitted": "admitted again",
    "seat_given": "seat {seat} of ",
    "seat_freed": "seat {seat} of ",
    "seat_taken": "seat {seat} of ",
    "seat_returned": "seat {seat} of ",
    "roll_changed": "roll of {V} changed at seat {seat}",
}
"""What Annex I says of an act on the list, beside the names of persons and bodies, which the record lacks."""

UNUSUAL = {
    "poll_voided": "{V} (",
    "adoption_rescinded": "Revision {revision} of document {document} takes revision {rescinds} back, which {V} ",
    "text_decided": "Document {document} was {becomes}",
    "fate_taken_back": "Document {document} is before its body again, since {V} is void",
    "document_corrected": "Revision {revision} of document {document} is an editorial correction, by ",
    "correction_rescinded": "Revision {revision} of document {document} takes the correction of revision {rescinds} back",
    "poll_opened": "{V} was opened although not every option was reviewed in ",
    "poll_closed_early": "{V} was closed after {open_seconds} s, before the {minimum_seconds} s ",
    "roll_changed": "The roll of {V} was changed while it was open: seat {seat} passed ",
    "driving_taken_over": " took over the conduct of ",
    "restored": "The database was lost and put back from a copy that ended with entry {entries} of the record",
    "poll_key_lost": "{V}: its key was lost while it was open; {envelopes} sealed ballots ",
    "lot_made_anew": "{V}: its lot was lost and committed to anew",
}
"""What the exceptions say of an act, up to names and reasons."""
GIVE_REASONS = ("poll_voided", "text_decided", "document_corrected", "correction_rescinded")


def check_participation(bundle, chain, report):
    """Annex I is what registers, polls and acts hold, as far as it names no person."""
    path = "final/final.json"
    stated = bundle.json(path)["participation"]
    polls = [bundle.json(f"votes/{folder}/poll.json") for folder in bundle.folders("votes")]
    kept = {one["number"]: [one["entitled"], one["received"], one["present"]] for one in polls}
    if {one["poll"]: [one["entitled"], one["number"], one["present"]] for one in stated["polls"]} != kept:
        raise DoesNotFit(f"{path}: Annex I gives other figures of a vote than its folder")
    figures = ("seats", "room", "remote", "is_quorate")
    turns = [
        [
            TURNS[one["kind"]],
            second(one["at"]),
            *(one["payload"].get(each, 0 if each in ("room", "remote") else None) for each in figures),
        ]
        for one in chain.entries
        if one["kind"] in TURNS
    ]
    shown = [
        [one["did"], second(one["at"]), *(one[each] for each in figures)]
        for one in stated["turns"]
        if one["at"]
    ]
    if sorted(map(repr, turns)) != sorted(map(repr, shown)):
        raise DoesNotFit(f"{path}: who was present at the sittings is not what the record says")
    began = next(
        (one["seq"] for one in chain.entries if one["kind"] in ("sitting_opened", "poll_opened")), None
    )
    acts = [one for one in chain.entries if began and one["seq"] > began and one["kind"] in CHANGES]
    told_of = [[second(one["at"]), one["sentence"]] for one in stated["changes"]]
    if len(told_of) != len(acts) or not all(
        at == second(act["at"]) and in_words(CHANGES, act) in sentence
        for (at, sentence), act in zip(told_of, acts, strict=True)
    ):
        raise DoesNotFit(f"{path}: the changes of the list are not those of the record")
    report.ok(
        f"final document: its participation is that of {len(polls)} polls and {len(turns)} turns of sittings, "
        f"with {len(acts)} changes of the list"
    )


def check_exceptions(bundle, chain, report):
    """Each act out of the ordinary stands among the exceptions, and none that no act or vote bears out."""
    path = "final/final.json"
    final = bundle.json(path)
    left = [(one["at"] and second(one["at"]), one["sentence"]) for one in final["exceptions"]]
    acts = [one for one in chain.entries if one["kind"] in UNUSUAL and _is_unusual(one)]
    for act in acts:
        words, at, why = in_words(UNUSUAL, act), second(act["at"]), ""
        if act["kind"] in GIVE_REASONS:
            why = (act["payload"]["reason"] or "").rstrip(".")
        found = next((one for one in left if one[0] == at and words in one[1] and why in one[1]), None)
        if found is None:
            raise DoesNotFit(f"{path}: its exceptions lack {told(act)}")
        left.remove(found)
    for words, wanted in _of_votes(bundle, final, chain):
        found = next((one for one in left if one[1].startswith(words[0]) and words[1] in one[1]), None)
        if (found is not None) != wanted:
            raise DoesNotFit(f"{path}: its exceptions are wrong about {words[0]} ({words[1].strip()})")
        if found is not None:
            left.remove(found)
    removals = [
        one for one in chain.entries if one["kind"] in ("intervention_removed", "intervention_hidden")
    ]
    for at, sentence in left:
        if any(_removed(one, at, sentence) for one in removals):
            continue
        if at is None and re.match(
            r"Document \d+: \d+ translations? into |V-\d+: the stored ballots ", sentence
        ):
            continue
        raise DoesNotFit(f"{path}: the record bears no exception out that says “{sentence}”")
    report.ok(
        f"final document: its {len(final['exceptions'])} exceptions are borne out, and none is left out"
    )


def _removed(entry, at, sentence):
    said = entry["payload"]
    is_its = sentence.startswith(f"Intervention {said['intervention']} in the debate about ")
    return is_its and at == second(entry["at"]) and (said.get("reason") or "") in sentence


def _is_unusual(entry):
    """A text adopted as it stands is nothing unusual, nor a floor taken up that nobody drove, nor most openings."""
    said = entry["payload"]
    if entry["kind"] == "poll_opened":
        return bool(said.get("untranslated"))
    if entry["kind"] == "text_decided":
        return said["becomes"] != "adopted"
    return entry["kind"] != "driving_taken_over" or said["before"] is not None


def _of_votes(bundle, final, chain):
    """What the exceptions say of a vote that stands in no act: lots and counts by hand."""
    for one in final["votes"]:
        name, where = poll_name(one["number"]), f"votes/{poll_name(one['number'])}"
        result, ballots = bundle.json(f"{where}/result.json"), bundle.json(f"{where}/ballots.json")
        by_lot = any(tie["rule"] == "lots" for tie in result["ties"])
        yield (f"{name} (", "a tie was resolved by lot"), by_lot
        yield (f"{name} (", " was counted by hand by two tellers"), "figures" in ballots


def in_words(patterns, entry):
    """The sentence about an act as far as its entry gives it."""
    said = entry["payload"]
    number = said.get("poll")
    return patterns[entry["kind"]].format(**said, V=poll_name(number) if number is not None else "")


def second(written):
    """A moment to the second, wherever its clock stood."""
    return int(datetime.fromisoformat(written).timestamp())


def check_authors(bundle, report):
    """Who made a statement or challenged a result is called as the register of that vote calls them."""
    path = "final/final.json"
    known = unknown = 0
    for one in bundle.json(path)["votes"]:
        where = f"votes/{poll_name(one['number'])}"
        if f"{where}/statements.json" not in bundle.files:
            continue
        names = {row["person"]: row["name"] for row in bundle.rows(f"{where}/register.csv")}
        told_of = bundle.json(f"{where}/statements.json")
        for kind in ("statements", "challenges"):
            stand = [each for each in told_of[kind] if kind == "challenges" or each["words"] is not None]
            for shown, kept in zip(one[kind], stand, strict=True):
                name = names.get(str(kept["person"]))
                known, unknown = known + (name is not None), unknown + (name is None)
                if name is not None and shown["by"] != name:
                    raise DoesNotFit(f"{path}: {one['number']}: {shown['by']} is not who the register names")
    if known:
        report.ok(
            f"final document: the authors of {known} statements and challenges are those of the registers"
        )
    if unknown:
        report.unknown(
            f"final document: the authors of {unknown} statements and challenges, who had no seat there"
        )


def check_cover(bundle, chain, report):
    """What the secretariat gave the document is its last composition on the record; the corrigenda, too."""
    path = "final/final.json"
    final = bundle.json(path)
    composed = (chain.of("document_composed") or [{}])[-1]
    stated = {name: final["cover"][name] for name in ("number", "place", "address", "titles")}
    stated |= {"preamble": final["preamble"], "signatures": final["signatures"]}
    for name, value in stated.items():
        if value != composed.get(name, [] if isinstance(value, list) else ""):
            raise DoesNotFit(f"{path}: its {name} is not that of its composition on the record")
    every = sorted(one["number"] for one in final["parts"])
    order = list(dict.fromkeys([*composed.get("order", []), *every]))
    adopted = {one["number"] for one in final["parts"] if one["state"] == "adopted"}  # the operative part
    order.sort(key=lambda number: number not in adopted)
    if [one["number"] for one in final["parts"]] != order:
        raise DoesNotFit(f"{path}: its texts are not in the order of its composition on the record")
    made = _corrections(chain)
    shown = ("document", "revision", "digest", "reason")
    if [[one[name] for name in shown] for one in final["corrigenda"]] != [
        [one[name] for name in shown] for one in made
    ] or [one["number"] for one in final["corrigenda"]] != list(range(1, len(made) + 1)):
        raise DoesNotFit(f"{path}: its corrigenda are not the corrections on the record since it is final")
    if (final["status"] == "final") != bool(chain.of("summit_closed")):
        raise DoesNotFit(f"{path}: it is {final['status']}, and the record says otherwise")
    report.ok(f"final document: {final['status']}, composed as the record says, {len(made)} corrigenda")


def _corrections(chain):
    """Corrections since the summit was closed, in order."""
    made, is_closed = [], False
    for entry in chain.entries:
        is_closed = is_closed or entry["kind"] == "summit_closed"
        if is_closed and entry["kind"] in ("document_corrected", "correction_rescinded"):
            made.append(entry["payload"])
    return made


# ============================================================================================= the whole


def verify(path, key=None, seen=(), sealed=(), out=None):
    """Look at everything; answers the report."""
    report = Report(out)
    try:
        bundle = Bundle(path)
        manifest = bundle.json(MANIFEST)
        if manifest.get("format") != "summit-record/1":
            raise DoesNotFit(f"{MANIFEST}: this is no record of the form summit-record/1")
        report.ok(
            f"record of “{manifest['summit']['name']}”, {manifest['status']}, as of {manifest['as_of']}"
        )
    except (
        DoesNotFit,
        KeyError,
        TypeError,
        OSError,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
    ) as error:
        report.no(_said(error, MANIFEST))
        return report
    guarded(report, MANIFEST, check_files, bundle, manifest, report)
    guarded(report, SIGNATURE, check_signature, bundle, manifest, key, report)
    chain = guarded(report, CHAIN, check_chain, bundle, manifest, seen, report)
    if chain is None:
        report.unknown("texts, amendments and votes: without a chain there is nothing to hold them against")
        return report
    documents, votes = _check_texts(bundle, chain, report), {}
    given = {one["poll"]: one for one in (json.loads(Path(each).read_text()) for each in sealed)}
    for folder in bundle.folders("votes"):
        guarded(report, f"votes/{folder}", check_poll, bundle, folder, documents, chain, given, report)
        result = guarded(report, f"votes/{folder}/result.json", bundle.json, f"votes/{folder}/result.json")
        votes[int(folder.removeprefix("V-"))] = result
    published = {one["poll"] for one in chain.of("poll_published")}
    for number in sorted(published - set(votes)):
        report.no(f"votes/{poll_name(number)}: the record says it was published, and the bundle lacks it")
    guarded(report, "final/final.json", check_final, bundle, documents, votes, report)
    guarded(report, "final/final.json", check_annexes, bundle, report)
    guarded(report, "final/final.json", check_participation, bundle, chain, report)
    guarded(report, "final/final.json", check_exceptions, bundle, chain, report)
    guarded(report, "final/final.json", check_authors, bundle, report)
    guarded(report, "final/final.json", check_cover, bundle, chain, report)
    translations = guarded(report, "translations/", check_translations, bundle, chain, report)
    guarded(report, "final/final.json", check_annex, bundle, translations or {}, report)
    return report


def _check_texts(bundle, chain, report):
    documents = {}
    for folder in bundle.folders("text"):
        document = guarded(report, f"text/{folder}", Document, bundle, folder)
        if document is not None:
            documents[document.number] = document
            guarded(report, document.where, check_document, document, chain, report)
    for number in sorted({one["document"] for one in chain.of("document_imported")} - set(documents)):
        report.no(f"text/: document {number} was imported, and the bundle lacks it")
    paths = sorted(path for path in bundle.files if path.startswith("amendments/"))
    for path in paths:
        guarded(report, path, check_amendment, bundle, path, documents, chain, report)
    for one in chain.of("amendment_proposed"):
        if f"amendments/AM-{one['amendment']:03}.json" not in paths:
            report.no(f"amendments/: AM {one['amendment']} was proposed, and the bundle lacks it")
    return documents


SHOWN = {"translation_ready": "ready", "translation_reviewed": "reviewed", "translation_withdrawn": None}


def check_translations(bundle, chain, report):
    """Each translation is of its text, is what the last act about it says, and none is missing."""
    said = {}
    for entry in chain.entries:
        if entry["kind"] in SHOWN:
            about = entry["payload"]
            said[about["language"], about["text"]] = (SHOWN[entry["kind"]], about["words"])
    found = {}
    for path in sorted(path for path in bundle.files if path.startswith("translations/")):
        whole = bundle.json(path)
        for one in whole["translations"]:
            where = f"{path}: the translation of “{one['source'][:40]}”"
            if sha256(one["source"].encode()) != one["text"]:
                report.no(f"{where} is not of that text")
            if (one["state"], sha256(one["words"].encode())) != said.get((whole["language"], one["text"])):
                report.no(f"{where} is not the one that the record says was made or reviewed")
            found[whole["language"], one["text"]] = one
    for (language, text), (state, _) in sorted(said.items()):
        if state is not None and (language, text) not in found:
            report.no(f"translations/{language}.json: it lacks the translation of the text {text[:12]}")
    if found or said:
        report.ok(f"translations: {len(found)} looked at, each against its text and the record")
    return found


def check_annex(bundle, translations, report):
    """What the final document prints in other languages is what the translations are."""
    path = "final/final.json"
    final = bundle.json(path)
    words = {
        (part["number"], one["provision"]["id"]): one["provision"]["text"]
        for part in final["parts"]
        for one in part["provisions"]
    }
    lines = {(one["document"], one["provision"], one["language"]) for one in final["translations"]}
    for place, text in words.items():
        for language, digest in translations:
            if digest == sha256(text.encode()) and (*place, language) not in lines:
                report.no(
                    f"{path}: it lacks the translation of document {place[0]}, {place[1]} into {language}"
                )
    for line in final["translations"]:
        source = words[line["document"], line["provision"]]
        known = translations.get((line["language"], sha256(source.encode())))
        stated = line["state"] if line["state"] in ("ready", "reviewed") else None
        if (stated, line["words"]) != ((known["state"], known["words"]) if known else (None, "")):
            report.no(
                f"{path}: document {line['document']}, {line['place']} in {line['language']} is another"
            )


def guarded(report, where, act, *arguments):
    """Do one check; what cannot even be read is said with its place, and the next check goes on."""
    try:
        return act(*arguments)
    except DoesNotFit as error:
        report.no(str(error))
    except (
        KeyError,
        TypeError,
        ValueError,
        LookupError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        report.no(_said(error, where))
    return None


def _said(error, where):
    return str(error) if isinstance(error, DoesNotFit) else f"{where}: it cannot be read ({error!r})"


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Verify the record of a summit, offline.")
    parser.add_argument("bundle", help="summit-record.zip, or the folder into which it was unpacked")
    parser.add_argument(
        "--key", metavar="FINGERPRINT", help="the fingerprint of the summit's key (16 figures or more)"
    )
    parser.add_argument(
        "--seen", metavar="CODE", nargs="+", default=[], help="codes that were shown during the day"
    )
    parser.add_argument(
        "--ballots", metavar="FILE", nargs="+", default=[], help="ballots that scrutineers were given"
    )
    asked = parser.parse_args(arguments)
    report = verify(asked.bundle, asked.key, asked.seen, asked.ballots)
    print(
        f"\n{report.fine} verified, {report.open} not verifiable from these files, {report.wrong} do not fit"
    )
    print("The record does NOT verify." if report.wrong else "The record verifies.")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
