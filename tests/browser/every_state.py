"""The demonstration summit with, besides, every state that an amendment or a poll can be in."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import current_app

from summit import create_app, jobs
from summit.agenda.models import Act
from summit.agenda.services import end_now, set_deadline
from summit.cli.demo.cast import read_pins
from summit.db import db, now
from summit.debates.models import DebateState
from summit.debates.queries import Anchor
from summit.debates.services import (
    Held,
    ask_sense,
    hide_intervention,
    hold_debate,
    post_intervention,
    remove_intervention,
)
from summit.documents.queries import amendment
from summit.documents.services import (
    Change,
    admit_late,
    correct_text,
    keep_draft,
    prepare_correction,
    propose_amendment,
    second_amendment,
    set_seconders,
    take_over,
    typed,
    withdraw_amendment,
)
from summit.documents.services.noting import note_amendment
from summit.domain.rules import PRESETS
from summit.jobs import Job
from summit.jobs.rows import claim, finish, renew
from summit.mail.addresses import CONFIRM, OFF, token
from summit.mail.queries import digest_of
from summit.mail.services import confirm_mail, want_mail
from summit.people.models import Attendance, Duty, Role
from summit.people.queries import person_by_badge, seats
from summit.people.services import (
    accredit,
    ask_to_reissue,
    found_body,
    give_office,
    give_seat,
    refuse,
    seat_substitute,
    withdraw_person,
)
from summit.voting.models import KEEP, Poll, PollKind
from summit.voting.services import (
    announce_poll,
    challenge_result,
    choose_counting,
    choose_secrecy,
    close_poll,
    enter_hand_count,
    make_statement,
    open_poll,
    publish_poll,
    put_practice,
    put_question,
    put_to_poll,
    recount_poll,
    rule_on_challenge,
    withdraw_statement,
)
from tests.browser.every_sitting import every_sitting
from tests.factories import a_document, an_amendment, an_open_poll, cast, closed, published, voided
from tests.servers import beside, commanded

LONG_WORDS = "Wissensallmendevereinbarungsdurchführungsbestimmungen"
SENTENCES = (
    "Every workshop keeps a list of its tools, and the list is public.",
    "A tool that nobody has used for a year is lent to another workshop.",
    "Whoever repairs a tool writes down how.",
    "Workshops open at least two evenings in the week.",
    "No fee is charged to schools.",
    "A council of users meets four times a year.",
    f"{LONG_WORDS} are written so that a reader of twelve understands them.",
    "Each council reports once a year.",
)
AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Everything:
    """Addresses of what only some summits have, and the PINs by badge."""

    pins: dict[str, str]
    amendments: dict[str, str]
    polls: dict[str, str]
    document: str
    intervention: str
    jobs: dict[str, str]
    sittings: dict[str, str]
    item: str
    seat: str
    debating: int
    corrected: str
    practising: int
    practised: int
    draft: str
    items: str
    mail: dict[str, str]


def everything(folder: Path) -> Everything:
    """Seed the demo, then bring about the states that it lacks; a server may be started on `folder` after."""
    with beside(folder):
        db.create_all()
    commanded(folder, "demo", "seed")
    with beside(folder):
        chair, lucia, samuel = (person_by_badge(badge).id for badge in ("O-1", "04-07", "13-02"))
        document = a_document(*SENTENCES, title="Rules of open workshops")
        polls = _polls(chair, lucia, samuel, document)
        practising, practised, practice = _practice(chair)
        amendments = _amendments(chair, lucia, samuel, document)
        intervention = _a_debate(chair, lucia, document)
        seat = _people(chair)
        written = _jobs()
        sittings, item, debating = every_sitting(chair, document, (LONG_WORDS, *SENTENCES[:4], SENTENCES[6]))
        corrected = _a_correction(chair)
        draft, items = _a_draft(lucia, document), _a_consent_list()
        mail = _mail(folder, lucia, chair)
    (folder / "mail").touch()
    own = f"/documents/{document}"
    return Everything(
        read_pins(folder), amendments, {**polls, **practice}, own, intervention, written, sittings, item,
        seat, debating, corrected, practising, practised, draft, items, mail,
    )  # fmt: skip


def _mail(folder: Path, waiting: int, reading: int) -> dict[str, str]:
    """One who has still to confirm, one who has, and where the links of letters lead."""
    address = "wissensallmendevereinbarungsdurchfuehrungsbestimmungen@example.org"
    for person in (waiting, reading):
        want_mail(person, address, "es")
    confirm_mail(reading, digest_of(address))
    current_app.config["SECRET_KEY"] = create_app({"INSTANCE": folder}).config["SECRET_KEY"]  # the server's
    return {
        f"mail-{name}": f"/mail/{name}/{token(purpose, waiting, digest_of(address))}"
        for name, purpose in (("confirm", CONFIRM), ("off", OFF))
    }


def _a_draft(author: int, document: int) -> str:
    """An amendment that is still being written, with words that nobody but its author sees."""
    edits = [{"id": "p3", "words": LONG_WORDS, "struck": False, "after": ""}]
    return f"/drafts/{keep_draft(author, document, 1, edits, 'Tools travel', '')}"


def _a_consent_list() -> str:
    """The one that the demo has announced."""
    number = db.session.scalar(db.select(Poll.number).where(Poll.kind == PollKind.CONSENT))
    return f"/polls/{number}/items"


def _a_correction(chair: int) -> str:
    document = a_document(*SENTENCES[5:], title="Rules of the council")
    made = typed(document, 1, [Change("p2", words=SENTENCES[5].replace("four times", "five times"))])
    correct_text(chair, prepare_correction(document, 1, made), "Five times, as the council had resolved.")
    return f"/documents/{document}"


def _jobs() -> dict[str, str]:
    """A file in each state but waiting, in which a server would leave none."""
    numbers = {
        state: jobs.ask("final document", format="pdf", state=state)
        for state in ("running", "done", "failed")
    }
    for state, number in numbers.items():
        claimed = claim()
        assert claimed == (number, 1), state
    renew(numbers["running"], 1, done=1, total=2, step="writing PDF")
    finish(numbers["done"], 1, file="demo-2026-11-25-provisional.pdf")
    finish(numbers["failed"], 1, error="The PDF was not ready within 60 seconds. Take HTML or Markdown.")
    for_ever = now() + timedelta(days=1)
    db.session.execute(db.update(Job).where(Job.number == numbers["running"]).values(lease_until=for_ever))
    db.session.commit()
    return {state: f"/jobs/{number}" for state, number in numbers.items()}


def _people(chair: int) -> str:
    """Another body with officers, a substitute on a seat, somebody far away, somebody withdrawn.

    Answers where that seat is. One act waits for the signature of this officer, one for that of another, one
    is refused.
    """
    table = found_body(chair, "Mesa 7: Energía, agua y territorios", "Sala Tránsito Amaguaña", "1/3")
    give_office(chair, "04-07", Duty.CHAIR, table.id)
    give_office(chair, "B-1", Duty.SCRUTINEER)
    accredit(chair, "Kuraka Sisa Lema", Role.SUBSTITUTE, "S-1", "Red de Semillas del Austro")
    for badge in ("07-01", "08-03"):
        give_seat(chair, badge, table.id)
    first = seats(table.id)[0]
    seat_substitute(chair, first.id, "S-1", first.holder_id)
    far = accredit(
        chair, f"Ñusta {LONG_WORDS} Pérez", Role.OBSERVER, "R-1", f"Union of {LONG_WORDS}", Attendance.REMOTE,
        "nusta@example.org",
    )  # fmt: skip
    withdraw_person(chair, accredit(chair, "Ana Withdrawn", Role.DELEGATE, "W-1").badge)
    other = accredit(None, "Noemí Tanguila Grefa", Role.ORGANISER, "O-2").id
    refuse(chair, ask_to_reissue(other, [far.id], "who lost a link that was never sent"))
    ask_to_reissue(other, [person_by_badge("07-01").id], "Table 7, whose slips were left on a desk")
    ask_to_reissue(chair, [person_by_badge("08-03").id], "Table 8, whose slips were printed twice")
    return f"/people/seats/{first.id}"


def _polls(chair: int, one: int, other: int, document: int) -> dict[str, str]:
    """A poll in each state; the demo has those that are announced, open and published."""

    def rivals(provision: str, first: str, second: str) -> list[int]:
        return [
            an_amendment(one, document, first, provision, title=first),
            an_amendment(other, document, second, provision, title=second),
        ]

    draft = put_to_poll(chair, rivals("p2", "Every workshop keeps a list.", "Every workshop keeps a log."))
    closing = put_to_poll(
        chair, rivals("p3", "Unused tools are lent.", "Unused tools are sold."), grace_seconds=AN_HOUR
    )
    announce_poll(chair, closing)
    _open_and_close(chair, closing)
    over = an_open_poll(chair, rivals("p4", "Repairs are written down.", "Repairs are filmed."))
    closed(chair, over)
    void = an_open_poll(chair, rivals("p5", "Workshops open daily.", "Workshops open on Sundays."))
    voided(chair, void, "The wrong wording was on the ballot.")
    return {
        "published": "/polls/1",
        "open": "/polls/2",
        "announced": "/polls/3",
        "draft": f"/polls/{draft}",
        "closing": f"/polls/{closing}",
        "closed": f"/polls/{over}",
        "void": f"/polls/{void}",
        "compared": f"/polls/{_compared(chair, one, other)}",
        **_questions(chair, one, other),
        **_taken_back(chair, one, other),
        **_without_secrecy(chair, one, other),
    }


def _questions(chair: int, one: int, other: int) -> dict[str, str]:
    """Polls without a text: a paper of each way that is open, and two results."""
    seats = tuple((f"o{place}", name) for place, name in enumerate(("Water", LONG_WORDS, "Soil"), 1))
    found: dict[str, str] = {}
    for name, preset in (
        ("stance", "proposal"),
        ("several", "approval-question"),
        ("points", "points-question"),
    ):
        options = () if preset == "proposal" else seats
        poll = put_question(chair, None, "What comes first?", options, PRESETS[preset])
        announce_poll(chair, poll)
        open_poll(chair, poll, "4 1 6")
        found[name] = f"/polls/{poll}"
    for name, preset in (("elected", "committee-election"), ("pairs", "pairwise-question")):
        rules = PRESETS[preset].with_(seats=2 if name == "elected" else 1)
        poll = put_question(chair, None, "Who speaks for us?", seats, rules)
        announce_poll(chair, poll)
        open_poll(chair, poll, "4 1 6")
        for voter, order in ((one, ("o1", "o2")), (other, ("o2", "o3"))):
            cast(voter, poll, *order)
        published(chair, poll)
        found[name] = f"/polls/{poll}"
    return found


def _without_secrecy(chair: int, one: int, other: int) -> dict[str, str]:
    """A roll call that is open and one that is published, a poll counted by hand and one that was."""
    document = a_document(
        "A tree is pruned in winter.", "Fruit is shared.", "Bees are welcome.", "Paths stay."
    )
    give_office(None, "B-1", Duty.TELLER, 1)
    second = accredit(None, "Wayra Tituaña", Role.OBSERVER, "B-7").id
    give_office(None, "B-7", Duty.TELLER, 1)
    made: list[int] = []
    for place in range(4):
        rule = f"The orchard keeps rule {place + 1}."
        amendment = an_amendment(one, document, rule, f"p{place + 2}", title=rule)
        made.append(put_to_poll(chair, [amendment]))
        if place < 2:
            choose_secrecy(chair, made[-1], "roll_call")
        else:
            choose_counting(chair, made[-1], by_hand=True)
        announce_poll(chair, made[-1])
        open_poll(chair, made[-1], "4 1 6")
        if place == 1:
            for voter in (one, other):
                cast(voter, made[-1], KEEP)
            published(chair, made[-1])
        if place == 3:
            for teller in (person_by_badge("B-1").id, second):
                enter_hand_count(teller, made[-1], {f"am{amendment}": 2, KEEP: 7, "blank": 0})
            publish_poll(chair, made[-1])
    names = ("called", "was called", "by hand", "was by hand")
    return {name: f"/polls/{number}" for name, number in zip(names, made, strict=True)}


def _practice(chair: int) -> tuple[int, int, dict[str, str]]:
    """Two tables with nothing else on their floor, one with open practice, one with its result."""
    bodies = [found_body(None, name).id for name in ("Table of beginners", "Table of rehearsals")]
    for body in bodies:
        give_seat(None, "11-03", body)
    under_way, over = (put_practice(chair, body) for body in bodies)
    for number in (under_way, over):
        announce_poll(chair, number)
        open_poll(chair, number, "1 1 1")
    cast(person_by_badge("11-03").id, over, "change-2", "change-1")
    closed(chair, over)
    publish_poll(chair, over)
    addresses = {"practice": f"/practice/{-under_way}", "practised": f"/practice/{-over}"}
    return bodies[0], bodies[1], addresses


def _taken_back(chair: int, one: int, other: int) -> dict[str, str]:
    """A poll voided after its result was published, and one on the same document that can be."""
    document = a_document(*SENTENCES[:3], title="Rules of the kitchen")
    first = an_amendment(one, document, SENTENCES[0].replace("public", "on the door"), title="On the door")
    undone = _decided(chair, one, first, f"am{first}")
    held = an_amendment(
        other, document, SENTENCES[0].replace("public", "beside the door"), seen=2, title="Beside the door"
    )
    apart = an_amendment(other, document, "Whoever repairs a tool says how.", "p4", seen=2, title="Says how")
    _decided(chair, one, held, f"am{held}")
    can_be = _decided(chair, one, apart, f"am{apart}")
    voided(chair, undone, "The screen showed another text.")
    return {
        "undone": f"/polls/{undone}",
        "to be voided": f"/polls/{can_be}/void",
        "on hold": f"/amendments/{held}",
        "taken back": f"/documents/{document}",
    }


def _compared(chair: int, one: int, other: int) -> int:
    """A published poll on three options whose few ballots may be known, so that other methods are shown."""
    document = a_document(*SENTENCES[:2], title="Rules of the yard")
    rivals = [
        an_amendment(one, document, words, title=words) for words in ("Lists are kept.", "Lists hang out.")
    ]
    poll = put_to_poll(chair, rivals)
    row = db.session.get(Poll, poll)
    row.rules = {**row.rules, "small_group_limit": 1}
    db.session.commit()
    announce_poll(chair, poll)
    open_poll(chair, poll, "4 1 6")
    for voter in (one, other):
        cast(voter, poll, f"am{rivals[0]}", KEEP)
    published(chair, poll)
    _spoken_about(chair, one, other, poll)
    return poll


def _spoken_about(chair: int, one: int, other: int, poll: int) -> None:
    """A challenge with its ruling and one that waits, a recount, statements, one of them taken back."""
    ruled = challenge_result(one, poll, f"The screen showed {LONG_WORDS}.")
    recount_poll(chair, poll)
    rule_on_challenge(chair, ruled, False, "Counted again, and equal.")
    challenge_result(other, poll, "The clock of the hall was wrong.")
    make_statement(one, poll, "minority", "Lists belong on the door.\n\nWe shall ask again.")
    make_statement(one, poll, "explanation", "For the schools.")
    withdraw_statement(other, make_statement(other, poll, "explanation", "Taken back."))


def _open_and_close(chair: int, poll: int) -> None:
    open_poll(chair, poll, "4 1 6")
    close_poll(chair, poll)


def _amendments(chair: int, one: int, other: int, document: int) -> dict[str, str]:
    """An amendment of each fate; the demo has one adopted (AM 2) and one that fell with it (AM 1)."""
    taken_back = an_amendment(one, document, "A small fee is charged to schools.", "p6", title="A small fee")
    withdraw_amendment(one, taken_back)
    refused = an_amendment(other, document, "No fee is charged.", "p6", title="No fee at all")
    _decided(chair, one, refused, KEEP)
    struck = propose_amendment(other, document, 1, [Change("p7", struck=True)], "No council")
    orphan = an_amendment(
        one, document, "A council of users meets six times a year.", "p7", title="Six times"
    )
    twice = [an_amendment(who, document, "Each council reports twice a year.", "p9") for who in (one, other)]
    _decided(chair, one, struck, f"am{struck}")
    _decided(chair, one, twice[0], f"am{twice[0]}")
    free = an_amendment(one, document, f"{LONG_WORDS} are not written.", "p8", seen=3, title=LONG_WORDS)
    numbers = {
        "adopted": 2,
        "fallen": 1,
        "withdrawn": taken_back,
        "rejected": refused,
        "orphaned": orphan,
        "obsolete": twice[1],
        "tabled": free,
    }
    assert {amendment(number).state: number for number in numbers.values()} == numbers
    numbers |= _on_their_way(chair, one, other)
    return {state: f"/amendments/{number}" for state, number in numbers.items()}


def _on_their_way(chair: int, one: int, other: int) -> dict[str, int]:
    """What gathers seconders, what came late, what the chair did not let in, what was taken over."""
    document = a_document(*SENTENCES[:4], title="Rules of the garden")
    set_seconders(chair, 2, document)
    proposed = an_amendment(one, document, "A list of tools hangs at the door.", title="At the door")
    second_amendment(other, proposed)
    over = an_amendment(one, document, "Tools are lent.", "p3", title="Tools are lent")
    withdraw_amendment(one, over)
    take_over(other, over)
    end_now(chair, set_deadline(chair, Act.PROPOSING, now() + timedelta(hours=1), document))
    late, lapsed = (
        propose_amendment(one, document, 1, [Change("p4", words=words)], words, is_late=True)
        for words in ("Repairs are told.", "Repairs are sung.")
    )
    admit_late(chair, lapsed, "Nobody would hear it.", is_admitted=False)
    return {"proposed": proposed, "taken over": over, "late": late, "lapsed": lapsed}


def _decided(chair: int, voter: int, number: int, ballot: str) -> int:
    poll = an_open_poll(chair, [number])
    cast(voter, poll, ballot)
    published(chair, poll)
    return poll


def _a_debate(chair: int, one: int, document: int) -> str:
    """Words, an answer and words taken down, at one provision; answers the address of the first."""
    here = Anchor("provision", f"{document}/p9")
    first = post_intervention(one, here, "Once a year is too seldom.")
    post_intervention(chair, here, f"See https://example.org/{'long/' * 20}report", first)
    rude = post_intervention(one, here, "Something better left unsaid.")
    remove_intervention(chair, rude, "It was about a person, not about the text.")
    hidden = post_intervention(one, here, "Something that is looked at again.")
    hide_intervention(chair, hidden, f"Until {LONG_WORDS} are translated.")
    for key, held in (
        ("p2", Held(DebateState.SLOW, slow_minutes=5)),
        ("p3", Held(DebateState.SCHEDULED, opens_at=now() + timedelta(days=1))),
        ("p4", Held(DebateState.CLOSED, summary=f"All agree on the evenings.\n\n- {LONG_WORDS} stay open.")),
    ):
        hold_debate(chair, Anchor("provision", f"{document}/{key}"), held)
    ask_sense(chair, here, f"Are {LONG_WORDS} ripe to be put?")
    for one_of, number in ((chair, 1), (one, 2)):
        note_amendment(one_of, number, "ask", f"Ask what {LONG_WORDS} cost.\nTwice.")
    return f"/interventions/{first}"
