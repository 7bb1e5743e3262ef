"""Who may open and who may do what: every route for every role. A route that is missing here fails."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit import create_app, jobs
from summit.agenda.models import Act as ActWithEnd
from summit.agenda.models import ChannelKind
from summit.agenda.services import add_channel, make_announcement, scan_in, set_deadline
from summit.console.views.acts import NAMES
from summit.db import db, now
from summit.debates.queries import Anchor
from summit.debates.services import ask_for_floor, ask_sense, open_list, post_intervention
from summit.domain.text import source_digest
from summit.people.models import Duty, Role
from summit.people.permissions import may_accredit
from summit.people.queries import plenary
from summit.people.services import accredit, ask_for, found_body, give_office, issue_slip, redeem_slip
from summit.people.services.countersigning import ACTS, Act
from summit.voting.services import (
    announce_poll,
    challenge_result,
    make_statement,
    open_poll,
    practise_alone,
    put_practice,
    put_to_poll,
)
from summit.voting.views.steps import NAMES as STEP_NAMES
from tests.conftest import CAST, PIN, opened, settings, with_people
from tests.databases import Databases
from tests.factories import (
    SENTENCES,
    a_document,
    a_sitting,
    an_amendment,
    an_open_poll,
    an_open_sitting,
    cast,
    published,
)

Enter = Callable[[str], FlaskClient]
TOKENS = "tokens.json"
ROLES = ("visitor", "observer", "delegate", "organiser")
OFFICES = ("chair", "other chair", "desk", "scrutineer")


class Row(NamedTuple):
    """A request and the status for visitor, observer, delegate (Tomás) and organiser.

    `offices` is the status for four more who are accredited as observers and hold an office: the chair of
    the plenary, the chair of Table 1 (where none of this happens), the accreditation desk, a scrutineer.
    Left out, an office changes nothing. The organiser comes first: 409 to a chair means that the step is
    allowed and has been taken, or that the organiser drives the plenary.
    """

    method: str
    rule: str
    expected: tuple[int, int, int, int]
    path: str = ""
    form: dict[str, object] = {}
    offices: tuple[int, int, int, int] | None = None


EVERYBODY = (200, 200, 200, 200)
SIGNED_IN = (302, 403, 403, 200)
CHAIRS = (200, 200, 403, 403)
DESK = (403, 403, 200, 403)
READ_AT_DESK = (403, 403, 200, 200)
OWN = (302, 200, 200, 200)
BALLOT = {"attempt": "a" * 32, "nonce": "b" * 32, "seen": 0, "ranking": "am2"}
OF_PLENARY = {"body": 1, "key": "a-key-of-its-own"}
PRACTISED = BALLOT | {"ranking": "change-1"}
KEY = {"key": "a-key-of-its-own"}
STEPS = f"<any({STEP_NAMES}):step>"
POLL_STEP, PRACTICE_STEP = f"/polls/<int:number>/{STEPS}", f"/practice/<practice:number>/{STEPS}"
PRACTICE_BY_HAND = "/practice/<practice:number>/hand-count"
PRACTICE_COUNT = "/practice/<practice:number>/publish"
COUNT = KEY | {"seconders": 0}
ON_AMENDMENT = "/amendments/<int:number>/<any(withdraw, second, 'withdraw-support', 'take-over'):act>"
SEEN = {"seen": 2, **KEY}
TAKE_BACK = "/documents/<int:number>/revisions/<int:revision>/take-back"
TAKEN_BACK = "/documents/1/revisions/1/take-back"
AYE = {"text": "Aye.", **KEY}
ASKED = {"question": "Shall we go on?", **KEY}
LOCK = {"state": "locked", **KEY}
WAY_IN = {"way": "in", **KEY}
OFFICER = (200, 403, 403, 403)
MENDER = (422, 403, 403, 403)
GONE = (404, 404, 404, 404)
MEND = (401, 403, 403, 422)
DONE = (401, 403, 403, 303)
DONE_BY_ALL = (401, 303, 303, 303)
ITEM_STEP = "/items/<int:number>/<any('up', 'down', 'take-up', 'done', 'defer', 'remove'):step>"
PERSON = {"name": "Inés Bravo", "role": "observer", "attends": "remote", **KEY}
ORGANISER = {"name": "Nuna Grefa", "role": "organiser", "attends": "remote", **KEY}
BODY = {"name": "Table 2", "quorum": "1/2", **KEY}
SEAT = {"badge": "01-02", "seen": "1", **KEY}
OFFICE = {"badge": "01-02", "duty": "teller", **KEY}
REISSUED = {"role": "observer", "whom": "observers whose slips were lost", **KEY}
UPON = "/people/<badge>/<any(unlock, withdraw, readmit, 'more-time', 'no-more-time'):act>"

ON_FATE = "/documents/<int:number>/<any(bring, refer, 'withdraw-text'):act>"
WHOLE = {"document": 1, **KEY}
ON_TRANSLATION = "/documents/<int:number>/amend-translation"
ON_WRITTEN = "/written/<int:number>/<any(form, confirm, return, withdraw):act>"
TEXT = f"/translations/es/{source_digest(SENTENCES[1])}"

TABLE = (
    Row("GET", "/static/<path:filename>", EVERYBODY, "/static/img/favicon.svg"),
    Row("GET", "/healthz", EVERYBODY),
    Row("GET", "/metrics", EVERYBODY),  # from this machine; tests/integration/test_metrics.py has the others
    Row("POST", "/csp-report", (400, 400, 400, 400)),
    # the door
    Row("GET", "/sign-in", (200, 302, 302, 302)),
    Row("POST", "/sign-in/slip", (422, 422, 422, 422), form={"code": "unknown", "pin": "493817"}),
    Row("POST", "/sign-in/pin", (422, 422, 422, 422), form={"badge": "99-99", "pin": "493817"}),
    Row("POST", "/sign-out", (303, 303, 303, 303)),
    # what everybody reads
    Row("GET", "/", EVERYBODY),
    Row("GET", "/bodies/<int:body>", EVERYBODY, "/bodies/1"),
    Row("GET", "/bodies/<int:body>", (404, 404, 404, 404), "/bodies/99", offices=(404, 404, 404, 404)),
    Row("GET", "/standing", EVERYBODY),
    Row("GET", "/projector/<int:body>", EVERYBODY, "/projector/1"),
    Row("GET", "/documents/", EVERYBODY),
    Row("GET", "/documents/<int:number>", EVERYBODY, "/documents/1"),
    Row("GET", "/documents/<int:number>/text", EVERYBODY, "/documents/1/text"),
    Row("GET", "/documents/<int:number>/collisions", EVERYBODY, "/documents/1/collisions"),
    Row("GET", "/documents/<int:number>/amendments", EVERYBODY, "/documents/1/amendments"),
    Row("POST", "/reading-changes", (401, 303, 303, 303), form={"way": "list", "next": "/search"}),
    Row("GET", "/search", EVERYBODY, "/search?q=may"),
    Row("GET", "/decisions.atom", EVERYBODY),
    Row("GET", "/documents/<int:number>/revisions", EVERYBODY, "/documents/1/revisions"),
    Row("GET", "/documents/<int:number>/compare", EVERYBODY, "/documents/1/compare"),
    Row("GET", "/documents/<int:number>/§<id>@<int:revision>", EVERYBODY, "/documents/1/§p2@1"),
    Row("GET", "/amendments/<int:number>", EVERYBODY, "/amendments/1"),
    Row("GET", "/debates/<kind>/<path:key>", EVERYBODY, "/debates/amendment/1"),
    Row("GET", "/interventions/<int:number>", (302, 302, 302, 302), "/interventions/1"),
    Row("GET", "/polls/", EVERYBODY),
    Row("GET", "/polls/<int:number>", EVERYBODY, "/polls/2"),
    # a draft is its officers' own
    Row("GET", "/polls/<int:number>", (404, 404, 404, 200), "/polls/3", offices=(200, 404, 404, 404)),
    # another poll on its document is open
    Row("GET", "/polls/<int:number>/void", (302, 403, 403, 409), "/polls/1/void", {}, (409, 403, 403, 403)),
    Row("GET", "/polls/<int:number>/part", EVERYBODY, "/polls/2/part"),
    Row("GET", "/polls/<int:number>/watch", SIGNED_IN, "/polls/2/watch", offices=(200, 403, 403, 403)),
    Row("GET", "/polls/<int:number>/result.json", (404, 404, 404, 404), "/polls/2/result.json"),
    Row("GET", "/polls/<int:number>/result.json", EVERYBODY, "/polls/1/result.json"),
    # what Tomás practises alone is his; practice of the plenary stands open
    Row("GET", "/practice/<practice:number>", (404, 404, 200, 404), "/practice/2"),
    Row("GET", "/practice/<practice:number>", EVERYBODY, "/practice/1"),
    Row("GET", "/practice/<practice:number>/part", (404, 404, 200, 404), "/practice/2/part"),
    Row("GET", "/practice/<practice:number>/result.json", GONE, "/practice/1/result.json"),
    Row("GET", "/final", EVERYBODY),
    Row("GET", "/final.<format>", EVERYBODY, "/final.md"),
    Row("GET", "/final/corrigendum-<int:number>.docx", GONE, "/final/corrigendum-1.docx", offices=GONE),
    Row("GET", "/sittings/<int:number>/minutes.docx", EVERYBODY, "/sittings/1/minutes.docx"),
    Row("GET", "/sittings/<int:number>/minutes.docx", GONE, "/sittings/2/minutes.docx", offices=GONE),
    Row("GET", "/final/composition", SIGNED_IN, offices=(200, 403, 403, 403)),
    Row(
        "POST", "/final/composition", DONE, form=KEY | {"numbering": "through"}, offices=(303, 403, 403, 403)
    ),
    Row("GET", "/record", EVERYBODY),
    Row("GET", "/record/part", EVERYBODY),
    Row("GET", "/record/summit-record.zip", (303, 303, 303, 303)),  # to a page that says how far it is
    Row("GET", "/verify.py", EVERYBODY),
    Row("GET", "/jobs/<int:number>", EVERYBODY, "/jobs/1"),
    Row("GET", "/jobs/<int:number>/part", EVERYBODY, "/jobs/1/part"),
    Row("GET", "/jobs/<int:number>/file", (404, 404, 404, 404), "/jobs/1/file"),  # it waits
    Row("GET", "/live", EVERYBODY, "/live?t=summit::-:0"),
    Row("GET", "/live", (403, 403, 403, 200), "/live?t=staff::-:0", offices=(200, 200, 200, 200)),
    Row("GET", "/live", (403, 403, 200, 403), "/live?t=person:3:-:0"),  # Tomás
    Row("GET", "/live", (403, 403, 403, 200), "/live?t=watch:1:-:0", offices=(200, 403, 403, 403)),
    # texts and amendments
    Row("GET", "/documents/import", SIGNED_IN),
    Row("POST", "/documents/import", (401, 403, 403, 422), form=KEY),
    Row(
        "GET", "/documents/<int:number>/correct", SIGNED_IN, "/documents/1/correct",
        offices=(200, 403, 403, 403),
    ),
    Row(
        "POST", "/documents/<int:number>/correct", MEND, "/documents/1/correct", KEY,
        offices=(422, 403, 403, 403),
    ),
    Row("GET", TAKE_BACK, (302, 403, 403, 409), TAKEN_BACK, offices=(409, 403, 403, 403)),
    Row("POST", TAKE_BACK, (401, 403, 403, 409), TAKEN_BACK, KEY | {"reason": "No."}, (409, 403, 403, 403)),
    Row("GET", "/documents/<int:number>/floor", (302, 403, 403, 200), "/documents/1/floor", {}, OFFICER),
    Row("POST", "/documents/<int:number>/floor", (401, 403, 403, 422), "/documents/1/floor", KEY, MENDER),
    Row("POST", ON_FATE, (401, 403, 403, 409), "/documents/1/bring", KEY, (409, 403, 403, 403)),
    Row("POST", ON_FATE, (401, 403, 403, 409), "/documents/1/refer", KEY, (409, 403, 403, 403)),
    Row("POST", ON_FATE, (401, 403, 403, 409), "/documents/1/withdraw-text", KEY, (409, 403, 403, 403)),
    Row("GET", "/documents/<int:number>/amend", (302, 403, 200, 403), "/documents/1/amend"),
    Row("POST", "/documents/<int:number>/amend", (401, 403, 422, 403), "/documents/1/amend", SEEN),
    Row("POST", "/documents/<int:number>/amend/diff", (401, 403, 200, 403), "/documents/1/amend/diff", SEEN),
    Row("GET", "/drafts/<int:id>", (302, 404, 404, 404), "/drafts/999"),
    Row("POST", "/drafts/<int:id>/discard", (401, 404, 404, 404), "/drafts/999/discard", KEY),
    Row("POST", ON_AMENDMENT, (401, 403, 403, 403), "/amendments/2/withdraw", KEY),
    Row("POST", ON_AMENDMENT, (401, 403, 403, 403), "/amendments/2/take-over", KEY),
    Row("POST", ON_AMENDMENT, (401, 403, 409, 403), "/amendments/1/second", KEY),
    Row("POST", ON_AMENDMENT, (401, 409, 409, 409), "/amendments/1/withdraw-support", KEY),
    Row(
        "POST", "/amendments/<int:number>/split", (401, 403, 403, 409), "/amendments/2/split", KEY,
        (409, 403, 403, 403),
    ),
    Row("POST", "/amendments/<int:number>/ask-split", (401, 403, 409, 403), "/amendments/2/ask-split", KEY),
    Row("POST", "/documents/seconders", (401, 403, 403, 303), "", COUNT, (303, 403, 403, 403)),
    Row(
        "POST", "/amendments/<int:number>/admit", (401, 403, 403, 409), "/amendments/2/admit",
        KEY | {"ruling": "admit", "reason": "So it is."}, offices=(409, 403, 403, 403),
    ),
    Row(
        "POST", "/amendments/<int:number>/rule", (401, 403, 403, 409), "/amendments/2/rule",
        KEY | {"ruling": "falls", "reason": "So it is."}, offices=(409, 403, 403, 403),
    ),
    Row(
        "POST", "/amendments/<int:number>/recommend", (401, 403, 403, 409), "/amendments/2/recommend",
        KEY | {"body": 1, "advice": "adopt", "reasons": "So it is."}, (409, 403, 403, 403),
    ),
    # translations: a translator is another observer who holds the office (test_translated_pages.py)
    Row("GET", "/translations", (302, 403, 403, 302)),
    Row("GET", "/translations/<language>", SIGNED_IN, "/translations/es"),
    Row("GET", "/translations/<language>", (302, 403, 403, 404), "/translations/tlh"),
    Row("GET", "/translations/<language>/<digest>", SIGNED_IN, TEXT),
    Row("POST", "/translations/<language>/<digest>", DONE, TEXT, KEY | {"do": "claim"}),
    Row("GET", "/translations/<language>/files", SIGNED_IN, "/translations/es/files"),
    Row("POST", "/translations/<language>/files", MEND, "/translations/es/files", KEY),
    Row("GET", "/translations/<language>/texts.docx", SIGNED_IN, "/translations/es/texts.docx"),
    Row("GET", ON_TRANSLATION, (302, 403, 404, 403), "/documents/1/amend-translation?provision=p3&text=es"),
    Row("POST", ON_TRANSLATION, (401, 403, 422, 403), "/documents/1/amend-translation", KEY),
    Row("GET", "/written/<int:number>", (404, 404, 404, 404), "/written/1", offices=GONE),
    Row("POST", ON_WRITTEN, (401, 404, 404, 404), "/written/1/confirm", KEY, GONE),
    Row("GET", "/glossary", EVERYBODY),
    Row("POST", "/glossary", DONE, form=KEY | {"word-es": "semilla", "word-en": "seed"}),
    # debates
    Row(
        "POST", "/debates/<kind>/<path:key>", (401, 403, 303, 303), "/debates/amendment/1", AYE
    ),
    Row("GET", "/interventions/<int:number>/remove", (302, 403, 403, 200), "/interventions/1/remove"),
    Row("POST", "/interventions/<int:number>/remove", (401, 403, 403, 422), "/interventions/1/remove", KEY),
    Row("POST", "/debates/<int:number>/state", (401, 403, 403, 303), "/debates/1/state", LOCK),
    Row("GET", "/interventions/<int:number>/change", (302, 403, 403, 403), "/interventions/1/change"),
    Row("POST", "/interventions/<int:number>/change", (401, 403, 403, 403), "/interventions/1/change", AYE),
    Row("POST", "/interventions/<int:number>/show", (401, 403, 403, 409), "/interventions/1/show", KEY),
    Row("GET", "/interventions/<int:number>/amend", (302, 403, 200, 403), "/interventions/1/amend"),
    Row("POST", "/debates/sense/<kind>/<path:key>", DONE, "/debates/sense/amendment/1", ASKED),
    Row(
        "POST", "/sense-checks/<int:number>/<any(answer, end):act>", (401, 403, 303, 303),
        "/sense-checks/1/answer", KEY | {"sense": "unsure"},
    ),
    Row("POST", "/sense-checks/<int:number>/<any(answer, end):act>", DONE, "/sense-checks/1/end", KEY),
    Row("GET", "/notes", OWN, offices=(200, 200, 200, 200)),
    Row(
        "POST", "/amendments/<int:number>/note", (401, 303, 303, 303), "/amendments/1/note",
        KEY | {"marker": "for", "note": "Mine."}, (303, 303, 303, 303),
    ),
    Row("GET", "/debates/lead/<kind>/<path:key>", SIGNED_IN, "/debates/lead/amendment/1"),
    Row("POST", "/debates/lead/<kind>/<path:key>", DONE, "/debates/lead/amendment/1", LOCK),
    # the floor: the plenary has a speakers' list, on which Lucía waits
    Row(
        "POST", "/bodies/<int:body>/speakers", (401, 403, 303, 403), "/bodies/1/speakers",
        {"purpose": "turn", **KEY}, (303, 403, 403, 403),
    ),
    Row("POST", "/speeches/<int:number>/withdraw", (401, 403, 403, 403), "/speeches/1/withdraw", KEY),
    Row(
        "POST", f"/console/<int:body>/<any({NAMES}):act>", (401, 403, 403, 303), "/console/1/call",
        {"speech": 1, **KEY}, (409, 403, 403, 403),
    ),
    Row("GET", "/polls/<int:number>/items", (404, 404, 404, 404), "/polls/2/items", offices=(404,) * 4),
    Row(
        "POST", "/polls/<int:number>/items/<int:amendment>/pull", (401, 403, 409, 409),
        "/polls/2/items/2/pull", KEY, (409, 403, 403, 403),
    ),
    Row("POST", "/polls/consent", (401, 403, 403, 422), form=KEY, offices=(422, 422, 403, 403)),
    Row("POST", "/polls/text", (401, 403, 403, 409), form=WHOLE, offices=(409, 403, 403, 403)),
    # ballots: Tomás is on the roll of poll 2, the organiser is not
    Row("POST", "/polls/<int:number>/review", (401, 403, 422, 403), "/polls/2/review"),
    Row("POST", "/polls/<int:number>/cast", (401, 403, 200, 403), "/polls/2/cast", BALLOT),
    Row("POST", "/polls/<int:number>/hand-count", (401, 403, 403, 403), "/polls/2/hand-count", KEY),
    Row("POST", "/polls/<int:number>/paper", (401, 403, 403, 403), "/polls/2/paper", KEY),
    Row("POST", "/practice/<practice:number>/paper", (401, 403, 403, 403), "/practice/1/paper", KEY),
    Row("POST", PRACTICE_BY_HAND, (401, 403, 403, 403), "/practice/1/hand-count", KEY),
    # practice
    Row("POST", "/practice/", (401, 403, 303, 403), form=KEY),
    Row("POST", "/practice/later", (401, 303, 303, 303), form=KEY),
    Row("POST", "/practice/<practice:number>/finish", (401, 403, 303, 403), "/practice/2/finish", KEY),
    Row("POST", "/practice/<practice:number>/review", (401, 403, 422, 403), "/practice/1/review"),
    Row("POST", "/practice/<practice:number>/cast", (401, 403, 200, 403), "/practice/1/cast", PRACTISED),
    Row("POST", "/practice/body", (401, 403, 403, 409), form=OF_PLENARY, offices=(409, 403, 403, 403)),
    Row("POST", PRACTICE_STEP, (401, 403, 403, 303), "/practice/1/close", KEY, (409, 403, 403, 403)),
    Row("POST", PRACTICE_COUNT, (401, 403, 403, 409), "/practice/1/publish", KEY, (409, 403, 403, 403)),
    # running polls
    Row("POST", "/polls/", (401, 403, 403, 422), form=KEY, offices=(422, 422, 403, 403)),
    # where no body is named it is the plenary, which its chair does not drive here
    Row("GET", "/polls/question", (302, 403, 403, 200), offices=(200, 403, 403, 403)),
    Row("POST", "/polls/question", (401, 403, 403, 422), form=KEY, offices=(409, 403, 403, 403)),
    Row(
        "POST", "/polls/<int:number>/rules", (401, 403, 403, 303), "/polls/3/rules", KEY,
        (409, 403, 403, 403),
    ),
    Row(
        "POST", POLL_STEP, DONE,
        "/polls/3/announce", KEY, (409, 403, 403, 403),
    ),
    Row("POST", POLL_STEP, (401, 403, 403, 303), "/polls/3/roll-call", KEY, (409, 403, 403, 403)),
    Row(
        "POST", "/polls/<int:number>/publish", (401, 403, 403, 409), "/polls/2/publish", KEY,
        (409, 403, 403, 403),
    ),
    Row("GET", "/polls/mine", OWN, offices=(200, 200, 200, 200)),
    Row("POST", "/polls/<int:number>/trace", (200, 200, 200, 200), "/polls/1/trace", {"nonce": "b" * 32}),
    Row("POST", "/polls/<int:number>/trace", GONE, "/polls/2/trace", {"nonce": "b" * 32}),
    # after the result: Tomás is on the roll of poll 1, whose result Lucía has challenged and explained
    Row(
        "GET", "/polls/<int:number>/afterwards", (302, 200, 200, 200), "/polls/1/afterwards",
        offices=(200, 200, 200, 200),
    ),
    Row("POST", "/polls/<int:number>/challenge", (401, 403, 422, 403), "/polls/1/challenge", KEY),
    Row("POST", "/polls/<int:number>/statements", (401, 403, 422, 403), "/polls/1/statements", KEY),
    Row(
        "POST", "/statements/<int:statement>/withdraw", MEND, "/statements/1/withdraw", KEY,
        (422, 403, 403, 403),
    ),
    Row("POST", "/challenges/<int:challenge>/rule", MEND, "/challenges/1/rule", KEY, (422, 403, 403, 403)),
    Row("POST", "/polls/<int:number>/recount", DONE, "/polls/1/recount", KEY, (303, 403, 403, 303)),
    Row(
        "POST", "/polls/<int:number>/repeat", (401, 403, 403, 409), "/polls/2/repeat", KEY,
        (409, 403, 403, 403),
    ),
    # what needs two officers: asked for by another organiser, and for organisers and the desk to sign
    Row("GET", "/two-officers", SIGNED_IN, offices=(200, 200, 200, 200)),
    Row("GET", "/two-officers/part", SIGNED_IN, offices=(200, 200, 200, 200)),
    Row(
        "POST", "/two-officers/<int:number>/<any(sign, refuse, 'take-back'):answer>", (401, 403, 403, 303),
        "/two-officers/1/sign", KEY, (403, 403, 409, 403),
    ),
    # the agenda: sitting 1 is open with items 1 and 2, sitting 2 is planned; the organiser drives the plenary
    Row("GET", "/agenda/", EVERYBODY),
    Row("GET", "/agenda/<day>", EVERYBODY, "/agenda/2026-11-25"),
    Row("GET", "/sittings/<int:number>", EVERYBODY, "/sittings/1"),
    Row("GET", "/bodies/<int:number>/sitting", (302, 302, 302, 302), "/bodies/1/sitting"),
    Row("GET", "/sittings/plan", SIGNED_IN, offices=(200, 200, 403, 403)),
    Row("POST", "/sittings/plan", (401, 403, 403, 422), form=KEY, offices=(422, 422, 403, 403)),
    Row("GET", "/sittings/<int:number>/edit", SIGNED_IN, "/sittings/1/edit", offices=OFFICER),
    Row("POST", "/sittings/<int:number>/edit", MEND, "/sittings/1/edit", KEY, (422, 403, 403, 403)),
    Row(
        "POST", "/sittings/<int:number>/<any(open, suspend, resume, close, reopen):step>",
        (401, 403, 403, 303), "/sittings/1/suspend", KEY, (409, 403, 403, 403),
    ),
    Row(
        "POST", "/sittings/<int:number>/call-off", (401, 403, 403, 409), "/sittings/1/call-off", KEY,
        (409, 403, 403, 403),
    ),
    Row("POST", "/sittings/<int:number>/channels", MEND, "/sittings/1/channels", KEY, (422, 403, 403, 403)),
    Row("POST", "/channels/<int:number>/remove", (401, 403, 403, 303), "/channels/1/remove", KEY, GONE),
    Row("POST", "/sittings/<int:number>/items", MEND, "/sittings/1/items", KEY, (422, 403, 403, 403)),
    Row(
        "POST", "/sittings/<int:number>/order", DONE, "/sittings/1/order", {"order": "2,1", **KEY},
        (303, 403, 403, 403),
    ),
    Row("POST", ITEM_STEP, DONE, "/items/1/up", KEY, (303, 403, 403, 403)),
    Row("POST", ITEM_STEP, DONE, "/items/1/take-up", KEY, (409, 403, 403, 403)),
    Row("GET", "/items/<int:number>/edit", SIGNED_IN, "/items/1/edit", offices=OFFICER),
    Row("POST", "/items/<int:number>/edit", MEND, "/items/1/edit", KEY, (422, 403, 403, 403)),
    # the door of a sitting, where Lucía was seen in, and coming from afar
    Row("GET", "/sittings/<int:number>/door", SIGNED_IN, "/sittings/1/door", offices=(200, 403, 200, 403)),
    Row("POST", "/sittings/<int:number>/door", MEND, "/sittings/1/door", offices=(422, 403, 422, 403)),
    Row("POST", "/presences/<int:number>/undo", DONE, "/presences/1/undo", WAY_IN, (409, 403, 409, 403)),
    Row(
        "GET", "/sittings/<int:number>/attendance", SIGNED_IN, "/sittings/1/attendance",
        offices=(200, 403, 200, 403),
    ),
    Row("POST", "/sittings/<int:number>/take-part", (401, 403, 403, 403), "/sittings/1/take-part", KEY),
    Row(
        "POST", "/sittings/<int:number>/leave", (401, 303, 303, 303), "/sittings/1/leave", KEY,
        (303, 303, 303, 303),
    ),
    # deadlines, announcements, rulings: officers of the plenary speak to everybody, each chair to its own
    Row("GET", "/deadlines", EVERYBODY),
    Row("POST", "/deadlines", MEND, form=KEY, offices=(422, 403, 403, 403)),
    Row(
        "POST", "/deadlines/<int:number>/<any(end, remove):step>", DONE, "/deadlines/1/end", KEY,
        (409, 403, 403, 403),
    ),
    Row("GET", "/announcements", EVERYBODY),
    Row("POST", "/announcements", MEND, form=KEY, offices=(422, 422, 403, 403)),
    Row("POST", "/announcements/<int:number>/end", DONE, "/announcements/1/end", KEY, (409, 403, 403, 403)),
    Row("GET", "/rulings", EVERYBODY),
    Row("POST", "/rulings", MEND, form=KEY, offices=(422, 422, 403, 403)),
    # the desks
    Row("GET", "/console", SIGNED_IN, offices=CHAIRS),
    Row("GET", "/console/<int:body>", SIGNED_IN, "/console/1", offices=(200, 403, 403, 403)),
    Row("GET", "/console/<int:body>", SIGNED_IN, "/console/2", offices=(403, 200, 403, 403)),
    Row(
        "POST", f"/console/<int:body>/<any({NAMES}):act>", (401, 403, 403, 303), "/console/1/follow", KEY,
        (409, 403, 403, 403),
    ),
    Row(
        "POST", f"/console/<int:body>/<any({NAMES}):act>", (401, 403, 403, 303), "/console/2/take-over", KEY,
        (403, 303, 403, 403),
    ),
    Row(
        "POST", f"/console/<int:body>/<any({NAMES}):act>", (401, 403, 403, 422), "/console/1/announce", KEY,
        (422, 403, 403, 403),
    ),
    Row("GET", "/people", SIGNED_IN, offices=READ_AT_DESK),
    Row("POST", "/people", (401, 403, 403, 422), form=KEY, offices=(403, 403, 422, 403)),
    Row("GET", "/people/import", SIGNED_IN, offices=DESK),
    Row("POST", "/people/import", (401, 403, 403, 422), form=KEY, offices=(403, 403, 422, 403)),
    Row("GET", "/people/part", SIGNED_IN, offices=READ_AT_DESK),
    Row("GET", "/people/new", SIGNED_IN, offices=DESK),
    Row("GET", "/people/<badge>", SIGNED_IN, "/people/B-1", offices=READ_AT_DESK),
    Row("POST", "/people/<badge>", (401, 403, 403, 303), "/people/B-1", PERSON, (403, 403, 303, 403)),
    Row("POST", "/people/<badge>", (401, 403, 403, 303), "/people/O-2", ORGANISER, (403, 403, 403, 403)),
    Row(
        "POST", "/people/<badge>/<any(slip, link):way>", (401, 403, 403, 200), "/people/B-1/slip",
        offices=DESK,
    ),
    Row(
        "POST", "/people/<badge>/<any(slip, link):way>", (401, 403, 403, 200), "/people/O-2/link",
        offices=(403, 403, 403, 403),
    ),
    Row("POST", UPON, (401, 403, 403, 303), "/people/01-04/unlock", KEY, (403, 403, 303, 403)),
    Row("POST", UPON, (401, 403, 403, 303), "/people/O-2/withdraw", KEY, (403, 403, 404, 403)),
    Row(
        "POST", "/people/<badge>/sign-ins/<int:number>/end", (401, 403, 403, 404),
        "/people/01-04/sign-ins/999/end", KEY, (403, 403, 404, 403),
    ),
    Row("GET", "/people/ways-in", SIGNED_IN, offices=READ_AT_DESK),
    Row("POST", "/people/ways-in/reissue", (401, 403, 403, 303), form=REISSUED, offices=(403, 403, 409, 403)),
    Row("GET", "/people/badges.pdf", SIGNED_IN, offices=DESK),
    Row("POST", "/people/slips.pdf", (401, 403, 403, 200), offices=(403, 403, 409, 403)),
    Row("POST", "/people/links.csv", (401, 403, 403, 409), offices=(403, 403, 409, 403)),
    Row("GET", "/people/sign-ins", SIGNED_IN, offices=READ_AT_DESK),
    Row("GET", "/people/sign-ins/part", SIGNED_IN, offices=READ_AT_DESK),
    # bodies, seats, offices: seat 4 is Amaru's in the plenary
    Row("GET", "/people/bodies", SIGNED_IN, offices=EVERYBODY),
    Row("POST", "/people/bodies", (401, 403, 403, 303), form=BODY, offices=(403, 403, 403, 403)),
    Row("GET", "/people/bodies/<int:number>", SIGNED_IN, "/people/bodies/1", offices=EVERYBODY),
    Row(
        "POST", "/people/bodies/<int:number>", (401, 403, 403, 303), "/people/bodies/2", BODY,
        (403, 403, 403, 403),
    ),
    Row(
        "POST", "/people/bodies/<int:number>/seats", (401, 403, 403, 303), "/people/bodies/2/seats", SEAT,
        (403, 409, 409, 403),
    ),
    Row(
        "POST", "/people/bodies/<int:number>/offices", (401, 403, 403, 303), "/people/bodies/2/offices",
        OFFICE, (403, 403, 403, 403),
    ),
    Row("POST", "/people/offices", (401, 403, 403, 422), form=OFFICE, offices=(403, 403, 403, 403)),
    Row("GET", "/people/seats/<int:number>", SIGNED_IN, "/people/seats/4", offices=(200, 403, 200, 403)),
    Row(
        "POST", "/people/seats/<int:number>/substitute", (401, 403, 403, 409), "/people/seats/4/substitute",
        SEAT, (409, 403, 409, 403),
    ),
    Row(
        "POST", "/people/seats/<int:number>/<any('return', free):way>", (401, 403, 403, 303),
        "/people/seats/4/free", KEY, (409, 403, 409, 403),
    ),
    Row("GET", "/acts", SIGNED_IN, offices=EVERYBODY),
    # one's own devices
    # what awaits one
    Row("GET", "/awaits", OWN),
    Row("POST", "/awaits/read", (401, 303, 303, 303), form=KEY),
    Row("POST", "/awaits/<int:number>/read", (401, 404, 404, 404), "/awaits/999/read", KEY),
    Row("GET", "/awaits/mail", OWN),
    Row("POST", "/awaits/mail", DONE_BY_ALL, form={"address": "a@example.org", "language": "es", **KEY}),
    Row("POST", "/awaits/mail/end", DONE_BY_ALL, form=KEY),
    Row("GET", "/mail/confirm/<signed>", GONE, "/mail/confirm/forged"),
    Row("POST", "/mail/confirm/<signed>", GONE, "/mail/confirm/forged"),
    Row("GET", "/mail/off/<signed>", GONE, "/mail/off/forged"),
    Row("POST", "/mail/off/<signed>", GONE, "/mail/off/forged"),
    Row("POST", "/people/links/mail", (401, 403, 403, 409), form=KEY, offices=(403, 403, 409, 403)),
    Row("GET", "/devices", OWN),
    Row("GET", "/devices/part", OWN),
    Row("GET", "/notices", OWN),
    Row(
        "POST", "/devices/<int:number>/<any(end, known, hide):answer>", (401, 404, 404, 404),
        "/devices/999/end",
    ),
    Row(  # the scrutineer's device, which the organiser ends
        "POST", "/devices/<int:number>/<any(end, known, hide):answer>", (401, 403, 403, 303),
        "/devices/7/end", offices=(404, 404, 404, 401),
    ),
    Row(
        "POST", "/devices/<any('end-others', 'allow-new', 'more-time', 'no-more-time'):act>",
        (401, 303, 303, 303), "/devices/end-others",
    ),
)  # fmt: skip


def with_everybody(address: str, folder: Path) -> None:
    """Poll 1 is published, poll 2 open on AM 2, poll 3 a draft on AM 3; Lucía has spoken once; practice 1 of
    the plenary is open, and Tomás practises alone.

    The plenary sits. Something that concerns the whole summit waits for a second officer, who may be an
    organiser or the desk. Everybody of the table is signed in.
    """
    with_people(address, folder)
    people = CAST
    with opened(address, folder):
        document = a_document()
        first = an_amendment(people.lucia, document, "Institutions shall publish.")
        post_intervention(people.lucia, Anchor("amendment", str(first)), "Because it is paid for.")
        ask_sense(people.organiser, Anchor("amendment", str(first)), "Is it paid for?")
        poll = an_open_poll(people.organiser, [first])
        cast(people.lucia, poll, f"am{first}")
        published(people.organiser, poll)
        challenge_result(people.lucia, poll, "It was another text.")
        make_statement(people.lucia, poll, "explanation", "For the schools.")
        an_open_poll(people.organiser, [an_amendment(people.lucia, document, "Banks.", "p3", seen=2)])
        put_to_poll(people.organiser, [an_amendment(people.lucia, document, "Seeds.", "p4", seen=2)])
        practice = put_practice(people.organiser, 1)
        announce_poll(people.organiser, practice)
        open_poll(people.organiser, practice, "1 1 1")
        practise_alone(people.tomas)
        second = accredit(None, "Nuna Grefa", Role.ORGANISER, "O-2").id
        ask_for(second, "nothing", {}, "Nothing at all.")
        jobs.ask("final document", format="pdf")
        _agenda(people.organiser)
        (folder / TOKENS).write_text(json.dumps(_signed_in()))


def _signed_in() -> dict[str, str]:
    """A device's token for everybody of the table, by the name of the column."""
    table = found_body(None, "Table 1").id
    duties = (Duty.CHAIR, plenary().id), (Duty.CHAIR, table), (Duty.DESK, None), (Duty.SCRUTINEER, None)
    badges = {"observer": "B-1", "delegate": "01-02", "organiser": "O-1"}
    for number, (office, (duty, body)) in enumerate(zip(OFFICES, duties, strict=True)):
        badges[office] = accredit(None, f"The {office}", Role.OBSERVER, f"F-{number}").badge
        give_office(None, badges[office], duty, body)
    return {name: redeem_slip(issue_slip(None, badge), PIN) for name, badge in badges.items()}


@contextmanager
def that_summit(database: Databases, folder: Path) -> Iterator[Flask]:
    """The application of that summit on a database as it was filled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ACTS, "nothing", Act(lambda *_: None, lambda person, body: may_accredit(person)))
        address = database.filled("everybody", with_everybody, folder)
        shutil.copytree(
            database.folder / "everybody", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.db*")
        )
        # A mail server is named, so that the pages about it are there; nobody asks it for anything.
        mail = {
            "MAIL_URL": "smtp://127.0.0.1:9",
            "MAIL_FROM": "a@example.org",
            "SUMMIT_URL": "http://a.example",
        }
        app = create_app({**settings(folder, address), **mail, "PATIENCE_S": 0})
        app.extensions["jobs"].command = ["/bin/true"]  # whoever asks for a file is shown how far it is
        yield app
        app.extensions["jobs"].wait()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(database: Databases, tmp_path: Path) -> Iterator[Flask]:
    """The application of that summit, which is put back for each row of the table."""
    with that_summit(database, tmp_path) as app:
        yield app


@pytest.fixture
def entered(app: Flask, tmp_path: Path) -> Enter:
    return devices(app, tmp_path)


@pytest.fixture(scope="module")
def read_by(database: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Enter]:
    """As `entered`, in one application for all pages: reading leaves the next page as it was."""
    folder = tmp_path_factory.mktemp("read")
    with that_summit(database, folder) as app:
        yield devices(app, folder)


def devices(app: Flask, folder: Path) -> Enter:
    """Makes a new client of somebody of the table, on the device on which they are signed in."""
    tokens = json.loads((folder / TOKENS).read_text())

    def make(name: str) -> FlaskClient:
        client = app.test_client()
        if name in tokens:
            with client.session_transaction() as session:
                session["_user_id"] = tokens[name]
        return client

    return make


def _agenda(chair: int) -> None:
    """One of everything that the routes of the agenda name by a number."""
    sitting = an_open_sitting(chair, "Seeds", "Soils")
    a_sitting(chair, title="Second sitting")
    add_channel(chair, sitting, ChannelKind.STREAM, "es", "https://example.org/es")
    open_list(chair, 1)
    ask_for_floor(CAST.lucia, 1)
    scan_in(chair, sitting, "01-01")
    make_announcement(chair, "Lunch is served.")
    set_deadline(chair, ActWithEnd.PROPOSING, now() + timedelta(hours=1))


def rules(app: Flask) -> set[tuple[str, str]]:
    return {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if not rule.websocket  # who may follow what there: test_live.py
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_stands_in_the_table(app: Flask) -> None:
    table = {(row.method, row.rule) for row in TABLE}
    assert rules(app) - table == set()
    assert table - rules(app) == set()


def rows(method: str) -> pytest.MarkDecorator:
    """A test for each row of the table with this method."""
    found = [row for row in TABLE if row.method == method]
    return pytest.mark.parametrize("row", found, ids=lambda row: f"{row.method} {row.path or row.rule}")


@rows("GET")
@pytest.mark.only_on("sqlite", "who may read is decided before anything is read")
def test_each_role_reads_what_it_may_and_nothing_else(read_by: Enter, row: Row) -> None:
    hold(read_by, row)


@rows("GET")
@pytest.mark.only_on("postgresql", "the test above has all roles")
def test_postgresql_gives_each_page_alike(read_by: Enter, row: Row) -> None:
    found = [answered(read_by(role), row) for role in ("visitor", "organiser")]
    assert found == [row.expected[0], row.expected[-1]]


@rows("POST")
@pytest.mark.only_on("sqlite", "who may act is decided before anything is written; reading is on both")
def test_each_role_does_what_it_may_and_nothing_else(entered: Enter, row: Row) -> None:
    hold(entered, row)


def hold(entered: Enter, row: Row) -> None:
    expected = dict(zip(ROLES, row.expected, strict=True))
    offices = row.offices or (expected["observer"],) * len(OFFICES)
    expected |= dict(zip(OFFICES, offices, strict=True))
    assert {role: answered(entered(role), row) for role in expected} == expected


def answered(client: FlaskClient, row: Row) -> int:
    answer = client.open(row.path or row.rule, method=row.method, data=row.form)
    answer.close()
    return answer.status_code
